#!/bin/bash
# Kills worker NAME again and again, each time when it is up again: peers-kills.sh NAME KILLS REST
# REST seconds are between two kills, and up to five more, another number each time, so that the kills fall on all parts of a cycle.
# One line each, microseconds of the wall clock: killed, up again.
set -euo pipefail
name=$1 kills=$2 rest=$3
bench=$(dirname "$0")

for ((kill = 1; kill <= kills; kill++)); do
    read -r _ pid < <(tail -n 1 "/run/workers/$name.up")
    killed=$("$bench/kill-at" "$pid")
    tries=6000
    until read -r up now < <(tail -n 1 "/run/workers/$name.up") && ((now != pid)); do
        ((--tries > 0)) || { echo "peers-kills: $name did not come back after kill $kill" >&2 && exit 1; }
        sleep 0.05
    done
    echo "$killed $up"
    sleep "$((rest + kill * 37 % 50 / 10)).$((kill * 37 % 10))"
done
