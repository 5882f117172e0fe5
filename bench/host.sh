# The hosts that the measurements run on: booted as the end-to-end lane boots its own, one at a time. To be sourced.

lane=$top/tests/Supervision.EndToEnd
leader=
boot_process=

# boot NAME UNITS TREE...: returns when the guest's init has nothing left to start.
boot() {
    local name=$1 state
    say "booting $name"
    # The guest lives as long as this pipe is open: it ends with this script, however that ends.
    exec {life}> >(exec unshare --mount --propagation private --pid --fork --kill-child --mount-proc \
        bash "$lane/Hosts/boot.sh" "$@" >"$scratch/console" 2>&1)
    boot_process=$!
    until leader=$(leader_of "$boot_process") && [[ -n $leader ]]; do
        kill -0 "$boot_process" 2>/dev/null || fail "$name did not boot: $(tail -n 20 "$scratch/console")"
        sleep 0.1
    done
    until state=$(inside systemctl is-system-running --wait 2>/dev/null); [[ $state == running || $state == degraded ]]; do
        kill -0 "$boot_process" 2>/dev/null || fail "$name did not boot: $(tail -n 20 "$scratch/console")"
        sleep 0.1
    done
}

# unshare, boot.sh, systemd-nspawn, and the guest's own init.
leader_of() {
    local boot nspawn
    boot=$(pgrep --parent "$1") && nspawn=$(pgrep --parent "$boot" --exact systemd-nspawn) &&
        pgrep --parent "$nspawn" --exact systemd
}

end_host() {
    [[ -n $boot_process ]] || return 0
    exec {life}>&-
    wait "$boot_process" || true
    boot_process=
}

# Runs a command in the guest as root, with an environment as a service has it.
inside() {
    nsenter --target "$leader" --all -- \
        env --ignore-environment PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 HOME=/root "$@" {life}>&-
}

# The guest's own disk is memory, where fsync costs nothing and a program's own pages count as its private memory: what matters lies on
# this machine's.
lay_on_disk() {
    local directory
    for directory in /var/lib/healthcheck /usr/lib/healthcheck; do
        mkdir -p "$disk/$1$directory"
        inside mkdir "$directory"
        "$scratch/opt/opt/bench/lay-in" "$disk/$1$directory" "$leader" "$directory"
    done
}

install_package() {
    inside sh -c 'cat >/root/healthcheck.deb' <"$package"
    inside dpkg --install /root/healthcheck.deb >"$scratch/dpkg" 2>&1 || fail "$(cat "$scratch/dpkg")"
    [[ $(inside systemctl is-active healthcheck) == active ]] ||
        fail "the daemon did not start: $(inside journalctl --unit healthcheck --no-pager --lines 30)"
}

# journal_answers QUERY: of the daemon's journal, while the daemon writes.
journal_answers() { inside sqlite3 -cmd '.timeout 5000' 'file:/var/lib/healthcheck/healthcheck.db?mode=ro' "$1"; }

# of_unit UNIT PROPERTY: one value, as systemd shows it.
of_unit() { inside systemctl show --property="$2" --value "$1"; }
