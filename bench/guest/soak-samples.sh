#!/bin/bash
# What the daemon takes of the host, every SECONDS until it is killed: soak-samples.sh SECONDS
# One line each: milliseconds since the boot, main process and the kernel's stamp of its start (together one life of the daemon),
# resident KiB, anonymous KiB, threads but those of the runtime's pool, descriptors, threads of the pool.
set -uo pipefail

sample() {
    local pid now began figures threads pool descriptors
    pid=$(systemctl show --property=MainPID --value healthcheck.service) && ((pid > 0)) || return
    read -r now _ </proc/uptime
    # A thread that ends meanwhile is none.
    threads=$(cat "/proc/$pid/task"/*/comm)
    pool=$(grep -c '^\.NET TP' <<<"$threads")
    # The name in the second field may hold anything but a closing bracket at its end.
    began=$(sed 's/^.*) //' "/proc/$pid/stat" | cut -d ' ' -f 20) &&
        figures=$(awk '$1 == "VmRSS:" { r = $2 } $1 == "RssAnon:" { a = $2 } END { print r, a }' "/proc/$pid/status") &&
        descriptors=$(find "/proc/$pid/fd" -mindepth 1 | wc -l) &&
        ((descriptors > 0)) && echo "${now/./}0 $pid-$began $figures $(($(wc -l <<<"$threads") - pool)) $descriptors $pool"
}

while true; do
    # Between two lives, or while systemd starts anew, there is nothing to sample.
    sample 2>/dev/null
    sleep "$1"
done
