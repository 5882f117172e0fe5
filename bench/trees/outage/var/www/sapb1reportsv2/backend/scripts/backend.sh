#!/bin/bash
# Brings back what is down and leaves the rest alone, so that the next outage can be measured soon.
systemctl reset-failed
systemctl start postgresql nginx gunicorn daphne celery celerybeat
