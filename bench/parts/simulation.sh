# A year and a thousand days of faults in virtual time. To be sourced. It needs no host and no package.

measure_simulation() {
    local bench=$scratch/simulation
    dotnet build "$here/Supervision.Bench" --configuration Release --output "$bench" --artifacts-path "$scratch/simulation-dotnet" \
        --nologo --verbosity quiet >&2
    say "a year, and a thousand days of faults"
    dotnet "$bench/Supervision.Bench.dll" simulation "$top/hocon" 365 1000 >"$scratch/samples.simulation"

    cat <<MARKDOWN

## Virtual time

The shipped configuration, $(figure simulation probes) probes every 10 s, one killed service a day, for $(figure simulation days) days on one
thread; then $(figure simulation explored-days) days of random faults with every promise held against them, on both cores. Every line that the
year gave is part of its digest; two weeks lived twice gave $([[ $(figure simulation same-course) == 1 ]] && echo "the same" || echo "another")
one.

MARKDOWN
    header what measured "to reach" ""
    row "a year" "$(figure simulation seconds) s ($(figure simulation cpu-seconds) s of processor time)" "≤ 30 s" \
        "$(verdict "$(figure simulation seconds)" 30)"
    row "memory at most" "$(figure simulation most-megabytes) MB" "≤ 200 MB" "$(verdict "$(figure simulation most-megabytes)" 200)"
    row "a thousand explored days" "$(figure simulation explored-seconds) s" "≤ 60 s" "$(verdict "$(figure simulation explored-seconds)" 60)"
    row "promises broken on them" "$(figure simulation findings)" 0 "$(verdict "$(figure simulation findings)" 0)"
}
