# What is done to each of the peers in its turn. To be sourced.

systemd_units() {
    if [[ $1 == up ]]; then
        inside bash -c 'systemctl start peer@{1..6}.service'
        came_up 6 30
    else
        inside bash -c 'systemctl stop peer@{1..6}.service; rm -rf /run/workers /run/peers-noticed'
    fi
}

connects() { inside /opt/bench/connects-at "$1" 60; }

# slow_kill WORKER: when it was killed is kept until it comes up again, which is not waited for.
slow_kill() {
    local pid
    read -r _ pid < <(inside tail -n 1 "/run/workers/$1.up")
    inside /opt/bench/kill-at "$pid" >"$scratch/killed.$1"
}

# came_up WORKER SECONDS
came_up() {
    local tries=$(($2 * 5)) killed=0 up=0
    if [[ -e $scratch/killed.$1 ]]; then killed=$(<"$scratch/killed.$1"); fi
    until read -r up _ < <(inside tail -n 1 "/run/workers/$1.up" 2>/dev/null) && ((up > killed)); do
        ((--tries > 0)) || fail "worker $1 did not come up within $2 s"
        attended sleep 0.2
    done
    if ((killed)); then echo "$killed $up"; fi
}

measure_peers() {
    measure_peer systemd systemd "" 2 60
    measure_peer supervisord supervisord "" 2 60
    measure_peer monit monit 5 5 60
    measure_peer backend healthcheck backend 5 60
    measure_peer unit healthcheck unit 3 60
    if [[ -n $slow ]]; then
        measure_slow_peer monit-default monit default kills_of_monit_at_its_default
        measure_slow_peer cron cron "" kills_of_cron
    fi
    measure_cost_of_the_script
    measure_many
}

# measure_peer KEY SYSTEM ARGUMENT REST PATIENCE
measure_peer() {
    local key=$1 system=$2
    say "$key: $kills kills"
    "begin_$system" "$3"
    attended inside bash /opt/bench/peers-kills.sh 1 "$kills" "$4" >"$scratch/kills.$key" || fail "$key: the kills could not be measured"
    "noticed_by_$system" >"$scratch/noticed.$key"
    say "$key: idle for $idle s"
    attended sleep 5
    watch_idle "$key" "$("pids_of_$system")"
    say "$key: wedged"
    attended inside bash /opt/bench/peers-wedge.sh 1 "$5" >"$scratch/wedged.$key"
    if [[ $system != systemd ]]; then time_start "$key" "$system"; fi
    "end_$system"
}

# measure_slow_peer KEY SYSTEM ARGUMENT KILLS
measure_slow_peer() {
    local key=$1 system=$2
    say "$key: three kills"
    "begin_$system" "$3"
    "$4" >"$scratch/kills.$key"
    "noticed_by_$system" >"$scratch/noticed.$key"
    watch_idle "$key" "$("pids_of_$system")"
    "end_$system"
}

# watch_idle KEY PIDS: percent of a core, resident and private memory in MB.
watch_idle() {
    local run
    run=$(run_of "$2")
    attended sleep "$idle"
    run=$(($(run_of "$2") - run))
    echo "$(calc "$run / 10000000 / $idle" 4) $(memory_of "$2")" >"$scratch/idle.$1"
}

# Nanoseconds on a processor, of all threads that there were.
# shellcheck disable=SC2086 # the processes are a list
run_of() { inside /opt/bench/run-of $1; }

memory_of() {
    local pid
    for pid in $1; do inside cat "/proc/$pid/smaps_rollup"; done |
        awk '$1 == "Rss:" { r += $2 } $1 == "Private_Dirty:" { p += $2 } END { printf "%.1f %.1f\n", r / 1024, p / 1024 }'
}

# Ten starts, in microseconds from the request to the first connection that is taken.
time_start() {
    local socket=socket_of_$2 unit=unit_of_$2 start began
    for ((start = 0; start < 10; start++)); do
        inside systemctl stop "${!unit}"
        inside rm -f "${!socket}"
        began=$(date +%s%6N)
        inside systemctl start --no-block "${!unit}"
        echo $(($(connects "${!socket}") - began))
        if [[ $2 == healthcheck ]]; then until [[ $(inside systemctl is-active healthcheck) == active ]]; do attended sleep 0.1; done; fi
    done >"$scratch/starts.$1"
    if [[ $2 == healthcheck ]]; then
        for ((start = 0; start < 10; start++)); do
            inside systemctl restart healthcheck
            inside systemctl show --property=ExecMainStartTimestampMonotonic,ActiveEnterTimestampMonotonic healthcheck |
                awk -F = '{ at[$1] = $2 } END { print at["ActiveEnterTimestampMonotonic"] - at["ExecMainStartTimestampMonotonic"] }'
        done >"$scratch/ready.$1"
    fi
}

measure_cost_of_the_script() {
    say "the script, with nothing to do"
    systemd_units up
    cost_of_the_script peer@%.0f 6 >"$scratch/script.6"
    local pid
    read -r _ pid < <(inside tail -n 1 /run/workers/1.up)
    inside kill -STOP "$pid"
    cost_of_the_script peer@%.0f 6 >/dev/null
    # It has looked at the worker that does nothing any more.
    if [[ $(inside tail -n 1 /run/workers/1.up) == *" $pid" ]]; then echo -; else echo "at the tick"; fi >"$scratch/wedged.cron"
    inside kill -CONT "$pid"
    systemd_units down
}

measure_many() {
    say "$many units"
    start_stubs "$many"
    inside bash -c 'mkdir -p /run/stubs; systemctl show --property=Id,MainPID "stub@*" |
        awk -F "[=@.]" "/^MainPID/ { pid = \$2 } /^Id/ { id = \$3 } /^\$/ { print pid >\"/run/stubs/\" id \".pid\" } END { print pid >\"/run/stubs/\" id \".pid\" }"'
    (($(inside sh -c 'ls /run/stubs | wc -l') == many)) || fail "not every unit has its process noted"
    cost_of_the_script stub@%.0f "$many" >"$scratch/script.many"

    many_for_monit "$many" | inside sh -c 'cat >/etc/monit/conf.d/peers'
    inside sed -i 's/^set daemon .*/set daemon 5/' /etc/monit/monitrc
    watch_many monit-many monit
    services_of_stubs "$many" | nothing_but | inside sh -c 'rm /etc/healthcheck/conf.d/*.conf; cat >/etc/healthcheck/conf.d/50-many.conf'
    watch_many healthcheck-many healthcheck
    many_for_supervisord "$many" | inside sh -c 'cat >/etc/supervisor/conf.d/peers.conf'
    inside sed -i 's/^\[supervisord\]/[supervisord]\nminfds=8192/' /etc/supervisor/supervisord.conf
    watch_many supervisord-many supervisord
    say "systemd-many: idle for $idle s"
    watch_idle systemd-many 1
}

# watch_many KEY SYSTEM
watch_many() {
    local unit=unit_of_$2 socket=socket_of_$2
    say "$1: idle for $idle s"
    inside systemctl start "${!unit}"
    connects "${!socket}" >/dev/null
    attended sleep 30
    watch_idle "$1" "$("pids_of_$2")"
    inside systemctl stop "${!unit}"
}
