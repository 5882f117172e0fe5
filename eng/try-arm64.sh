#!/bin/bash
# Builds the arm64 package and runs its program under emulation: its version, the shipped configuration, and every shipped scenario. No arm64
# host boots here, so that this is as far as that package is tried. Needs on amd64 Debian: clang, lld, gcc-aarch64-linux-gnu,
# libc6-dev-arm64-cross, qemu-user-static. The library of OpenSSL is fetched from Debian for the run alone.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { echo "try-arm64: $*" >&2; }

command -v qemu-aarch64-static >/dev/null || { say "install first: qemu-user-static" && exit 69; }
package=$(eng/package.sh --arch arm64 | tail -n 1)
root=$(mktemp --directory)
trap 'rm -rf "$root"' EXIT
dpkg-deb --extract "$package" "$root"

# apt with an architecture of its own: nothing of it stays on this machine.
fetch_openssl() {
    mkdir -p "$root/apt/lists/partial" "$root/apt/archives/partial"
    touch "$root/apt/status"
    local options=(
        -o APT::Architecture=arm64 -o APT::Architectures=arm64 -o Dir::State="$root/apt" -o Dir::State::status="$root/apt/status"
        -o Dir::Cache="$root/apt" -o APT::Sandbox::User=root)
    apt-get "${options[@]}" --quiet update >&2
    (cd "$root/apt" && apt-get "${options[@]}" --quiet download libssl3 >&2)
    dpkg-deb --extract "$root"/apt/libssl3_*.deb "$root"
}

emulated() {
    DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 qemu-aarch64-static -L /usr/aarch64-linux-gnu \
        -E LD_LIBRARY_PATH="$root/usr/lib/aarch64-linux-gnu" "$root/usr/lib/healthcheck/healthcheck" "$@"
}

fetch_openssl
emulated version
emulated config check --config "$root/etc/healthcheck/healthcheck.conf"
emulated simulate "$root"/usr/share/healthcheck/scenarios/*.conf --config "$root/etc/healthcheck/healthcheck.conf" | tail -n 1
say "$package: $(stat --format=%s "$package") bytes"
