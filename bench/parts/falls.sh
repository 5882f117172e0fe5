# Many units that end at once. To be sourced.

measure_falls() {
    local count took spent sizes=(1000 2000)
    for count in "${sizes[@]}"; do
        say "$count units that end at once"
        inside systemctl reset-failed
        start_stubs "$count"
        watch_stubs "$count"
        # Until the first sweep is written and the first sample is taken.
        attended sleep 15
        fall >"$scratch/fall.$count"
    done

    cat <<MARKDOWN

## Many units that end at once

\`kill -9\` of the main processes of all of them by one \`systemctl kill\`, with \`mode = observe\`: each is noticed, weighed and written into the
journal as a member of one incident. From the kill until the last of them is there; processor time is the daemon's own in that time.

MARKDOWN
    header units "all are known, s" "processor time, s" "for each unit, ms"
    for count in "${sizes[@]}"; do
        read -r took spent <"$scratch/fall.$count"
        row "$count" "$took" "$spent" "$(calc "1000 * $spent / $count" 2)"
    done
}

# Prints seconds until all $count are known, and seconds of processor time.
fall() {
    local pid ticks begun tries=600
    pid=$(of_unit healthcheck MainPID)
    ticks=$(ticks_of "$pid")
    begun=$EPOCHREALTIME
    inside systemctl kill --signal=KILL 'stub@*'
    until (($(members_known) == count)); do
        ((--tries > 0)) || fail "of $count units that ended $(members_known) are known after $(calc "$EPOCHREALTIME - $begun" 0) s"
        attended sleep 0.2
    done
    [[ $(of_unit healthcheck MainPID) == "$pid" ]] || fail "the daemon was restarted while $count units ended"
    echo "$(calc "$EPOCHREALTIME - $begun" 1) $(calc "($(ticks_of "$pid") - $ticks) / $(getconf CLK_TCK)" 2)"
}

members_known() {
    journal_answers \
        "select count(distinct service) from decisions where choice in ('open-incident', 'join-incident')
            and incident = (select max(incident) from decisions)"
}
