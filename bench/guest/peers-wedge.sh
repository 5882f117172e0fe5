#!/bin/bash
# Stops worker NAME with SIGSTOP, and prints the seconds until another process of it is up; "-" if that is not so within SECONDS, after
# which it is let go on: peers-wedge.sh NAME SECONDS
set -euo pipefail
name=$1 patience=$2
read -r _ pid < <(tail -n 1 "/run/workers/$name.up")
stopped=$EPOCHREALTIME
kill -STOP "$pid"
for ((tries = patience * 5; tries > 0; tries--)); do
    read -r up now < <(tail -n 1 "/run/workers/$name.up")
    if ((now != pid)); then
        echo "$up ${stopped/./}" | awk '{ printf "%.1f\n", ($1 - $2) / 1000000 }'
        exit
    fi
    sleep 0.2
done
kill -CONT "$pid"
echo -
