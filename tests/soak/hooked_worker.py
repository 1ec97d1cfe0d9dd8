"""The Celery application of pmdash with the stops of the soak."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pmdash.settings")
django.setup()

from pmdash.celery import app  # noqa: E402, F401
from tests.soak import points  # noqa: E402

points.install()
