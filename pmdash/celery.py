"""The Celery application. The database is the queue; a message only says that there is work."""

import os

from celery import Celery
from kombu.transport.redis import Channel

# Putting back the message of a running task is what ends a worker that has lost Redis
# (kombu 5.7 reaches for the connection it has just closed). The message can stay lost: the
# database is the queue, and the sweeper of cases.jobs rings again.
Channel.do_restore = False

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pmdash.settings")

app = Celery("pmdash")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["cases.jobs"])
