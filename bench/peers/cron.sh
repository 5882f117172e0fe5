# The old script under cron. To be sourced.

begin_cron() {
    systemd_units up
    local minute
    minute=$(($(date +%-M) + 14))
    # Every 15 minutes, as ever; which ones they are is chosen so that a whole period need not be waited for.
    inside sh -c 'cat >/etc/crontab' <<CRONTAB
SHELL=/bin/bash
PATH=/usr/sbin:/usr/bin:/sbin:/bin
$(((minute) % 60)),$(((minute + 15) % 60)),$(((minute + 30) % 60)),$(((minute + 45) % 60)) * * * * root bash /opt/peers/service_monitor.sh $(seq --format=peer@%.0f --separator=' ' 6)
CRONTAB
    begun=$(date +%s)
    # Cron reads its table at its start, and what comes before that minute is over is no tick.
    inside systemctl start cron
}

end_cron() {
    inside systemctl stop cron
    systemd_units down
}

pids_of_cron() { of_unit cron MainPID; }
noticed_by_cron() { inside cat /run/peers-noticed; }

# Three workers die two and a half, seven and a half and twelve and a half minutes before one tick.
kills_of_cron() {
    local tick=$(((begun / 60 + 14) * 60)) worker=0 before
    for before in 750 450 150; do
        worker=$((worker + 1))
        attended sleep "$((tick - before - $(date +%s)))"
        slow_kill "$worker"
    done
    for worker in 1 2 3; do came_up "$worker" 900; done
}

# What one look at COUNT units costs, in seconds of processor time: the script's own and its children's.
cost_of_the_script() {
    inside bash -c "TIMEFORMAT='%U %S'; time bash /opt/peers/service_monitor.sh $(seq --format="$1" --separator=' ' "$2")" 2>&1 |
        awk '{ print $1 + $2 }'
}
