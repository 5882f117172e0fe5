# The table, its verdicts and the picture. To be sourced.

keys=(cron monit-default monit supervisord systemd backend unit)

name_of() {
    case $1 in
        cron) echo "the old script, cron every 15 min" ;;
        monit-default) echo "Monit, Debian's cycle of 120 s" ;;
        monit) echo "Monit, cycle of 5 s" ;;
        supervisord) echo "supervisord" ;;
        systemd) echo "systemd, \`Restart=always\`" ;;
        backend) echo "**healthcheck**, \`steps = [backend]\`" ;;
        unit) echo "**healthcheck**, \`steps = [unit]\`" ;;
    esac
}

# Each kill with the first time after it that it was noticed: microseconds from the kill to that, and to the worker that is up again.
times_of() {
    awk 'FNR == NR { noticed[++n] = $1; next }
        { first = 0; for (i = 1; i <= n; i++) if (noticed[i] > $1 && (!first || noticed[i] < first)) first = noticed[i]
          print first - $1, $2 - $1 }' "$scratch/noticed.$1" "$scratch/kills.$1"
}

# The quantile of one column, as people read times.
time_of() { times_of "$1" | awk -v c="$2" '{ print $c }' | quantile "$3" | readable; }

readable() {
    awk '{ if ($1 < 1000) printf "%d µs\n", $1
           else if ($1 < 1000000) printf "%.0f ms\n", $1 / 1000
           else if ($1 < 120000000) printf "%.1f s\n", $1 / 1000000
           else printf "%.1f min\n", $1 / 60000000 }'
}

figure() { awk -v c="$2" '{ print $c }' "$scratch/idle.$1"; }

# The script runs four times an hour, and takes its processor time then.
share_of_the_script() { calc "100 * $(<"$scratch/script.$1") / 900" 4; }

started_in() { if [[ -e $scratch/starts.$1 ]]; then median <"$scratch/starts.$1" | readable; else echo –; fi; }

wedged_under() {
    local file=$scratch/wedged.$1
    [[ $1 != monit-default ]] || file=
    if [[ -z $file || ! -e $file ]]; then echo –
    elif [[ $(<"$file") == - ]]; then echo "stays wedged"
    else echo "up after $(<"$file") s"
    fi
}

median_up() { times_of "$1" | awk '{ print $2 }' | median; }

version_of() { dpkg-query --show --showformat='${Version}' "$1"; }

report_peers() {
    cat <<MARKDOWN
## Beside its peers

Made by \`bench/peers.sh --write\`, all on one booted host and in one run, on $(date --utc '+%Y-%m-%d %H:%M UTC') at
$measured_at: healthcheck $(dpkg-deb --field "$package" Version) (package of $(stat --format=%s "$package") bytes), Monit
$(version_of monit), supervisor $(version_of supervisor), cron $(version_of cron), systemd $(version_of systemd), on
$(nproc) × $(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo | head -n 1), kernel $(uname --kernel-release).

Six workers, each a small program that answers HTTP on a Unix socket; it writes down itself when it listens, which is when it counts as up. One of them is killed with \`kill -9\`,
$kills times under each$(if [[ -e $scratch/kills.cron ]]; then echo " (three times under the two slow ones)"; fi). Noticed is: the failure in systemd's and in supervisord's own log, the start that Monit
asks for, the first line of backend.sh under cron, and the decision in healthcheck's journal. Monit and healthcheck ask each worker for a page every 5 s, two
failures in a row count, and a wedged worker (SIGSTOP) is one that is active and answers nobody; it is watched for a minute.

![From the kill of a worker until it is up again](pictures/peers.svg)

MARKDOWN
    header "" "kill → noticed" worst "kill → up" worst "a wedged worker"
    local key
    for key in "${keys[@]}"; do
        if [[ -e $scratch/kills.$key ]]; then
            row "$(name_of "$key")" "$(time_of "$key" 1 50)" "$(time_of "$key" 1 100)" "$(time_of "$key" 2 50)" "$(time_of "$key" 2 100)" \
                "$(wedged_under "$key")"
        fi
    done
    if [[ -e $scratch/kills.cron ]]; then expectations; fi

    cat <<MARKDOWN

Processor time is of one core, over $idle s in which nothing happens, of the tool's own processes; of the script, what one look takes, four times an
hour. Private is Private_Dirty. Start is from \`systemctl start\` to the first connection on the tool's control socket, median of ten.

MARKDOWN
    header "" "idle, six workers" resident private start "idle, $many units" resident private
    row "the old script under cron" "$(share_of_the_script 6) %" – – – "$(share_of_the_script many) %" – –
    for key in monit supervisord systemd unit; do
        local wide=$key-many
        [[ $key != unit ]] || wide=healthcheck-many
        row "$(label_of "$key")" "$(figure "$key" 1) %" "$(figure "$key" 2) MB" "$(figure "$key" 3) MB" "$(started_in "$key")" \
            "$(figure "$wide" 1) %" "$(figure "$wide" 2) MB" "$(figure "$wide" 3) MB"
    done

    echo
    header "to reach" measured "against" ""
    local ours
    ours=$(median_up unit)
    for key in systemd supervisord monit; do
        row "kill → up with \`[unit]\`, ahead of $(name_of "$key")" "$(readable <<<"$ours")" "$(median_up "$key" | readable)" \
            "$(verdict "$ours" "$(($(median_up "$key") - 1))")"
    done
    row "idle processor time not above Monit's at a 5 s cycle" "$(figure unit 1) %" "$(figure monit 1) %" \
        "$(verdict "$(figure unit 1)" "$(figure monit 1)")"
    row "memory, six services: private" "$(figure unit 3) MB" "≤ 28 MB" "$(verdict "$(figure unit 3)" 28)"
    row "memory, six services: resident" "$(figure unit 2) MB" "≤ 60 MB" "$(verdict "$(figure unit 2)" 60)"
    row "start to READY, median of ten" "$(median <"$scratch/ready.unit" | readable)" "≤ 100 ms" "$(verdict "$(median <"$scratch/ready.unit")" 100000)"
    row "$many watched units, idle: processor time" "$(figure healthcheck-many 1) %" "≤ 0.2 %" "$(verdict "$(figure healthcheck-many 1)" 0.2)"
    row "$many watched units, idle: resident" "$(figure healthcheck-many 2) MB" "≤ 70 MB" "$(verdict "$(figure healthcheck-many 2)" 70)"
    printf '\nWhy a row is missed: [decision 0037](decisions/0037-where-a-peer-is-ahead.md).\n'
}

label_of() {
    case $1 in
        systemd) echo "systemd (PID 1 as a whole)" ;;
        unit) echo "**healthcheck**" ;;
        *) name_of "$1" ;;
    esac
}

# A kill falls on any part of a period with the same likelihood: half of the period, and what came after the tick.
expectations() {
    local lag
    lag=$(times_of cron | awk '{ print $2 - $1 }' | median)
    printf '\nComputed from that: a kill at any time is up again after %s under cron (half of 15 minutes, and %s from the tick on), and after %s under Monit at its default\n(half of 120 s, and %s).\n' \
        "$(calc "450 * 1000000 + $lag" 0 | readable)" "$(readable <<<"$lag")" \
        "$(calc "60 * 1000000 + $(times_of monit-default | awk '{ print $2 - $1 }' | median)" 0 | readable)" \
        "$(times_of monit-default | awk '{ print $2 - $1 }' | median | readable)"
}

draw_peers() {
    local key
    for key in "${keys[@]}"; do
        if [[ -e $scratch/kills.$key ]]; then
            printf '%s\t%s\t%s\t%s\n' "$(name_of "$key" | tr -d '*`')" "$(median_up "$key")" "$(time_of "$key" 2 50)" \
                "$(times_of "$key" | awk '{ print $2 }' | quantile 100)"
        fi
    done | awk -f "$here/peers/chart.awk"
}
