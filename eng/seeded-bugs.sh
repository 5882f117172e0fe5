#!/bin/bash
# Breaks the product on purpose, one bug after the other, and looks whether exploration finds each within 1,000 days. Prints a table; fails
# where a bug is not found, or does not fit the product any more.
#
#   eng/seeded-bugs.sh [--days N] [--seed S] [PATCH …]
set -euo pipefail

here=$(cd "$(dirname "$0")/.." && pwd)
days=1000
seed=6
patches=()
while [ $# -gt 0 ]; do
  case $1 in
    --days) days=$2; shift 2 ;;
    --seed) seed=$2; shift 2 ;;
    *) patches+=("$(realpath "$1")"); shift ;;
  esac
done
[ ${#patches[@]} -gt 0 ] || patches=("$here"/tests/Supervision.Simulation.Tests/SeededBugs/*.patch)

aside=$(mktemp -d)
trap 'rm -rf "$aside"' EXIT
tar -C "$here" --exclude=./artifacts --exclude=./.git -cf - . | tar -C "$aside" -xf -
cd "$aside"

failed=0
echo "| bug | found on day | seed of the day | faults | broken promise |"
echo "|---|---:|---:|---:|---|"
for patch in "${patches[@]}"; do
  name=$(sed -n '1s/^# //p' "$patch")
  if ! patch -p1 --silent --dry-run <"$patch" >"$aside/patch.log" 2>&1; then
    echo "| $name | its patch does not apply | | | |"
    failed=1
    continue
  fi
  patch -p1 --silent <"$patch"
  if ! dotnet build tests/Supervision.Explorer -c Release -v quiet -p:RunAnalyzers=false >"$aside/build.log" 2>&1; then
    tail -n 5 "$aside/build.log" >&2
    echo "| $name | does not build | | | |"
    failed=1
  elif line=$(dotnet "$aside"/artifacts/bin/Supervision.Explorer/release/Supervision.Explorer.dll "$days" "$seed" "$aside/report.txt"); then
    echo "| $name | not found in $days days | | | |"
    failed=1
  else
    IFS='|' read -r day own faults broken <<<"$line"
    echo "| $name | $day | $own | $faults | $broken |"
  fi
  patch -p1 --silent --reverse <"$patch"
done
exit $failed
