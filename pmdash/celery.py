"""The Celery application. The database is the queue; a message only says that there is work."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pmdash.settings")

app = Celery("pmdash")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["cases.jobs"])
