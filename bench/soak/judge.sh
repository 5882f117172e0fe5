# What has to hold after a soak, from the journal, from backend.sh's own record and from PID 1's. To be sourced.
# Each question prints one line for everything that is broken, and nothing where all is well.

judge() {
    prepare
    : >"$found/broken" >"$found/judged"
    ask "Every unit is up, or was given up and that was told" of_units
    ask "No more than $runs_allowed runs within any $window s, by the intents" of_budget_by_intents
    ask "No more than that by backend.sh's own record" of_budget_by_executions
    ask "Never two runs at once" of_overlaps
    ask "Every run had its intent on disk before it began, and one intent had one run" of_intents
    ask "backend.sh's record, PID 1's and the journal's agree" of_records
    ask "Every run is for a reason, and has its outcome" of_outcomes
    ask "The journal is sound" of_soundness
    ask "Never two incidents at once, and none is left open" of_incidents
    ask "What was given up was told" of_notices
    ask "The daemon died of nothing but our kills" of_deaths
    ask "Nothing crashed inside it" of_crashes
    ask "No leak of memory, descriptors or threads" of_leaks
    ask "It was a soak" of_faults
}

ask() {
    local broken
    broken=$("$2" 2>&1) || broken+=" (and this could not be asked)"
    if [[ -z $broken ]]; then
        row "$1" holds >>"$found/judged"
    else
        row "$1" "**broken**" >>"$found/judged"
        sed "s/^/$1: /" <<<"$broken" >>"$found/broken"
    fi
}

journal=
query() { sqlite3 -separator ' ' "$found/judge.db" "attach 'file:$journal?mode=ro' as journal" "$1"; }

prepare() {
    journal=$found/state/healthcheck.db
    rm -f "$found/judge.db"
    # An execution is one life of the unit: its begin and its end have one invocation.
    awk '$1 == "begin" { order[++n] = $3; begun[$3] = $2; intents[$3] = $4 } $1 == "end" { ended[$3] = $2; exits[$3] = $4 }
        END { for (i = 1; i <= n; i++) { e = order[i]; print e "|" begun[e] "|" ended[e] "|" intents[e] "|" exits[e] } }' \
        "$found/executions" >"$scratch/executions"
    sqlite3 "$found/judge.db" "create table executions (invocation text, begun integer, ended integer, intents text, exit integer)" \
        ".import $scratch/executions executions"
    # What is newest when an execution begins is its intent.
    query "create table matched as select e.rowid as number, e.*, r.id as run, r.monotonic_us as intended, r.invocation as told, r.refunded
        from executions e left join journal.runs r on r.id = (select max(id) from journal.runs where monotonic_us <= e.begun)"
}

of_units() {
    local unit state verdict standing
    while read -r unit state; do
        read -r verdict standing < <(sqlite3 -separator ' ' :memory: "select json_extract(value, '\$.verdict'),
            coalesce(json_extract(value, '\$.standing'), '-') from json_each(json_extract(readfile('$found/status.json'), '\$.services'))
            where json_extract(value, '\$.service') = '$unit'") || true
        if [[ $state == active && $verdict == up ]]; then continue; fi
        if [[ $standing == given-up ]] && grep -q "$spent" "$found/service_monitor.log"; then continue; fi
        echo "$unit is $state for systemd and ${verdict:-nothing} for the daemon, ${standing:-}"
    done <"$found/states"
    [[ -s $found/states ]] || echo "nobody was asked"
}

# A millisecond of mercy for what is rounded on the way to the disk.
of_budget_by_intents() {
    query "select 'up to run-' || id || ' there are ' || n || ' intents' from (select r.id, (select count(*) from journal.runs o
        where o.refunded = 0 and o.monotonic_us <= r.monotonic_us and o.monotonic_us > r.monotonic_us - $window * 1000000 + 1000) as n
        from journal.runs r where r.refunded = 0) where n > $runs_allowed"
}

# Runs begin some time after their intents, and some later than others: by so much the window is shorter here.
of_budget_by_executions() {
    query "select 'up to execution ' || number || ' there are ' || n from (select e.number, (select count(*) from matched o
        where o.begun <= e.begun and o.begun > e.begun - $window * 1000000 + 1000 + (select max(begun - intended) from matched)) as n
        from matched e) where n > $runs_allowed"
}

of_overlaps() {
    query "select 'execution ' || number || ' did not end' from matched where ended is null or ended = ''"
    query "select 'execution ' || o.number || ' began in the middle of ' || e.number from matched e join matched o
        on o.begun > e.begun and o.begun < e.ended"
    query "select 'run-' || o.id || ' was decided before run-' || r.id || ' was over' from journal.runs r join journal.runs o
        on o.id = r.id + 1 where o.at < r.ended_at"
}

of_intents() {
    query "select 'execution ' || number || ' has no intent before it' from matched where run is null"
    query "select 'run-' || run || ' was executed ' || count(*) || ' times' from matched group by run having count(*) > 1"
    query "select 'execution ' || number || ' began while only ' || intents || ' intents could be read, and run-' || run || ' is its own'
        from matched where intents <> '-' and cast(intents as integer) < run"
    query "select 'of execution ' || number || ', run-' || run || ' says that it was refunded' from matched where refunded = 1"
}

of_records() {
    local started
    started=$(<"$found/started")
    [[ $(query "select count(*) from executions") == "$started" ]] ||
        echo "PID 1 started backend-restart.service $started times, and backend.sh knows of $(query "select count(*) from executions")"
    query "select 'execution ' || number || ' is not what run-' || run || ' tells of itself' from matched
        where coalesce(told, '') not in ('', invocation)"
    query "select 'run-' || id || ' ended as ' || result || ', and was never executed' from journal.runs
        where result in ('done', 'failed', 'timed-out') and id not in (select run from matched where run is not null)"
    query "select 'run-' || id || ' ended as ' || result || ', and was executed' from journal.runs
        where result = 'never-started' and id in (select run from matched where run is not null)"
}

of_outcomes() {
    query "select 'run-' || id || ' has no outcome' from journal.runs where result is null"
    query "select 'run-' || id || ' has no reason' from journal.runs where reason = '' or members in ('', '[]')"
}

of_soundness() {
    local file
    for file in "$found"/state/*.db; do
        sqlite3 "$file" "pragma integrity_check" | grep -vx ok | sed "s/^/${file##*/}: /" || true
        sqlite3 "$file" "pragma foreign_key_check" | sed "s/^/${file##*/}, a key that leads nowhere: /"
    done
    query "select 'run-' || id || ' is for an incident that is not there' from journal.runs
        where incident not in (select id from journal.incidents)"
    query "select 'decision ' || id || ' is about an incident that is not there' from journal.decisions
        where incident is not null and incident not in (select id from journal.incidents)"
    query "select 'the budget was forfeited: ' || why from journal.budget_forfeits"
    find "$found/state" -maxdepth 1 -name 'healthcheck.db?*' ! -name '*-wal' ! -name '*-shm' -printf 'set aside: %f\n'
}

of_incidents() {
    query "select 'incident ' || o.id || ' was opened before ' || i.id || ' was closed' from journal.incidents i join journal.incidents o
        on o.id > i.id and o.opened_at < i.closed_at"
    query "select 'incident ' || id || ' was not closed before the next' from journal.incidents i
        where closed_at is null and id < (select max(id) from journal.incidents)"
    [[ $(<"$found/settled") == yes ]] || return 0
    query "select 'incident ' || id || ' is open' from journal.incidents where closed_at is null"
}

# What service_monitor.log says when the budget is spent.
spent='UYARI: Maksimum backend.sh'

of_notices() {
    local told
    told=$(grep -c "$spent" "$found/service_monitor.log" || true)
    query "select 'given up in ' || n || ' incidents, and told $told times' from (select count(distinct incident) as n
        from journal.decisions where choice = 'refuse' and reason like 'the budget is spent%') where n > $told"
}

of_deaths() {
    local kills
    kills=$(awk '$2 == "daemon" && $5 == "done"' "$found/faults" | wc -l)
    grep 'Main process exited' "$found/deaths" | grep -v 'code=killed, status=9/KILL' || true
    [[ $(grep -c 'Main process exited' "$found/deaths" || true) == "$kills" ]] ||
        echo "killed $kills times, and it died $(grep -c 'Main process exited' "$found/deaths") times"
    grep -i -E 'watchdog|oom|start-limit' "$found/deaths" || true
}

# An exception has a stack, whoever caught it.
of_crashes() {
    grep -E 'healthcheck\[[0-9]+\]: .*(Unhandled exception| at [A-Z][A-Za-z]+\.[A-Z][A-Za-z.]+\()' "$found/log" | head -n 20 || true
}

of_faults() {
    local kind
    for kind in kill stop freeze bus reexec disk-full daemon; do
        awk -v kind="$kind" '$2 == kind && $5 == "done" { n++ } END { if (!n) print kind " was never done" }' "$found/faults"
    done
    ((3 * $(query "select count(*) from executions") > soak / 60)) || echo "only $(query "select count(*) from executions") executions"
}
