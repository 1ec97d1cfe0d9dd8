"""pmdash: a web inbox for ProcessMaker 3.x."""

from pmdash.celery import app as celery_app

__all__ = ["celery_app"]
