#!/bin/bash
# What the threads of PID have done so far, a line for each: NAME VOLUNTARY-SWITCHES
set -euo pipefail
for task in /proc/"$1"/task/*; do
    awk -v name="$(tr ' ' '_' <"$task/comm")" '$1 == "voluntary_ctxt_switches:" { print name, $2 }' "$task/status" || true
done
