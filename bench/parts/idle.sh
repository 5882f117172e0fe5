# What the daemon takes while nothing happens. To be sourced.

measure_idle() {
    local pid ticks second switches
    inside systemctl restart healthcheck
    # The control socket has been used, as on any host where somebody looks now and then.
    inside healthcheck budget >/dev/null
    pid=$(of_unit healthcheck MainPID)
    say "idle for $idle s"
    ticks=$(ticks_of "$pid")
    inside bash /opt/bench/threads.sh "$pid" >"$scratch/threads.before"
    attended sleep "$idle"
    ticks=$(($(ticks_of "$pid") - ticks))
    inside bash /opt/bench/threads.sh "$pid" >"$scratch/threads.after"
    inside cat "/proc/$pid/smaps_rollup" >"$scratch/memory"
    [[ $(of_unit healthcheck MainPID) == "$pid" ]] || fail "the daemon was restarted while it idled"

    second=$(getconf CLK_TCK)
    switches=$(($(sum_of "$scratch/threads.after") - $(sum_of "$scratch/threads.before")))
    local share=$(calc "100 * $ticks / $second / $idle" 3)
    cat <<MARKDOWN

## Idle, six services

$idle s after a start, with the whole stack up, nothing asked of it and the control socket open. Processor time is user and system time of
the daemon's process, of one core. Private is what the process has written itself, its anonymous and its changed pages (Private_Dirty);
the program's own code, read from its file and given back at any time, is counted beside it as Private_Clean.

MARKDOWN
    header what measured "to reach" ""
    row "processor time" "$share %" "≤ 0.1 %" "$(verdict "$share" 0.1)"
    row "wake-ups (voluntary context switches)" "$(calc "$switches / $idle" 2) / s" "" ""
    row "resident" "$(mb Rss) MB" "≤ 60 MB" "$(verdict "$(mb Rss)" 60)"
    row "private" "$(mb Private_Dirty) MB" "≤ 28 MB" "$(verdict "$(mb Private_Dirty)" 28)"
    row "of which anonymous" "$(mb Anonymous) MB" "" ""
    row "Private_Clean" "$(mb Private_Clean) MB" "" ""
    echo
    header "thread" "wake-ups / s"
    threads
}

# User and system time; the name in the second field may hold anything but a closing bracket at its end.
ticks_of() { inside sed 's/^.*) //' "/proc/$1/stat" | awk '{ print $12 + $13 }'; }

sum_of() { awk '{ sum += $2 } END { print sum + 0 }' "$1"; }

mb() { awk -v name="$1:" '$1 == name { printf "%.1f", $2 / 1024 }' "$scratch/memory"; }

threads() {
    awk -v seconds="$idle" 'FNR == NR { n[$1] -= $2; next } { n[$1] += $2 }
        END { for (t in n) if (n[t] > 0) printf "| %s | %.2f |\n", t, n[t] / seconds }' \
        "$scratch/threads.before" "$scratch/threads.after" | sort -t '|' -k 3 -gr
}
