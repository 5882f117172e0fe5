#!/bin/bash
# Measures what the product promises about speed and memory, on hosts booted with the real stack and the package, and prints Markdown.
#   bench/run.sh [--write] [--idle SECONDS] [--probing SECONDS] [PART...]
#   --write         the tables go to docs/benchmarks.md too; sections of it that this run does not make are kept
#   --idle SECONDS  how long the daemon is watched doing nothing (600)
#   --probing SECONDS  how long it is watched looking through a thousand probes, twice (300)
#   PART            outages, starts, verbs, idle, sweeps, falls, probes, resources; all of them by default. samples and
#                   simulation only when named alone: they need neither a host nor a package, and a year of samples takes an hour
# Needs root on Debian, what eng/install-end-to-end.sh installs, a C compiler and libsystemd-dev. HEALTHCHECK_DEB names a package;
# without it eng/package.sh builds one. The figures are worth something only on a machine that has nothing else to do.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
top=$(dirname "$here")

kills=30 starts=10 sweeps=30 resources=30 idle=600 probing=300
write= parts=()

say() { echo "bench: $*" >&2; }

fail() {
    say "$*"
    exit 1
}

while (($#)); do
    case $1 in
        --write) write=1 ;;
        --idle) idle=$2 && shift ;;
        --probing) probing=$2 && shift ;;
        outages | starts | verbs | idle | sweeps | falls | probes | resources | samples | simulation) parts+=("$1") ;;
        *) say "unknown: $1" && sed -n '3,8s/^# *//p' "${BASH_SOURCE[0]}" >&2 && exit 64 ;;
    esac
    shift
done
((${#parts[@]})) || parts=(outages starts verbs idle sweeps falls probes resources)

stands_alone() { [[ "${parts[*]}" == samples || "${parts[*]}" == simulation ]]; }

stands_alone || ((EUID == 0)) || fail "only root can boot hosts"
[[ -e /etc/debian_version ]] || fail "the hosts are Debian's"
stands_alone || [[ -e /usr/include/systemd/sd-bus.h ]] || fail "install first: libsystemd-dev"
programs=(cc dotnet systemd-nspawn sqlite3 curl pgrep nsenter)
if stands_alone; then programs=(dotnet); fi
for program in "${programs[@]}"; do
    command -v "$program" >/dev/null || fail "$program is missing: see eng/install-end-to-end.sh"
done

# The lane's own name for its hosts: what a killed run leaves behind is removed by the lane's next run, but for what lies on the disk.
host=healthcheck-e2e-$$-bench
for leftover in /var/tmp/healthcheck-e2e-*-bench-*; do
    owner=${leftover#/var/tmp/healthcheck-e2e-}
    [[ -d /proc/${owner%%-*} || ! -e $leftover ]] || rm -rf "$leftover"
done
scratch=$(mktemp --directory --tmpdir "$host-XXXXXX")
# On a real disk, which /tmp need not be.
disk=$(mktemp --directory "/var/tmp/$host-XXXXXX")

for file in host stubs figures; do source "$here/$file.sh"; done
for file in "$here"/parts/*.sh; do source "$file"; done

# Runs a command so that a signal to this script need not wait for its end.
attended() {
    # Nor may the child keep the guest alive should this script be killed.
    "$@" {life}>&- &
    wait "$!"
}

clean_up() {
    local child
    for child in $(jobs -pr); do kill "$child" || true; done
    end_host
    rm -rf "$scratch" "$disk"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

find_package() {
    package=${HEALTHCHECK_DEB:-}
    [[ -n $package ]] || package=$top/$(bash "$top/eng/package.sh" | tail -n 1)
    [[ -e $package ]] || fail "no package: $package"
    cp "$package" "$scratch/healthcheck.deb"
    package=$scratch/healthcheck.deb
}

# Everything that runs in the guest beside the package lies in /opt/bench there.
build_tools() {
    local bench=$scratch/opt/opt/bench tool
    mkdir -p "$bench"
    for tool in call-at kill-at bare-listener bare-sweep lay-in; do
        cc -O2 -Wall -Wextra -o "$bench/$tool" "$here/tools/$tool.c" -lsystemd
    done
    cc -O2 -static -o "$bench/sleeper" "$here/tools/sleeper.c"
    cp "$here"/guest/*.sh "$bench"
    ln -s "$(readlink --canonicalize "$(command -v dotnet)")" "$bench/dotnet"
    dotnet build "$here/Supervision.Bench" --configuration Release --output "$bench" --artifacts-path "$scratch/dotnet" \
        --nologo --verbosity quiet >&2
}

wants() { [[ " ${parts[*]} " == *" $1 "* ]]; }

on_the_stack() {
    local units=(nginx gunicorn daphne celery celerybeat postgresql)
    boot "$host" "$(printf '%s.service ' "${units[@]}" redis-server stack-database)" \
        "$lane/Stack/root" "$here/trees/outage" "$scratch/opt"
    lay_on_disk stack
    install_package
    inside systemctl is-active "${units[@]}" >/dev/null || fail "the stack is not up: $(inside systemctl is-active "${units[@]}")"
    for part in outages starts verbs idle; do
        if wants "$part"; then measure "$part"; fi
    done
    end_host
}

on_many_units() {
    boot "$host" "" "$here/trees/sweep" "$scratch/opt"
    lay_on_disk many
    # The six services of the deployment are not there, and nothing is to be done about it.
    inside mkdir -p /etc/healthcheck/conf.d
    echo 'healthcheck.mode = observe' | inside sh -c 'cat >/etc/healthcheck/conf.d/observe.conf'
    install_package
    for part in sweeps falls probes resources; do
        if wants "$part"; then measure "$part"; fi
    done
    end_host
}

describe() {
    cat <<MARKDOWN
# Benchmarks

Made by \`bench/run.sh --write\`; nothing in here was written by hand.

| | |
|---|---|
| date | $(date --utc '+%Y-%m-%d %H:%M UTC') |
| healthcheck | $(dpkg-deb --field "$package" Version), package of $(stat --format=%s "$package") bytes, sha256 $(sha256sum "$package" | cut -c 1-16)… |
| bench | $(git -C "$top" describe --always --dirty --abbrev=10) |
| machine | $(nproc) × $(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo | head -n 1), $(awk '$1 == "MemTotal:" { printf "%.0f", $2 / 1048576 }' /proc/meminfo) GB |
| kernel | $(uname --kernel-release) |
| Debian | $(</etc/debian_version), systemd $(dpkg-query --show --showformat='${Version}' systemd), dbus $(dpkg-query --show --showformat='${Version}' dbus) |
MARKDOWN
}

# No figure without the load under which it came about.
measure() {
    local before
    before=$(load)
    "measure_$1"
    printf '\nLoad average: %s before, %s after.\n' "$before" "$(load)"
}

measure_all() {
    describe
    if wants outages || wants starts || wants verbs || wants idle; then on_the_stack; fi
    for part in samples simulation; do
        if wants "$part"; then measure "$part"; fi
    done
    if wants sweeps || wants falls || wants probes || wants resources; then on_many_units; fi
}

if stands_alone; then
    {
        measure "${parts[0]}"
        printf 'Measured %s at %s on %s × %s.\n' "$(date --utc '+%Y-%m-%d %H:%M UTC')" \
            "$(git -C "$top" describe --always --dirty --abbrev=10)" "$(nproc)" \
            "$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo | head -n 1)"
    } | tee "$scratch/section.md"
    if [[ -n $write ]]; then put_section "$scratch/section.md"; fi
    exit
fi
find_package
build_tools
if [[ -n $write ]]; then
    measure_all >"$scratch/benchmarks.md"
    cat "$scratch/benchmarks.md"
    put_document "$scratch/benchmarks.md"
else
    measure_all
fi
