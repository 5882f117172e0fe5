# From the start of the daemon to READY. To be sourced.

measure_starts() {
    say "$starts starts of the daemon"
    local run
    for ((run = 0; run < starts; run++)); do
        inside systemctl restart healthcheck
        took healthcheck
    done >"$scratch/starts"
    make_bare_sandbox
    for ((run = 0; run < starts; run++)); do
        inside systemctl restart bench-sandbox
        took bench-sandbox
    done >"$scratch/sandboxes"

    cat <<MARKDOWN

## Start of the daemon

$starts restarts, in milliseconds by PID 1's own stamps: ExecMainStart (the fork) to ActiveEnter (READY=1). The sandbox alone is the same
unit running \`sleep\` with \`Type=exec\`: the part of the time that is over before the program's first instruction.

MARKDOWN
    header what median p95 "to reach (median)" ""
    row "fork → READY" "$(ms "$(median <"$scratch/starts")")" "$(ms "$(p95 <"$scratch/starts")")" "≤ 120" \
        "$(verdict "$(median <"$scratch/starts")" 120000)"
    row "of which the sandbox" "$(ms "$(median <"$scratch/sandboxes")")" "$(ms "$(p95 <"$scratch/sandboxes")")" "" ""
}

took() {
    inside systemctl show --property=ExecMainStartTimestampMonotonic,ActiveEnterTimestampMonotonic "$1" |
        awk -F = '{ at[$1] = $2 } END { print at["ActiveEnterTimestampMonotonic"] - at["ExecMainStartTimestampMonotonic"] }'
}

make_bare_sandbox() {
    inside sh -c "sed -e 's/^Type=.*/Type=exec/' -e 's|^ExecStart=.*|ExecStart=/bin/sleep infinity|' -e '/^NotifyAccess=/d' \
        -e '/^WatchdogSec=/d' -e '/^Before=/d' -e '/^RuntimeDirectory/d' /lib/systemd/system/healthcheck.service \
        >/run/systemd/system/bench-sandbox.service && systemctl daemon-reload"
}
