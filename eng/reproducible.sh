#!/bin/bash
# Builds the package twice, of the commit that is checked out, in two directories of different names and lengths, and compares
# the bytes. 0: the same; 1: different, with the files that differ. Takes twice as long as the package; the first argument is
# where the two builds go (kept, so that a difference can be looked at), otherwise a directory that is removed afterwards.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { echo "reproducible: $*" >&2; }

where=${1:-}
if [[ -z $where ]]; then
    where=$(mktemp --directory)
    trap 'rm -rf "$where"' EXIT
fi

# Nothing but the commit is the same for both: not the directory, not the time of day, zone, language or umask.
build() {
    local checkout=$1
    shift
    if [[ ! -e $checkout ]]; then
        git clone --quiet --no-hardlinks . "$checkout"
    fi
    git -C "$checkout" fetch --quiet "$PWD" HEAD
    git -C "$checkout" checkout --quiet --detach FETCH_HEAD
    say "building in $checkout"
    (cd "$checkout" && env "$@" eng/package.sh >/dev/null)
}

mkdir -p "$where"
(umask 022 && build "$where/one" TZ=UTC LANG=C.UTF-8)
(umask 077 && build "$where/two-with-a-longer-name" TZ=Asia/Kathmandu LANG=tr_TR.UTF-8)

one=("$where"/one/dist/*.deb)
two=("$where/two-with-a-longer-name"/dist/*.deb)
if cmp --silent "${one[0]}" "${two[0]}"; then
    sha256sum "${one[0]}" | sed "s|$where/one/||"
    say "the same bytes twice"
    exit
fi

say "the packages differ:"
for deb in one two; do
    declare -n package=$deb
    dpkg-deb --raw-extract "${package[0]}" "$where/$deb.files"
done
diff --recursive --brief --no-dereference "$where/one.files" "$where/two.files" >&2 || true
exit 1
