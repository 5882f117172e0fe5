# supervisord, whose children the workers are. To be sourced.

begin_supervisord() {
    inside sh -c 'cat >/etc/supervisor/conf.d/peers.conf' < <(
        for worker in {1..6}; do printf '[program:peer%d]\ncommand=/opt/bench/worker %d\n' "$worker" "$worker"; done)
    inside systemctl start supervisor
    came_up 6 30
}

end_supervisord() {
    inside systemctl stop supervisor
    inside rm -f /etc/supervisor/conf.d/peers.conf
}

many_for_supervisord() {
    printf '[program:stubs]\ncommand=/opt/bench/sleeper\nprocess_name=%%(process_num)d\nnumprocs=%d\nstdout_logfile=NONE\nstderr_logfile=NONE\n' "$1"
}

pids_of_supervisord() { of_unit supervisor MainPID; }

# "2026-11-23 22:30:00,123 INFO exited: peer1 (terminated by SIGKILL; not expected)"
noticed_by_supervisord() {
    local day time
    inside grep ' exited: peer1 ' /var/log/supervisor/supervisord.log | while read -r day time _; do
        echo "$(date --date "$day ${time/,/.}" +%s%6N)"
    done
}
socket_of_supervisord=/run/supervisor.sock
unit_of_supervisord=supervisor
