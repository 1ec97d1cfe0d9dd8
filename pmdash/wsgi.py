"""The WSGI entry point: `granian --interface wsgi pmdash.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pmdash.settings")

application = get_wsgi_application()
