#!/bin/bash
# Kills UNIT's main process again and again, each time when the incident before is closed: outages.sh UNIT KILLS
# One line for each kill, microseconds of the wall clock: killed, failure heard by the bare listener, incident decided,
# run decided, start of the run (backend-restart.service left "inactive").
set -euo pipefail
unit=$1 kills=$2
bench=$(dirname "$0")
db=/var/lib/healthcheck/healthcheck.db

fail() {
    echo "outages: $*" >&2
    exit 1
}

query() { sqlite3 -cmd '.timeout 5000' "file:$db?mode=ro" "$1"; }

# "2026-11-23T07:30:00.123456Z" as microseconds since 1970.
epoch() { echo "cast(strftime('%s', $1) as integer) * 1000000 + cast(substr($1, 21, 6) as integer)"; }

# eventually TRIES COMMAND...: the command's output once there is any.
eventually() {
    local tries=$1 said
    shift
    while ! { said=$("$@") && [[ -n $said ]]; }; do
        ((--tries > 0)) || fail "nothing came of: $*"
        sleep 0.1
    done
    echo "$said"
}

coproc listener { exec "$bench/bare-listener" "$unit"; }
read -r -t 10 <&"${listener[0]}" || fail "the bare listener does not listen"

last=$(query "select coalesce(max(id), 0) from incidents")
for ((kill = 1; kill <= kills; kill++)); do
    killed=$("$bench/kill-at" "$(systemctl show --property=MainPID --value "$unit")")
    read -r -t 30 heard <&"${listener[0]}" || fail "the bare listener heard nothing of kill $kill"
    incident=$(eventually 600 query "select id from incidents where id > $last and closed_at is not null")
    [[ $(query "select count(*) from runs where incident = $incident") == 1 ]] || fail "$incident did not end in one run"
    decided=$(query "select $(epoch at) from decisions where incident = $incident and choice = 'open-incident'")
    run=$(query "select $(epoch at) from runs where incident = $incident")
    # Both count on the kernel's monotonic clock.
    intended=$(query "select monotonic_us from runs where incident = $incident")
    left=$(systemctl show --property=InactiveExitTimestampMonotonic --value backend-restart.service)
    echo "$killed $heard $decided $run $((run + left - intended))"
    last=$incident
done
kill "$listener_PID"
