#!/bin/bash
# Restarts all six, as the real script does, and leaves a record of its own: the monotonic microsecond, this life of the unit, and the
# newest intent that another process can read at that instant, which is what would be there after a power cut.
record=/var/lib/executions
intents=$(sqlite3 -readonly -cmd '.timeout 5000' /var/lib/healthcheck/healthcheck.db 'select coalesce(max(id), 0) from runs' 2>/dev/null)
echo "begin $(/opt/bench/monotonic) $INVOCATION_ID ${intents:--}" >>"$record"
systemctl restart worker@{alpha,beta,gamma,delta,epsilon,zeta}.service
ended=$?
echo "end $(/opt/bench/monotonic) $INVOCATION_ID $ended" >>"$record"
exit "$ended"
