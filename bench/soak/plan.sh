#!/bin/bash
# What a soak does to its host, and when: plan.sh SECONDS SEED
# One line for each thing: milliseconds from the beginning, what, to which unit. The same seed gives the same lines on every machine.
set -euo pipefail
seconds=$1 seed=$2

units=(alpha beta gamma delta epsilon zeta)
# Drawn without putting back, so that each of them comes again and again however short the soak is.
kinds=(kill kill kill stop stop freeze freeze bus reexec disk-full daemon)

# The minimal standard generator of Park and Miller: a shell's own differs from version to version.
state=$(((seed % 2147483646 + 2147483646) % 2147483646 + 1))
random() {
    state=$((state * 48271 % 2147483647))
    drawn=$(($2 >= $1 ? state % ($2 - $1 + 1) + $1 : $1))
}

draw() {
    ((${#bag[@]})) || bag=("${kinds[@]}")
    random 0 $((${#bag[@]} - 1))
    kind=${bag[drawn]}
    bag=("${bag[@]:0:drawn}" "${bag[@]:drawn+1}")
}

# A leak shows in one life of the daemon: it is killed in the first half of each ten minutes, and left to live in the second.
may_die() {
    local stretch=$((seconds < 600 ? seconds * 1000 : 600000))
    ((at % stretch < stretch / 2))
}

bag=() end=$((seconds * 1000)) at=2000 full_until=0
declare -A frozen_until
# Until the generator has forgotten how near two seeds are.
for _ in 1 2 3; do random 0 1; done

while ((at < end)); do
    draw
    random 0 $((${#units[@]} - 1))
    unit=${units[drawn]}
    if [[ $kind == daemon ]] && ! may_die; then kind=kill; fi
    case $kind in
        freeze)
            random 5000 40000
            until=$((at + drawn < end ? at + drawn : end))
            # What is stopped already is not stopped a second time, nor let go by the first one's end.
            if ((${frozen_until[$unit]:-0} >= at)); then
                kind=kill
            else
                frozen_until[$unit]=$until
                echo "$until thaw $unit"
            fi
            ;;
        disk-full)
            random 3000 15000
            if ((full_until >= at)); then
                kind=kill
            else
                full_until=$((at + drawn < end ? at + drawn : end))
                echo "$full_until disk-free -"
            fi
            ;;
    esac
    case $kind in
        kill | stop | freeze) echo "$at $kind $unit" ;;
        *) echo "$at $kind -" ;;
    esac
    random 2000 8000
    ((at += drawn))
done | sort --stable --numeric-sort --key=1,1
