# From the death of a unit's process to the decision. To be sourced.

measure_outages() {
    local unit=celerybeat.service
    say "$kills kills of $unit"
    inside cp /opt/bench/outages.conf /etc/healthcheck/conf.d/
    inside systemctl restart healthcheck
    attended inside bash /opt/bench/outages.sh "$unit" "$kills" >"$scratch/outages" || fail "the outages could not be measured"
    say "$kills kills with every channel hanging"
    inside systemctl start hanging.socket
    inside cp /opt/bench/hanging.conf /etc/healthcheck/conf.d/
    inside systemctl restart healthcheck
    attended inside bash /opt/bench/outages.sh "$unit" "$kills" >"$scratch/unheard" || fail "the outages that nobody hears of could not be measured"
    local waiting
    waiting=$(inside sqlite3 "file:/var/lib/healthcheck/outbox.db?mode=ro" "select count(*) from messages where state = 'waiting'")
    ((waiting >= kills)) || fail "only $waiting messages wait: the channels do not hang"
    inside rm /etc/healthcheck/conf.d/outages.conf /etc/healthcheck/conf.d/hanging.conf
    inside systemctl stop hanging.socket hanging.service
    say "$kills commits"
    inside /opt/bench/dotnet /opt/bench/Supervision.Bench.dll commits /var/lib/healthcheck/bench.db "$kills" >"$scratch/commits"

    local of_bare of_ours of_unheard over
    of_bare=$(awk '{ print $2 - $1 }' "$scratch/outages" | median)
    of_ours=$(awk '{ print $3 - $1 }' "$scratch/outages" | median)
    of_unheard=$(awk '{ print $3 - $1 }' "$scratch/unheard" | median)
    over=$((of_ours - of_bare))

    cat <<MARKDOWN

## From a kill to the decision

$kills times \`kill -9\` of the main process of $unit, in milliseconds. The bare listener is \`bench/tools/bare-listener.c\`, in the
same run and for the same kills; the decision is the instant of \`open-incident\` in the journal, taken before the disk is asked. In the row
with nobody reached a mail server, a provider of short messages, a webhook and a command take what they are given and never answer;
$waiting messages waited in the outbox at its end.

MARKDOWN
    header what median p95 "to reach (median)" ""
    row "kill → the bare listener has heard of it" "$(ms "$of_bare" 2)" "$(ms "$(awk '{ print $2 - $1 }' "$scratch/outages" | p95)" 2)" "" ""
    row "kill → incident decided" "$(ms "$of_ours" 2)" "$(ms "$(awk '{ print $3 - $1 }' "$scratch/outages" | p95)" 2)" "" ""
    row "medians apart" "$(ms "$over" 2)" "" "≤ 3" "$(verdict "$over" 3000)"
    row "the same, kill by kill" "$(ms "$(awk '{ print $3 - $2 }' "$scratch/outages" | median)" 2)" \
        "$(ms "$(awk '{ print $3 - $2 }' "$scratch/outages" | p95)" 2)" "" ""
    row "with nobody reached: kill → incident decided" "$(ms "$of_unheard" 2)" \
        "$(ms "$(awk '{ print $3 - $1 }' "$scratch/unheard" | p95)" 2)" "" ""
    row "with nobody reached: medians apart" \
        "$(ms "$((of_unheard - $(awk '{ print $2 - $1 }' "$scratch/unheard" | median)))" 2)" "" "≤ 3" \
        "$(verdict "$((of_unheard - $(awk '{ print $2 - $1 }' "$scratch/unheard" | median)))" 3000)"
    row "one commit of the journal, fsync included ($(disk_kind))" "$(ms "$(median <"$scratch/commits")" 2)" \
        "$(ms "$(p95 <"$scratch/commits")" 2)" "" ""
    row "run decided → backend-restart.service has left \`inactive\` (commit, look before, polkit, PID 1)" \
        "$(ms "$(awk '{ print $5 - $4 }' "$scratch/outages" | median)" 2)" "$(ms "$(awk '{ print $5 - $4 }' "$scratch/outages" | p95)" 2)" "" ""
}

disk_kind() { findmnt --noheadings --output FSTYPE --target "$disk"; }
