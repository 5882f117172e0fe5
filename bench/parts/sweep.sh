# Looking at many units. To be sourced.

measure_sweeps() {
    local count sizes=(6 1000 2000 5000) up=0
    for count in "${sizes[@]}"; do
        say "a sweep of $count units"
        inside bash -c "seq --format='stub@%.0f.service' $((up + 1)) $count | xargs systemctl start --no-block"
        wait_for_stubs "$count"
        up=$count
        inside /opt/bench/dotnet /opt/bench/Supervision.Bench.dll sweeps "$count" "$sweeps" >"$scratch/sweeps.$count"
        watch_stubs "$count"
        inside bash -c "for ((n = 0; n < $sweeps; n++)); do curl --silent --fail --output /dev/null --write-out '%{time_total}\n' \
            --unix-socket /run/healthcheck/control.sock --request POST http://healthcheck/v1/sweep; done" |
            awk '{ print $1 * 1000000 }' >"$scratch/asked.$count"
    done

    cat <<MARKDOWN

## A sweep of many units

$sweeps sweeps of running units, in milliseconds. The adapter's sweep is one \`ListUnitsByNames\` and one look at the state of the host, from
the request to the report. The daemon's is \`POST /v1/sweep\` as the client on the control socket sees it: the same, then the decisions, the
lines of service_monitor.log and the answer.

MARKDOWN
    header units "adapter, median" p95 "per unit (µs)" "daemon, median" p95 "to reach (adapter)" ""
    for count in "${sizes[@]}"; do
        local took limit= result=
        took=$(median <"$scratch/sweeps.$count")
        if ((count == 1000)); then limit="≤ 50" result=$(verdict "$took" 50000); fi
        row "$count" "$(ms "$took")" "$(ms "$(p95 <"$scratch/sweeps.$count")")" "$(calc "$took / $count" 1)" \
            "$(ms "$(median <"$scratch/asked.$count")")" "$(ms "$(p95 <"$scratch/asked.$count")")" "$limit" "$result"
    done
}

wait_for_stubs() {
    local tries=600
    until (($(inside systemctl list-units --state=active --plain --no-legend 'stub@*' | wc --lines) == $1)); do
        ((--tries > 0)) || fail "the $1 units of the sweep did not come up"
        sleep 0.5
    done
}

watch_stubs() {
    {
        echo 'healthcheck { mode = observe, services {'
        printf '  %s { enabled = false }\n' postgresql nginx gunicorn daphne celery celerybeat
        awk -v n="$1" 'BEGIN { for (i = 1; i <= n; i++) printf "  s%d { unit = \"stub@%d.service\" }\n", i, i }'
        echo '} }'
    } | inside sh -c 'cat >/etc/healthcheck/conf.d/sweep.conf'
    inside systemctl restart healthcheck
}
