#!/bin/bash
# Does to a booted host, again and again, what hosts suffer, and judges afterwards what the product made of it: prints Markdown, and ends
# with 1 where something is broken.
#   bench/soak.sh [--for 30m] [--seed N] [--keep DIRECTORY] [--while-open]
#   bench/soak.sh --judge DIRECTORY
#   --for   how long there are faults, in seconds (300) or minutes (30m); before and after it there are some minutes of rest
#   --seed  which faults, when (1): the same seed gives the same sequence
#   --keep  what the report was made from is left there: journal, samples, faults, executions, the host's own log
#   --judge judge once more what was kept there, without a host
#   --while-open  end when standard input is closed
# Needs root on Debian, what eng/install-end-to-end.sh installs, and a C compiler. HEALTHCHECK_DEB names a package; without it
# eng/package.sh builds one. Nothing in here is judged by its speed.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
top=$(dirname "$here")
soak=1800 seed=1 keep= kept= while_open=

say() { echo "soak: $*" >&2; }

fail() {
    say "$*"
    exit 1
}

usage() {
    say "$1"
    sed -n '4,10s/^# *//p' "${BASH_SOURCE[0]}" >&2
    exit 64
}

while (($#)); do
    if [[ $1 == --while-open ]]; then while_open=1 && shift && continue; fi
    (($# > 1)) || usage "nothing follows $1"
    case $1 in
        --for) if [[ $2 == *m ]]; then soak=$((${2%m} * 60)); else soak=${2%s}; fi ;;
        --seed) seed=$2 ;;
        --keep) keep=$2 ;;
        --judge) kept=$2 ;;
        *) usage "unknown: $1" ;;
    esac
    shift 2
done
[[ $soak =~ ^[0-9]+$ && $seed =~ ^[0-9]+$ ]] || usage "a duration and a seed are numbers"
((soak >= 60)) || usage "less than a minute says nothing"

# Judges and tells; by now there is nothing left but what was kept.
conclude() {
    judge
    report
    [[ ! -s $found/broken ]]
}

if [[ -n $kept ]]; then
    found=$kept scratch=$(mktemp --directory)
    trap 'rm -rf "$scratch"' EXIT
    for file in figures soak/drive soak/judge soak/leaks soak/report; do source "$here/$file.sh"; done
    read -r soak seed <"$found/asked"
    conclude
    exit
fi

((EUID == 0)) || fail "only root can boot hosts"
compiler=$(command -v cc || command -v clang || command -v gcc) || fail "no C compiler: see eng/install-end-to-end.sh"
for program in systemd-nspawn sqlite3 pgrep nsenter; do
    command -v "$program" >/dev/null || fail "$program is missing: see eng/install-end-to-end.sh"
done

# The lane's own name for its hosts: what a killed run leaves behind is removed by the lane's next run.
host=healthcheck-e2e-$$-soak
scratch=$(mktemp --directory --tmpdir "$host-XXXXXX")
found=${keep:-$scratch/found}
mkdir -p "$found"
for file in host figures soak/drive soak/judge soak/leaks soak/report; do source "$here/$file.sh"; done

clean_up() {
    local child
    for child in $(jobs -pr); do kill "$child" || true; done
    end_host
    rm -rf "$scratch"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
if [[ -n $while_open ]]; then
    exec {open}<&0
    { cat <&"$open" >/dev/null 2>&1; kill -TERM $$; } &
fi

find_package() {
    package=${HEALTHCHECK_DEB:-}
    [[ -n $package ]] || package=$top/$(bash "$top/eng/package.sh" | tail -n 1)
    [[ -e $package ]] || fail "no package: $package"
}

build_tools() {
    local tools=$scratch/opt/opt/bench tool
    mkdir -p "$tools"
    for tool in worker monotonic; do "$compiler" -O2 -Wall -Wextra -o "$tools/$tool" "$here/tools/$tool.c"; done
    cp "$here"/guest/soak-*.sh "$tools"
}

main() {
    find_package
    build_tools
    echo "$soak $seed" >"$found/asked"
    bash "$here/soak/plan.sh" "$soak" "$seed" >"$found/plan"
    boot "$host" "$(printf 'worker@%s.service ' "${units[@]}") var-lib-healthcheck.mount" "$here/trees/soak" "$scratch/opt"
    before=$(load)
    install_package
    drive
    collect
    end_host
    describe >"$found/described"
    conclude
}

# Read as a whole before it begins: the file may change while it is at it.
main; exit
