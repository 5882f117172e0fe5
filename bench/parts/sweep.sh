# Looking at many units. To be sourced.

measure_sweeps() {
    local count sizes=(6 1000 2000 5000)
    for count in "${sizes[@]}"; do
        say "a sweep of $count units"
        start_stubs "$count"
        inside /opt/bench/bare-sweep "$count" "$sweeps" >"$scratch/bare.$count"
        inside /opt/bench/dotnet /opt/bench/Supervision.Bench.dll sweeps "$count" "$sweeps" >"$scratch/sweeps.$count"
        watch_stubs "$count"
        inside bash -c "for ((n = 0; n < $sweeps; n++)); do curl --silent --fail --output /dev/null --write-out '%{time_total}\n' \
            --unix-socket /run/healthcheck/control.sock --request POST http://healthcheck/v1/sweep; done" |
            awk '{ print $1 * 1000000 }' >"$scratch/asked.$count"
    done

    cat <<MARKDOWN

## A sweep of many units

$sweeps sweeps of running units, in milliseconds. The adapter's sweep is one \`ListUnitsByNames\` and one look at the state of the host, from
the request to the report. The bare question is the same \`ListUnitsByNames\`, its answer unread (\`bench/tools/bare-sweep.c\`): what PID 1
and the bus take. The daemon's sweep is \`POST /v1/sweep\` as the client on the control socket sees it: the adapter's, then the decisions,
the lines of service_monitor.log and the answer.

MARKDOWN
    header units "adapter, median" p95 "bare question, median" p95 "daemon, median" p95
    for count in "${sizes[@]}"; do
        row "$count" "$(of sweeps median)" "$(of sweeps p95)" "$(of bare median)" "$(of bare p95)" "$(of asked median)" "$(of asked p95)"
    done

    local thousand growth bare_growth
    thousand=$(median <"$scratch/sweeps.1000")
    growth=$(growth_of sweeps)
    bare_growth=$(growth_of bare)
    echo
    header what measured "to reach" ""
    row "adapter's sweep of 1,000 units, median" "$(ms "$thousand") ms" "≤ 50 ms" "$(verdict "$thousand" 50000)"
    row "per unit at 5,000 against per unit at 1,000 (1 is linear)" "$growth" "≤ 1.5" "$(verdict "$growth" 1.5)"
    row "the same of the bare question" "$bare_growth" "" ""
}

# of FILE QUANTILE: in milliseconds, for the number of units at hand.
of() { ms "$("$2" <"$scratch/$1.$count")"; }

growth_of() { calc "$(median <"$scratch/$1.5000") / $(median <"$scratch/$1.1000") / 5" 2; }

watch_stubs() { services_of_stubs "$1" | watch_nothing_but; }

watch_nothing_but() {
    nothing_but | inside sh -c 'cat >/etc/healthcheck/conf.d/sweep.conf'
    inside systemctl restart healthcheck
}
