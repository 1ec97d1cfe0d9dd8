"""The WSGI entry point: `granian --interface wsgi pmdash.wsgi:application`."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from processmaker import crowd

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pmdash.settings")

application = get_wsgi_application()

# Three quarters of the threads of a process of ours: the others answer what needs no ProcessMaker.
crowd.here.most = 24

# All views are loaded before the first visitor comes. What is loaded by then stays for good, so the
# garbage collector need not look through it again and again. A page makes some ten thousand
# objects, nearly none of them in circles: a look every few pages, not several in each, is enough.
OBJECTS_BETWEEN_LOOKS = 50_000
get_resolver().url_patterns  # noqa: B018 a property that loads
gc.collect()
gc.freeze()
gc.set_threshold(OBJECTS_BETWEEN_LOOKS, 20, 10)
