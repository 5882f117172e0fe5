# systemd's own Restart=always, with everything else as systemd has it. To be sourced.

begin_systemd() {
    inside mkdir -p /run/systemd/system/peer@.service.d
    printf '[Service]\nRestart=always\n' | inside sh -c 'cat >/run/systemd/system/peer@.service.d/always.conf'
    inside systemctl daemon-reload
    systemd_units up
}

end_systemd() {
    systemd_units down
    inside rm -r /run/systemd/system/peer@.service.d
    inside systemctl daemon-reload
}

pids_of_systemd() { echo 1; }

noticed_by_systemd() {
    inside journalctl --unit peer@1.service --output short-unix --no-pager |
        awk '/Main process exited/ { sub(/\./, "", $1); print $1 }'
}
