import time

import redis
from celery import Celery

app = Celery("reports", broker="redis://127.0.0.1:6379/0")
app.conf.task_ignore_result = True
app.conf.beat_schedule = {"heartbeat": {"task": "reports.heartbeat", "schedule": 5.0}}


@app.task(name="reports.heartbeat")
def heartbeat():
    redis.Redis.from_url(app.conf.broker_url).set("healthcheck:celerybeat", time.time())
