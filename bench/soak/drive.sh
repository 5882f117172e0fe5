# What is done to the host from its boot to the last sample. To be sourced.

units=(alpha beta gamma delta epsilon zeta)
# As trees/soak sets them.
runs_allowed=6 window=120
sample_every=10
# What a life of the daemon has taken up when nothing happens any more.
rest=60

drive() {
    # It may not keep the guest alive should this script be killed.
    inside bash /opt/bench/soak-samples.sh "$sample_every" >"$found/samples" {life}>&- &
    sampler=$!
    until_quiet 300 || fail "the host is not well before the first fault: $(inside healthcheck status || true)"
    pause "$rest"

    say "$soak s of faults with seed $seed"
    suffer
    say "the faults are over"
    echo yes >"$found/settled"
    until_quiet $((2 * window + 300)) || echo no >"$found/settled"
    inside healthcheck status --json >"$found/status.json" || true
    inside healthcheck why --json >"$found/why.json" || true
    for unit in "${units[@]}"; do echo "$unit $(of_unit "worker@$unit" ActiveState)"; done >"$found/states"
    # A life that began shortly before the end has to grow as old as the fresh one that it is compared with.
    pause $((2 * rest))
    told_of_rest last

    inside systemctl restart healthcheck
    pause $((3 * rest))
    told_of_rest fresh
    # Nothing is under way when the daemon is stopped for good.
    until_quiet 300 || echo no >"$found/settled"
}

# Does the plan, one line after the other; late where the host is slow, but never in another order.
suffer() {
    local at what unit begun late said
    begun=$(now_ms)
    while read -r at what unit; do
        late=$((begun + at - $(now_ms)))
        ((late <= 0)) || pause "$(calc "$late / 1000" 3)"
        said=$(inside bash /opt/bench/soak-fault.sh "$what" "$unit" 2>&1 </dev/null | tail -n 1) || true
        echo "$at $what $unit $(inside /opt/bench/monotonic) ${said:-nothing}" >>"$found/faults"
    done <"$found/plan"
    late=$((begun + soak * 1000 - $(now_ms)))
    ((late <= 0)) || pause "$(calc "$late / 1000" 3)"
}

now_ms() { echo $((${EPOCHREALTIME/./} / 1000)); }

# A signal to this script need not wait for its end.
pause() {
    sleep "$1" {life}>&- &
    wait "$!"
}

# until_quiet SECONDS: whether, within this time, every service is up and no incident is open.
until_quiet() {
    local deadline=$((SECONDS + $1))
    until quiet; do
        ((SECONDS < deadline)) || return 1
        pause 2
    done
}

quiet() {
    inside healthcheck status --json 2>/dev/null >"$scratch/status" || return 1
    [[ $(sqlite3 :memory: "select count(*) from json_each(json_extract(readfile('$scratch/status'), '\$.services'))
        where json_extract(value, '\$.verdict') = 'up'") == "${#units[@]}" ]] &&
        [[ $(sqlite3 :memory: "select json_extract(readfile('$scratch/status'), '\$.incident') is null") == 1 ]]
}

# The lowest of each figure over the last samples of this life: what it holds, and not what it has in hand just now.
told_of_rest() {
    local life
    life=$(tail -n 1 "$found/samples" | cut -d ' ' -f 2)
    grep -F " $life " "$found/samples" | tail -n $((rest / sample_every)) |
        awk -v name="$1" 'NR == 1 { for (i = 3; i <= 7; i++) least[i] = $i } { for (i = 3; i <= 7; i++) if ($i < least[i]) least[i] = $i }
            END { print name, least[3], least[4], least[5], least[6], least[7], NR }' >>"$found/rest"
}

collect() {
    # What it runs ends with the guest.
    kill "$sampler" && wait "$sampler" || true
    inside systemctl stop healthcheck
    inside tar --create --directory /var/lib/healthcheck . | tar --extract --directory "$found" --one-top-level=state
    inside sh -c 'test ! -e /var/lib/executions || cat /var/lib/executions' >"$found/executions"
    inside cat /var/log/healthcheck/service_monitor.log >"$found/service_monitor.log"
    inside journalctl --output=short-precise --no-pager >"$found/log"
    # "Starting": PID 1's own word for each execution.
    inside journalctl --unit=backend-restart.service MESSAGE_ID=7d4958e842da4a758f6c1cdc7b36dcc5 --output=cat --no-pager |
        grep -c . >"$found/started" || true
    inside journalctl --unit=healthcheck.service _PID=1 --output=cat --no-pager >"$found/deaths"
}
