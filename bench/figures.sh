# Arithmetic on figures, one a line, and the rows of the tables. To be sourced.

# quantile P: the smallest figure that P percent of all do not exceed (nearest rank).
quantile() {
    sort -g | awk -v p="$1" '{ v[NR] = $1 } END { i = int(NR * p / 100); if (i < NR * p / 100) i++; print v[i < 1 ? 1 : i] }'
}
median() { quantile 50; }
p95() { quantile 95; }

# calc EXPRESSION DECIMALS
calc() { awk -v OFMT=%.12g "BEGIN { printf \"%.${2}f\", $1 }"; }

# ms MICROSECONDS: in milliseconds.
ms() { calc "$1 / 1000" "${2:-1}"; }

# verdict VALUE LIMIT
verdict() { if [[ $(calc "$1 <= $2" 0) == 1 ]]; then echo reached; else echo "**missed**"; fi; }

row() {
    local cell
    printf '|'
    for cell; do printf ' %s |' "$cell"; done
    printf '\n'
}

# header COLUMN...: every column but the first holds figures.
header() {
    row "$@"
    printf '|---|'
    printf -- '---:|%.0s' "${@:2}"
    printf '\n'
}

load() { cut -d ' ' -f 1-3 /proc/loadavg; }

# put_section FILE: in place of the section of the same name in docs/benchmarks.md, or at the end.
put_section() {
    local document=$top/docs/benchmarks.md
    awk -v "title=$(grep -m 1 '^## ' "$1")" '/^## / { skipped = $0 == title } !skipped' "$document" >"$scratch/document"
    cat "$scratch/document" "$1" >"$document"
}

# put_document FILE: in place of docs/benchmarks.md, but for the sections that only the latter has.
put_document() {
    local document=$top/docs/benchmarks.md
    awk 'FNR == NR { if (/^## /) made[$0]; next } /^## / { kept = !($0 in made) } kept' "$1" "$document" >"$scratch/kept"
    { cat "$1"; if [[ -s $scratch/kept ]]; then echo && cat "$scratch/kept"; fi; } >"$scratch/document"
    cp "$scratch/document" "$document"
}
