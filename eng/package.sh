#!/bin/bash
# Publishes the program (Native AOT) and builds dist/healthcheck_VERSION_ARCHITECTURE.deb around it.
#   eng/package.sh [--arch amd64|arm64]
# Without --arch the package is this machine's own; the other one is linked with Debian's cross tools.
# What has not changed since the last package is not done again; the last line printed is the path of the package.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { echo "package: $*" >&2; }

usage() {
    say "$1"
    sed -n '3,4s/^# *//p' "${BASH_SOURCE[0]}" >&2
    exit 64
}

case $(uname --machine) in
    aarch64) own=arm64 ;;
    *) own=amd64 ;;
esac
architecture=$own
while (($#)); do
    [[ $1 == --arch && $# -gt 1 ]] || usage "unknown: $1"
    architecture=$2
    shift 2
done
case $architecture in
    amd64) runtime=linux-x64 triplet=x86_64-linux-gnu ;;
    arm64) runtime=linux-arm64 triplet=aarch64-linux-gnu ;;
    *) usage "no such architecture: $architecture" ;;
esac

artifacts=$PWD/artifacts/package
[[ $architecture == "$own" ]] || artifacts=$artifacts-$architecture
published=$artifacts/published
root=$artifacts/root

require_tools() {
    local missing=()
    command -v dotnet >/dev/null || missing+=("the .NET 10 SDK")
    if [[ $architecture == "$own" ]]; then
        command -v clang >/dev/null || command -v gcc >/dev/null || missing+=(clang)
        objcopy=objcopy objdump=objdump
    else
        command -v clang >/dev/null || missing+=(clang)
        # clang finds ld.lld by its bare name, and gcc's cross linker only by a name of its own.
        command -v ld.lld >/dev/null || missing+=(lld)
        [[ -e /usr/lib/gcc-cross/$triplet ]] || missing+=("gcc-${triplet/_/-}")
        [[ -e /usr/$triplet/lib/Scrt1.o ]] || missing+=("libc6-dev-$architecture-cross")
        objcopy=$triplet-objcopy objdump=$triplet-objdump
    fi
    command -v "$objcopy" >/dev/null || missing+=(binutils)
    [[ -e /usr/include/zlib.h ]] || missing+=(zlib1g-dev)
    command -v dpkg-deb >/dev/null || missing+=(dpkg)
    command -v git >/dev/null || missing+=(git)
    [[ -x /usr/bin/python3 ]] || missing+=(python3)
    command -v flock >/dev/null || missing+=(util-linux)
    [[ ${#missing[@]} -eq 0 ]] && return
    local names
    printf -v names ', %s' "${missing[@]}"
    say "install first: ${names:2}"
    exit 69
}

# One hash over what git tracks or would track, contents and names; ignored files do not count.
fingerprint() {
    {
        dotnet --version
        git ls-files -z --cached --others --exclude-standard -- "$@" | sort -zu |
            while IFS= read -rd '' file; do
                if [[ -e $file ]]; then sha256sum -- "$file"; fi
            done
    } | sha256sum | cut -d ' ' -f 1
}

unchanged() { [[ -e $1 && $(<"$1") == "$2" ]]; }

program_sources=(src hocon LICENSE global.json 'Directory.*' eng/BannedSymbols.txt)
package_sources=("${program_sources[@]}" systemd eng/debian eng/completion eng/manual.py eng/components.py eng/package.sh)

# Own artifacts, so that a build or test running in this checkout is not disturbed.
publish() {
    say "publishing, which takes some minutes"
    rm -rf "$published"
    local linking=()
    if [[ $architecture != "$own" ]]; then
        linking=(--property:CppCompilerAndLinker=clang --property:LinkerFlavor=lld --property:ObjCopyName="$objcopy")
    fi
    dotnet publish src/Supervision.Daemon --configuration Release --runtime "$runtime" --output "$published" "${linking[@]}" \
        --artifacts-path "$artifacts/dotnet" --property:ContinuousIntegrationBuild=true --nologo --verbosity quiet >&2
}

newest_glibc_symbol() {
    "$objdump" -T "$@" | grep -o 'GLIBC_[0-9.]*' | sort -Vu | tail -n 1 | cut -d _ -f 2
}

install_to() {
    local mode=$1 from=$2 to=$root$3
    install -D --mode="$mode" "$from" "$to"
}

compressed_to() {
    mkdir -p "$(dirname "$root$1")"
    gzip -9n >"$root$1"
    chmod 0644 "$root$1"
}

# A page of the manual has the date of its sources.
manual_page() {
    sed "s/@DATE@/$(date --utc --date="@$SOURCE_DATE_EPOCH" +%F)/" | compressed_to "/usr/share/man/man$1/$2.$1.gz"
}

lay_out() {
    local version=$1
    rm -rf "$root"
    install -d "$root/etc/healthcheck/conf.d" "$root/usr/bin"

    install_to 0755 "$published/healthcheck" /usr/lib/healthcheck/healthcheck
    install_to 0644 "$published/libe_sqlite3.so" /usr/lib/healthcheck/libe_sqlite3.so
    "$objcopy" --strip-unneeded "$root/usr/lib/healthcheck/libe_sqlite3.so"
    ln -s ../lib/healthcheck/healthcheck "$root/usr/bin/healthcheck"

    install_to 0644 hocon/healthcheck.conf /etc/healthcheck/healthcheck.conf
    install_to 0644 hocon/reference.conf /usr/share/doc/healthcheck/reference.conf
    local scenario
    for scenario in hocon/scenarios/*.conf; do install_to 0644 "$scenario" "/usr/share/healthcheck/scenarios/${scenario##*/}"; done

    install_to 0644 systemd/healthcheck.service /lib/systemd/system/healthcheck.service
    install_to 0644 systemd/backend-restart.service /lib/systemd/system/backend-restart.service
    install_to 0644 systemd/backend-restart.path /lib/systemd/system/backend-restart.path
    install_to 0644 systemd/sudo/healthcheck.service.conf /usr/share/healthcheck/sudo/healthcheck.service.conf
    install_to 0644 systemd/sudo/sudoers /usr/share/healthcheck/sudo/sudoers
    install_to 0644 systemd/60-healthcheck.rules /usr/share/polkit-1/rules.d/60-healthcheck.rules
    install_to 0644 systemd/healthcheck.sysusers /usr/lib/sysusers.d/healthcheck.conf
    install_to 0644 systemd/healthcheck.tmpfiles /usr/lib/tmpfiles.d/healthcheck.conf
    install_to 0644 systemd/healthcheck.logrotate /etc/logrotate.d/healthcheck

    install_to 0644 eng/debian/copyright /usr/share/doc/healthcheck/copyright
    install_to 0644 eng/debian/lintian-overrides /usr/share/lintian/overrides/healthcheck
    manual_page 1 healthcheck <eng/debian/healthcheck.1
    /usr/bin/python3 eng/manual.py hocon/reference.conf | manual_page 5 healthcheck.conf
    manual_page 8 healthcheck-daemon <eng/debian/healthcheck-daemon.8
    install_to 0644 eng/completion/healthcheck.bash /usr/share/bash-completion/completions/healthcheck
    install_to 0644 eng/completion/_healthcheck /usr/share/zsh/vendor-completions/_healthcheck
    install_to 0644 eng/completion/healthcheck.fish /usr/share/fish/vendor_completions.d/healthcheck.fish
    /usr/bin/python3 eng/components.py "$artifacts/dotnet/obj/Supervision.Daemon/project.assets.json" "$version" "$SOURCE_DATE_EPOCH" \
        "$root/usr/lib/healthcheck/libe_sqlite3.so" | compressed_to /usr/share/doc/healthcheck/healthcheck.cdx.json.gz
    compressed_to /usr/share/doc/healthcheck/changelog.gz <<CHANGELOG
healthcheck ($version) unstable; urgency=medium

  * Built from the sources of $version; CHANGELOG.md there says what changed.

 -- $(sed -n 's/^Maintainer: //p' eng/debian/control.in)  $(date --utc --date="@$SOURCE_DATE_EPOCH" --rfc-email)
CHANGELOG
}

add_control_files() {
    local version=$1 control=$root/DEBIAN size script
    # As Debian's policy says; what directories take differs from one file system to the next.
    size=$(find "$root" -printf '%y %s\n' | awk '{ sum += $1 == "f" ? int(($2 + 1023) / 1024) : 1 } END { print sum }')
    mkdir "$control"
    sed -e "s/@VERSION@/$version/" -e "s/@ARCHITECTURE@/$architecture/" -e "s/@INSTALLED_SIZE@/$size/" \
        -e "s/@GLIBC@/$(newest_glibc_symbol "$published/healthcheck" "$published/libe_sqlite3.so")/" \
        eng/debian/control.in >"$control/control"
    for script in postinst prerm postrm; do install -m 0755 "eng/debian/$script" "$control/$script"; done
    install -m 0644 eng/debian/conffiles "$control/conffiles"
    (cd "$root" && find . -type f ! -path './DEBIAN/*' -printf '%P\0' | sort -z | xargs -0 md5sum) >"$control/md5sums"
    chmod -R u=rwX,go=rX "$root"
}

require_tools
umask 022
export LC_ALL=C DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
mkdir -p "$artifacts" dist
# Two test runs at once build one package.
exec 9>"$artifacts/lock"
flock 9

# A pre-release is older than its release in Debian's order too: 1.2.0-beta.1 becomes 1.2.0~beta.1.
version=$(dotnet msbuild src/Supervision.Daemon -getProperty:Version | tr - '~')
package=dist/healthcheck_${version}_$architecture.deb

of_program=$(fingerprint "${program_sources[@]}")
of_package=$(fingerprint "${package_sources[@]}")
if unchanged "$artifacts/package.stamp" "$version $of_package" && [[ -e $package ]]; then
    say "nothing changed"
    echo "$package"
    exit
fi

if ! unchanged "$artifacts/program.stamp" "$of_program"; then
    rm -f "$artifacts/program.stamp"
    publish
    echo "$of_program" >"$artifacts/program.stamp"
fi

SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH
lay_out "$version"
add_control_files "$version"
dpkg-deb --root-owner-group --build "$root" "$package.new" >/dev/null
mv "$package.new" "$package"
cp "$published/healthcheck.dbg" "${package%.deb}.dbg"
echo "$version $of_package" >"$artifacts/package.stamp"
echo "$package"
