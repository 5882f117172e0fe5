#!/bin/bash
# Boots one guest and keeps it for as long as standard input stays open: boot.sh NAME UNITS TREE...
# The guest's root is this machine's own, seen through an overlay, with the trees laid over it.
# Runs as init of its own process and mount namespace, so that the kernel takes guest and mounts back when this
# process ends, however it ends. The guest's console goes to standard error.
set -euo pipefail
name=$1 units=$2
shift 2

# Mounted in our namespace alone: no directory is needed, and none is left behind.
mount -t tmpfs -o mode=0755 tmpfs /mnt
mount -t tmpfs -o mode=0755 tmpfs /run
mkdir /mnt/upper /mnt/work /mnt/root
mount -t overlay overlay -o lowerdir=/,upperdir=/mnt/upper,workdir=/mnt/work /mnt/root
root=/mnt/root

# What this machine starts is none of the guest's business: only the units named here are enabled.
rm -rf "$root"/etc/systemd/system "$root"/etc/rc?.d "$root"/etc/cron* "$root"/etc/fstab "$root"/usr/sbin/policy-rc.d
rm -f "$root"/etc/machine-id "$root"/etc/hostname "$root"/etc/hosts
# Nobody reads manual pages there: installing one need not index them all.
rm -f "$root"/var/lib/man-db/auto-update
mkdir "$root"/etc/systemd/system
systemd-id128 new >"$root"/etc/machine-id
echo "$name" >"$root"/etc/hostname
printf '127.0.0.1 localhost %s\n::1 localhost\n' "$name" >"$root"/etc/hosts
for tree; do
    # In a chroot: a symbolic link of this machine's must not lead out of the overlay.
    tar -C "$tree" -cf - --owner=root --group=root --mode=u=rwX,go=rX . | chroot "$root" tar -C / -xf - --no-overwrite-dir
done
# shellcheck disable=SC2086 # the units are a list
[[ -z $units ]] || systemctl --root="$root" --quiet enable $units

# Two guests in one control group would kill each other's processes.
groups=()
for hierarchy in $(findmnt -rno TARGET -t cgroup2; findmnt -rno TARGET -t cgroup -O name=systemd); do
    mkdir -p "$hierarchy/$name"
    groups+=("$hierarchy/$name")
done
boot() {
    for group in "${groups[@]}"; do echo 0 >"$group/cgroup.procs"; done
    exec systemd-nspawn --quiet --settings=no --directory="$root" --boot --machine="$name" --register=no --keep-unit \
        --private-network --link-journal=no --resolv-conf=off --console=pipe </dev/null >&2
}
end() {
    # The guest's init survives the death of nspawn, but nspawn does not survive its.
    if [[ -n $guest ]]; then
        pkill -KILL -P "$guest" || true
        wait "$guest" || true
    fi
    find "${groups[@]}" -depth -type d -exec rmdir {} +
    exit 0
}

exec {life}<&0
guest=
trap end TERM
{ cat <&"$life" >/dev/null; kill -TERM $$; } &
while true; do
    boot &
    guest=$!
    ended=0
    wait "$guest" || ended=$?
    # 133: the guest asked for a reboot.
    ((ended == 133)) || break
done
((ended == 0)) || exit "$ended"
# Powered off by its own hand: its disk is kept until standard input is closed.
while true; do wait -n || true; done
