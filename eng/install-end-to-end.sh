#!/bin/bash
# Installs what the end-to-end lane and the package need on a Debian machine, and starts none of it:
# the stack runs only inside the hosts that the lane boots. Quick when everything is there.
set -euo pipefail

packages=(
    systemd systemd-container dbus polkitd sudo util-linux procps tar # the booted host
    nginx-light gunicorn python3-django python3-daphne daphne # the stack
    python3-celery celery redis-server python3-redis
    python3-psycopg2 postgresql
    curl iproute2 logrotate sqlite3 # what the tests look with
    python3-aiosmtpd openssl # a mail server for the tests
    zsh fish # shells that complete, beside bash
    clang zlib1g-dev binutils dpkg git python3 # what the package is built with
)

if ! command -v apt-get >/dev/null; then
    echo "install-end-to-end: only Debian is known here" >&2
    exit 1
fi

missing=()
for package in "${packages[@]}"; do
    status=$(dpkg-query --show --showformat='${db:Status-Abbrev}' "$package" 2>/dev/null || true)
    [[ $status == ?i* ]] || missing+=("$package")
done
if ((${#missing[@]} == 0)); then
    echo "install-end-to-end: all ${#packages[@]} packages are there"
    exit 0
fi

as_root=()
((EUID == 0)) || as_root=(sudo)

# Debian starts a service as it is installed. Only while we install, the policy says no to that.
policy=/usr/sbin/policy-rc.d
keep=$(mktemp --directory)
restore_policy() {
    "${as_root[@]}" rm -f "$policy"
    if [[ -e $keep/policy-rc.d ]]; then "${as_root[@]}" mv "$keep/policy-rc.d" "$policy"; fi
    rm -rf "$keep"
}
if [[ -e $policy ]]; then "${as_root[@]}" cp --archive "$policy" "$keep/policy-rc.d"; fi
trap restore_policy EXIT
printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$policy" >/dev/null
"${as_root[@]}" chmod 755 "$policy"

echo "install-end-to-end: installing ${missing[*]}"
"${as_root[@]}" apt-get update --quiet
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet --no-install-recommends "${missing[@]}"
