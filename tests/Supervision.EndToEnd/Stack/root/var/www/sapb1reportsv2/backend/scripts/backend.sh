#!/bin/bash
# Restarts the whole deployment, as the real script does. /etc/backend-mode lets a test choose how it behaves:
# ok (the default), fail (exit 1, nothing done), noop (exit 0, nothing done), hang (never ends), held (waits for /run/backend-go).
mode=$(cat /etc/backend-mode 2>/dev/null || echo ok)
echo "$(date --utc +%Y-%m-%dT%H:%M:%S.%3NZ) $mode" >>/var/lib/backend-runs.log

case $mode in
    fail) echo "backend.sh: told to fail" >&2; exit 1 ;;
    noop) exit 0 ;;
    hang) exec sleep infinity ;;
    held) until [[ -e /run/backend-go ]]; do sleep 0.1; done ;;
esac

systemctl reset-failed postgresql nginx gunicorn daphne celery celerybeat
systemctl restart postgresql nginx gunicorn daphne celery celerybeat
