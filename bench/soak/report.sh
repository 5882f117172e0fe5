# The report. To be sourced.

# Where and with what it was done; kept, since a later judgement knows it no more.
describe() {
    cat <<MARKDOWN
| | |
|---|---|
| date | $(date --utc '+%Y-%m-%d %H:%M UTC') |
| healthcheck | $(dpkg-deb --field "$package" Version), sha256 $(sha256sum "$package" | cut -c 1-16)… |
| machine | $(nproc) × $(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo | head -n 1), kernel $(uname --kernel-release) |
| Debian | $(</etc/debian_version), systemd $(version_of systemd), dbus $(version_of dbus) |
| load average | $before before, $(load) after |
| budget | $runs_allowed runs within $window s (minutes in place of the hour, so that it is spent and freed again and again) |
MARKDOWN
}

version_of() { dpkg-query --show --showformat='${Version}' "$1"; }

report() {
    cat <<MARKDOWN
# Soak

Made by \`bench/soak.sh --for $((soak / 60))m --seed $seed\`; nothing in here was written by hand.

$(<"$found/described")

## What has to hold

$(header what "")
$(<"$found/judged")

## Faults

$(of_the_faults)

## Runs

$(of_the_runs)

## Lives of the daemon

$(of_the_lives)
MARKDOWN
    [[ -s $found/broken ]] || return 0
    printf '\n## Broken\n\n'
    sed 's/^/- /' "$found/broken"
}

of_the_faults() {
    header fault planned done
    local kind
    for kind in kill stop freeze bus reexec disk-full daemon; do
        row "$(said_of "$kind")" "$(grep -c " $kind " "$found/plan" || true)" \
            "$(awk -v kind="$kind" '$2 == kind && $5 == "done"' "$found/faults" | wc -l)"
    done
    printf '\nWhat was not done found nothing to do it to: the unit was down already, or the daemon between two lives.\n'
}

said_of() {
    case $1 in
        kill) echo "\`kill -9\` of a unit's process" ;;
        stop) echo "\`systemctl stop\` of a unit" ;;
        freeze) echo "SIGSTOP of a unit for 5 to 40 s" ;;
        bus) echo "\`systemctl restart dbus\`" ;;
        reexec) echo "\`systemctl daemon-reexec\`" ;;
        disk-full) echo "the disk of the state full for 3 to 15 s" ;;
        daemon) echo "\`kill -9\` of the daemon" ;;
    esac
}

of_the_runs() {
    header "" number
    row incidents "$(query "select count(*) from journal.incidents")"
    row intents "$(query "select count(*) from journal.runs")"
    row "executions, by backend.sh's own record" "$(query "select count(*) from executions")"
    row "of them adopted by a later life of the daemon" \
        "$(query "select count(distinct incident) from journal.decisions where choice = 'adopt'")"
    query "select result, count(*) from journal.runs group by result" | while read -r result count; do row "ended as $result" "$count"; done
    row "refunded, because nothing ran" "$(query "select count(*) from journal.runs where refunded = 1")"
    row "most intents within $window s" "$(query "with charged as (select monotonic_us as at from journal.runs where refunded = 0)
        select max(n) from (select (select count(*) from charged o where o.at <= r.at and o.at > r.at - $window * 1000000) as n
        from charged r)")"
    row "longest way from an intent to its run, in ms" "$(query "select max(begun - intended) / 1000 from matched")"
    row "most executions within $window s less that way" "$(query "select max(n) from (select (select count(*) from matched o
        where o.begun <= e.begun and o.begun > e.begun - $window * 1000000 + (select max(begun - intended) from matched)) as n
        from matched e)")"
    row "given up, as service_monitor.log tells" "$(grep -c "$spent" "$found/service_monitor.log" || true)"
}

of_the_lives() {
    cat <<MARKDOWN
Sampled every $sample_every s; by least squares from the second minute of each life, in an hour, with the standard error. Lives of less than
three minutes have no slope.

MARKDOWN
    header life minutes "anonymous MB" "in an hour" threads "in an hour" descriptors "in an hour"
    local life minutes samples rest_of
    slopes | while read -r life minutes samples rest_of; do
        # shellcheck disable=SC2086 # four figures for each of four columns
        set -- $rest_of
        if [[ $1 == - ]]; then
            row "$life" "$minutes" "" "" "" "" "" ""
        else
            row "$life" "$minutes" "$5 → $6" "$7 ± $8" "$9 → ${10}" "${11} ± ${12}" "${13} → ${14}" "${15} ± ${16}"
        fi
    done
    printf '\nAt rest, the lowest of the last %s s:\n\n' "$rest"
    header "" "resident MB" "anonymous MB" threads descriptors "threads of the pool"
    awk '{ printf "| %s | %.1f | %.1f | %d | %d | %d |\n",
        $1 == "last" ? "the last life under faults" : "a fresh one after it", $2 / 1024, $3 / 1024, $4, $5, $6 }' "$found/rest"
}
