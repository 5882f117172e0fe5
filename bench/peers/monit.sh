# Monit, with a cycle of its own choosing (the one of Debian's file) or of 5 s. To be sourced.

begin_monit() {
    local cycle=$1
    systemd_units up
    inside sh -c 'cat >/etc/monit/conf.d/peers && chmod 600 /etc/monit/monitrc' < <(six_for_monit)
    [[ $cycle == default ]] || inside sed -i "s/^set daemon .*/set daemon $cycle/" /etc/monit/monitrc
    [[ $cycle != default ]] || inside sed -i 's/^set daemon .*/set daemon 120/' /etc/monit/monitrc
    inside systemctl start monit
    connects /run/monit.sock >/dev/null
}

end_monit() {
    inside systemctl stop monit
    inside rm -f /var/lib/monit/state
    systemd_units down
}

six_for_monit() {
    echo 'set httpd unixsocket /run/monit.sock allow bench:bench'
    local worker
    for worker in {1..6}; do
        cat <<MONIT
check process peer$worker with pidfile /run/workers/$worker.pid
  start program = "/bin/bash /opt/peers/start $worker"
  stop program = "/usr/bin/systemctl stop peer@$worker.service"
  if failed unixsocket /run/workers/$worker.sock protocol http for 2 cycles then restart
MONIT
    done
}

many_for_monit() {
    echo 'set httpd unixsocket /run/monit.sock allow bench:bench'
    awk -v n="$1" 'BEGIN { for (i = 1; i <= n; i++) printf "check process stub%d with pidfile /run/stubs/%d.pid\n  start program = \"/usr/bin/systemctl start stub@%d.service\"\n", i, i, i }'
}

pids_of_monit() { inside pgrep --exact monit; }
noticed_by_monit() { inside cat /run/peers-noticed; }
socket_of_monit=/run/monit.sock
unit_of_monit=monit

# Three workers die at a third, at two thirds and shortly before the end of a cycle.
kills_of_monit_at_its_default() {
    local worker
    for worker in 1 2 3; do
        slow_kill "$worker"
        attended sleep 37
    done
    for worker in 1 2 3; do came_up "$worker" 180; done
}
