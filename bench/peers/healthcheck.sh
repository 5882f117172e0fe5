# This product, with steps = [backend] or [unit]. To be sourced.

begin_healthcheck() {
    local steps=$1
    systemd_units up
    inside mkdir -p /etc/healthcheck/conf.d
    inside cp /opt/peers/healthcheck.conf /etc/healthcheck/conf.d/50-peers.conf
    echo "healthcheck.recovery.steps = [$steps]" | inside sh -c 'cat >/etc/healthcheck/conf.d/60-steps.conf'
    if [[ -z ${installed:-} ]]; then install_package && installed=1; fi
    inside sh -c 'healthcheck doctor --write-polkit >/etc/polkit-1/rules.d/60-healthcheck.rules'
    inside systemctl restart healthcheck
    # A probe counts once it has passed, and a start has its grace.
    attended sleep 15
}

end_healthcheck() {
    inside systemctl stop healthcheck
    systemd_units down
}

pids_of_healthcheck() { of_unit healthcheck MainPID; }

noticed_by_healthcheck() {
    journal_answers \
        "select cast(strftime('%s', at) as integer) * 1000000 + cast(substr(at, 21, 6) as integer) from decisions where choice = 'open-incident'"
}
socket_of_healthcheck=/run/healthcheck/control.sock
unit_of_healthcheck=healthcheck
