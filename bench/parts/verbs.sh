# How long a verb takes that asks the daemon, as a whole process. To be sourced.

verb_calls=100

measure_verbs() {
    say "$verb_calls calls of each verb"
    cat <<MARKDOWN

## Verbs

$verb_calls calls each on the host with the whole stack, in milliseconds from fork to exit as the caller's monotonic clock has it, after three that
are not counted. \`version\` asks nobody: it is the part that starting the program takes.

MARKDOWN
    header verb median p95 "to reach (median)" ""
    row_of_verb 50000 status
    row_of_verb 50000 status --json
    row_of_verb "" why
    row_of_verb "" incidents
    row_of_verb "" version
}

# row_of_verb LIMIT WORD...: LIMIT in microseconds, empty for none.
row_of_verb() {
    local limit=$1 file=$scratch/verb middle
    shift
    inside /opt/bench/call-at "$verb_calls" /usr/bin/healthcheck "$@" >"$file"
    middle=$(median <"$file")
    row "\`$*\`" "$(ms "$middle")" "$(ms "$(p95 <"$file")")" "${limit:+≤ $(ms "${limit:-0}" 0)}" "${limit:+$(verdict "$middle" "$limit")}"
}
