#!/bin/bash
# Makes docs/pictures from what the program itself prints: a status --watch of an outage in the life of six local processes, and the
# timeline of a scenario. Needs neither root nor systemd.
#   eng/pictures.sh [PROGRAM]     PROGRAM: a built healthcheck; without it the debug build is made and used
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export LC_ALL=C.UTF-8

program=${1:-}
if [[ -z $program ]]; then
    dotnet build src/Supervision.Daemon --nologo --verbosity quiet >&2
    program=artifacts/bin/Supervision.Daemon/debug/healthcheck
fi

at=$(mktemp --directory)
daemon=
clean_up() {
    if [[ -n $daemon ]]; then kill "$daemon" && wait "$daemon" || true; fi
    rm -rf "$at"
}
trap clean_up EXIT

# Text with the terminal's colours on standard input, a picture on standard output. $1: what stands above it.
picture() {
    awk -v title="$1" -f eng/picture.awk
}

# Debian's awk knows bytes and no letters.
most=117
shortened() {
    local line
    while IFS= read -r line; do
        if ((${#line} > most)); then line=${line:0:most}…; fi
        printf '%s\n' "$line"
    done
}

# As it is seen on a terminal: with colours.
in_colour() { TERM=xterm script --quiet --return --command "$1" /dev/null | tr -d '\r' | sed 's/\x1b[=>]//g'; }

timeline() {
    "$program" simulate hocon/scenarios/monday-two-failing-runs.conf --config hocon/healthcheck.conf | shortened |
        picture 'healthcheck simulate monday-two-failing-runs.conf'
}

# The demo's own configuration, somewhere else, and with time enough to look at an outage.
status() {
    cat hocon/demo.conf >"$at/demo.conf"
    cat >>"$at/demo.conf" <<CONF
healthcheck {
  recovery { collect = 20s }
  log.directory = "$at/log", state.directory = "$at/state", control.directory = "$at/run"
}
CONF
    mkdir "$at/log" "$at/state" "$at/run"
    "$program" run --config "$at/demo.conf" >"$at/said" 2>&1 &
    daemon=$!
    local try
    for try in {1..100}; do
        if "$program" status --config "$at/demo.conf" >"$at/now" 2>/dev/null; then break; fi
        sleep 0.2
    done
    kill -KILL "$(pgrep --parent "$daemon" --full 'sleep 86401')" "$(pgrep --parent "$daemon" --full 'sleep 86403')"
    for try in {1..100}; do
        "$program" status --config "$at/demo.conf" >"$at/now" || true
        if grep -q '^gunicorn .*down' "$at/now"; then break; fi
        sleep 0.2
    done
    in_colour "'$program' status --config '$at/demo.conf' || true" | picture 'healthcheck status --watch'
}

timeline >"$at/timeline.svg"
status >"$at/status.svg"
mkdir -p docs/pictures
mv "$at/timeline.svg" "$at/status.svg" docs/pictures/
