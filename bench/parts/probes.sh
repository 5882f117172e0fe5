# A thousand services with a probe each. To be sourced.

probed=1000 hanging=50 answers_at=8099 hangs_at=8098

measure_probes() {
    local among
    start_stubs "$((probed + hanging))"
    serve_answers
    for among in alone hanging; do
        say "$probed services with a probe each, $among, for $probing s"
        look_at_pages "$among"
    done

    cat <<MARKDOWN

## A thousand probes

$probed services with one HTTP probe each every 10 s, against an nginx beside the daemon, for $probing s from a minute after the start; then the
same among $hanging more whose target accepts connections and never answers. Late is what a request is behind the even row of 10 s that the
earliest of the same probe lie on, by nginx's own log (\`\$msec\`, a thousandth): scheduler, actors, connecting and the answer included.
Processor time and resident memory are the daemon's process, of one core.

MARKDOWN
    header what "alone" "among $hanging that hang" "to reach" ""
    row "looks that were answered" "$(looks_of alone)" "$(looks_of hanging)" "" ""
    probe_row "processor time" share "%" 10
    probe_row "resident" resident "MB" 120
    probe_row "late, median" late50 "ms" ""
    probe_row "late, 99th percentile" late99 "ms" 100
    probe_row "late, worst" late100 "ms" ""
    inside systemctl stop answers hangs
}

# probe_row WHAT NAME UNIT LIMIT
probe_row() {
    local alone among
    alone=$("$2_of" alone) among=$("$2_of" hanging)
    row "$1" "$alone $3" "$among $3" "${4:+≤ $4 $3}" "${4:+$(verdict "$alone" "$4"), $(verdict "$among" "$4")}"
}

looks_of() { wc --lines <"$scratch/late.$1"; }
share_of() { cat "$scratch/share.$1"; }
resident_of() { awk '$1 == "Rss:" { printf "%.1f", $2 / 1024 }' "$scratch/memory.$1"; }
late50_of() { quantile 50 <"$scratch/late.$1"; }
late99_of() { quantile 99 <"$scratch/late.$1"; }
late100_of() { quantile 100 <"$scratch/late.$1"; }

# look_at_pages alone|hanging
look_at_pages() {
    local pid ticks
    watch_pages "$1"
    attended sleep 60
    pid=$(of_unit healthcheck MainPID)
    inside sh -c ': >/run/answers.log'
    ticks=$(ticks_of "$pid")
    attended sleep "$probing"
    ticks=$(($(ticks_of "$pid") - ticks))
    inside cat /run/answers.log >"$scratch/answers.$1"
    inside cat "/proc/$pid/smaps_rollup" >"$scratch/memory.$1"
    [[ $(of_unit healthcheck MainPID) == "$pid" ]] || fail "the daemon was restarted while it looked"
    calc "100 * $ticks / $(getconf CLK_TCK) / $probing" 2 >"$scratch/share.$1"
    lateness <"$scratch/answers.$1" >"$scratch/late.$1"
    (($(cut -d ' ' -f 2 "$scratch/answers.$1" | sort --unique | wc --lines) == probed)) || fail "not every service was looked at"
}

# Reads "SECONDS PATH" and prints how many milliseconds each request lies behind the earliest of its path, modulo 10 s.
lateness() {
    awk '{ phase = $1 % 10; n++; path[n] = $2; at[n] = phase
           if (!($2 in first)) first[$2] = phase
           # The row that they lie on may go over the end of the ten seconds.
           behind = phase - first[$2]; if (behind > 5) behind -= 10; if (behind <= -5) behind += 10
           off[n] = behind; if (behind < least[$2]) least[$2] = behind }
         END { for (i = 1; i <= n; i++) printf "%.0f\n", (off[i] - least[path[i]]) * 1000 }'
}

serve_answers() {
    inside sh -c 'cat >/run/answers.conf' <<CONF
daemon off;
pid /run/answers.pid;
error_log stderr;
events { worker_connections 4096; }
http {
  log_format when '\$msec \$uri';
  access_log /run/answers.log when;
  server { listen 127.0.0.1:$answers_at backlog=4096; location / { return 200 "ok"; } }
}
CONF
    inside systemd-run --quiet --unit=answers nginx -c /run/answers.conf
    inside systemd-run --quiet --unit=hangs python3 -c "
import signal, socket
listener = socket.create_server(('127.0.0.1', $hangs_at), backlog=4096)
signal.pause()"
}

# watch_pages alone|hanging
watch_pages() {
    {
        pages 1 "$probed" "$answers_at"
        [[ $1 == alone ]] || pages "$((probed + 1))" "$((probed + hanging))" "$hangs_at"
    } | watch_nothing_but
}

# pages FROM TO PORT: stubs as services with a probe of a page each.
pages() {
    awk -v from="$1" -v n="$2" -v port="$3" 'BEGIN { for (i = from; i <= n; i++)
        printf "  s%d { unit = \"stub@%d.service\", probes { page { kind = http, url = \"http://127.0.0.1:%d/s%d\" } } }\n", i, i, port, i }'
}
