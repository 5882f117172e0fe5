#!/bin/bash
# What cron ran until now: it asks systemd of one unit after the other, and runs backend.sh for each that is not active, three times at most.
#   service_monitor.sh UNIT...
runs=0
for unit; do
    if systemctl is-active --quiet "$unit"; then
        echo "$(date): $unit is running"
    elif ((runs < 3)); then
        echo "$(date): $unit is not running, backend.sh is run"
        runs=$((runs + 1))
        bash /var/www/sapb1reportsv2/backend/scripts/backend.sh
        sleep 10
    else
        echo "$(date): $unit is not running, and backend.sh was run three times"
    fi
done >>/var/log/service_monitor.log
