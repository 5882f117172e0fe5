# A year of samples. To be sourced. It needs no host and no package: the disk and this machine are enough.

# An hour or so for both hosts: a year at one sample every 30 s is a million of them.
measure_samples() {
    local bench=$scratch/samples
    dotnet build "$here/Supervision.Bench" --configuration Release --output "$bench" --artifacts-path "$scratch/samples-dotnet" \
        --nologo --verbosity quiet >&2
    say "a year of a usual host"
    dotnet "$bench/Supervision.Bench.dll" samples "$disk/usual.db" 3 3 365 30 >"$scratch/samples.usual"
    say "a year of a large host"
    dotnet "$bench/Supervision.Bench.dll" samples "$disk/large.db" 50 200 365 30 >"$scratch/samples.large"

    cat <<MARKDOWN

## A year of samples

One sample every 30 s for 365 days, as fast as they are taken. A usual host has 3 file systems and 3 units, a large one 50 and 200. The
figures move as those of a busy host do, noise included. The size is the largest that the file and its log had at the end of a day.

MARKDOWN
    header host metrics "size, MB" "days kept" "CPU per sample, µs" "reading the year, ms"
    row usual "$(figure usual metrics)" "$(calc "$(figure usual most-bytes) / 1000000" 1)" "$(figure usual days-kept)" \
        "$(figure usual cpu-microseconds-per-sample)" "$(figure usual read-milliseconds)"
    row large "$(figure large metrics)" "$(calc "$(figure large most-bytes) / 1000000" 1)" "$(figure large days-kept)" \
        "$(figure large cpu-microseconds-per-sample)" "$(figure large read-milliseconds)"
    echo
    header what measured "to reach" ""
    row "a year of a usual host" "$(calc "$(figure usual most-bytes) / 1000000" 1) MB" "≤ 60 MB" \
        "$(verdict "$(figure usual most-bytes)" 60000000)"
    row "a year of a large host" "$(calc "$(figure large most-bytes) / 1000000" 1) MB" "≤ 60 MB" \
        "$(verdict "$(figure large most-bytes)" 60000000)"
}

# figure HOST NAME
figure() { awk -v name="$2" '$1 == name { print $2 }' "$scratch/samples.$1"; }
