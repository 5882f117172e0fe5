#!/bin/bash
# Tries, on nothing that lasts, what boot.sh needs of the kernel. Run it in namespaces of its own, as boot.sh is.
set -euo pipefail
name=$1

mount -t tmpfs tmpfs /mnt
mkdir /mnt/upper /mnt/work /mnt/root
mount -t overlay overlay -o lowerdir=/,upperdir=/mnt/upper,workdir=/mnt/work /mnt/root
for hierarchy in $(findmnt -rno TARGET -t cgroup2; findmnt -rno TARGET -t cgroup -O name=systemd); do
    mkdir "$hierarchy/$name"
    rmdir "$hierarchy/$name"
done
