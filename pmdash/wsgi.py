"""The WSGI entry point: `granian --interface wsgi pmdash.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from pmdash.garbage import look_seldom
from processmaker import crowd

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pmdash.settings")

application = get_wsgi_application()

# Three quarters of the threads of a process of ours: the others answer what needs no ProcessMaker.
crowd.here.most = 24

# All views are loaded before the first visitor comes.
get_resolver().url_patterns  # noqa: B018 a property that loads
look_seldom()
