#!/bin/bash
# Boots one host and measures there, one after the other and on the same six workers, what people use today and this product: the old
# script under cron, Monit, supervisord, systemd's Restart=always, and healthcheck with steps = [backend] and [unit]. Prints Markdown.
#   bench/peers.sh [--write] [--kills N] [--idle SECONDS] [--many N] [--without-slow]
#   --write         the section goes to docs/benchmarks.md in place of its own there, and the picture to docs/pictures/peers.svg
#   --kills N       how often a worker is killed under each (30)
#   --idle SECONDS  how long each is watched doing nothing (60)
#   --many N        how many units each watches after that (1000)
#   --without-slow  leaves out the kills under cron and under Monit's default cycle, which take twenty minutes
# Needs root on Debian, what eng/install-end-to-end.sh installs, a C compiler, libsystemd-dev, and monit, supervisor and cron. HEALTHCHECK_DEB
# names a package; without it eng/package.sh builds one. The figures are worth something only on a machine that has nothing else to do.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
top=$(dirname "$here")
kills=30 idle=60 many=1000 write= slow=1

say() { echo "peers: $*" >&2; }

fail() {
    say "$*"
    exit 1
}

while (($#)); do
    case $1 in
        --write) write=1 ;;
        --kills) kills=$2 && shift ;;
        --idle) idle=$2 && shift ;;
        --many) many=$2 && shift ;;
        --without-slow) slow= ;;
        *) say "unknown: $1" && sed -n '4,9s/^# *//p' "${BASH_SOURCE[0]}" >&2 && exit 64 ;;
    esac
    shift
done

((EUID == 0)) || fail "only root can boot hosts"
[[ -e /usr/include/systemd/sd-bus.h ]] || fail "install first: libsystemd-dev"
for program in cc systemd-nspawn sqlite3 pgrep nsenter; do
    command -v "$program" >/dev/null || fail "$program is missing: see eng/install-end-to-end.sh"
done
for program in monit supervisord cron; do
    command -v "$program" >/dev/null || fail "$program is missing: apt-get install --no-install-recommends monit supervisor cron"
done

# The lane's own name for its hosts: what a killed run leaves behind is removed by the lane's next run.
host=healthcheck-e2e-$$-peers
scratch=$(mktemp --directory --tmpdir "$host-XXXXXX")
disk=$(mktemp --directory "/var/tmp/$host-XXXXXX")
source "$here/host.sh"
source "$here/stubs.sh"
source "$here/figures.sh"
for file in "$here"/peers/*.sh; do source "$file"; done

attended() {
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

package=${HEALTHCHECK_DEB:-}
[[ -n $package ]] || package=$top/$(bash "$top/eng/package.sh" | tail -n 1)
[[ -e $package ]] || fail "no package: $package"
cp "$package" "$scratch/healthcheck.deb"
package=$scratch/healthcheck.deb

bench=$scratch/opt/opt/bench
mkdir -p "$bench"
for tool in kill-at lay-in worker connects-at run-of; do cc -O2 -Wall -Wextra -o "$bench/$tool" "$here/tools/$tool.c"; done
cc -O2 -static -o "$bench/sleeper" "$here/tools/sleeper.c"
cp "$here"/guest/peers-*.sh "$bench"

before=$(load)
# The sources may change while this runs.
measured_at=$(git -C "$top" describe --always --dirty --abbrev=10)
boot "$host" "" "$here/trees/peers" "$scratch/opt"
lay_on_disk peers
measure_peers
end_host
report_peers >"$scratch/section.md"
printf '\nLoad average: %s before, %s after.\n' "$before" "$(load)" >>"$scratch/section.md"
cat "$scratch/section.md"
if [[ -n $write ]]; then
    put_section "$scratch/section.md"
    draw_peers >"$top/docs/pictures/peers.svg"
fi
