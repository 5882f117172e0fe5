#!/bin/bash
# Does one thing of a soak's plan to this host: soak-fault.sh WHAT [UNIT]
# Prints "done", or what was found instead where there was nothing to do it to.
set -euo pipefail
what=$1 unit=worker@${2:-}.service
state=/var/lib/healthcheck

main_of() { systemctl show --property=MainPID --value "$1"; }

signal() {
    local pid
    pid=$(main_of "$2")
    if [[ $pid == 0 ]] || ! kill -s "$1" "$pid"; then
        echo "no process"
        exit
    fi
}

case $what in
    kill) signal KILL "$unit" ;;
    stop)
        [[ $(systemctl is-active "$unit") == active ]] || { echo "not up" && exit; }
        # Nobody waits for a stop that takes its time: the next fault is due.
        systemctl stop --no-block "$unit"
        ;;
    freeze) signal STOP "$unit" ;;
    thaw) signal CONT "$unit" ;;
    bus) systemctl restart dbus.service ;;
    reexec) systemctl daemon-reexec ;;
    disk-full) if head --bytes=1G /dev/zero >"$state/ballast"; then echo "it took a gigabyte" && exit 1; fi ;;
    disk-free) rm -f "$state/ballast" ;;
    daemon) signal KILL healthcheck.service ;;
    *) exit 64 ;;
esac
echo done
