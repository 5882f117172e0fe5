# Units by the hundred, each of which only sleeps. To be sourced, after host.sh.

# start_stubs COUNT: returns when stub@1.service to stub@COUNT.service run, and no other of them.
start_stubs() {
    local tries=600
    # What an earlier part has left running beyond these.
    if (($(stubs_up) > $1)); then inside systemctl stop 'stub@*'; fi
    inside bash -c "seq --format='stub@%.0f.service' $1 | xargs systemctl start --no-block"
    until (($(stubs_up) == $1)); do
        ((--tries > 0)) || fail "the $1 stubs did not come up"
        sleep 0.5
    done
}

stubs_up() { inside systemctl list-units --state=active --plain --no-legend 'stub@*' | wc --lines; }

# services_of_stubs COUNT: they as services, a line each.
services_of_stubs() {
    awk -v n="$1" 'BEGIN { for (i = 1; i <= n; i++) printf "  s%d { unit = \"stub@%d.service\" }\n", i, i }'
}

# nothing_but: the configuration that watches the services on its input, and none of the deployment's.
nothing_but() {
    echo 'healthcheck { mode = observe, services {'
    printf '  %s { enabled = false }\n' postgresql nginx gunicorn daphne celery celerybeat
    cat
    echo '} }'
}
