from django.apps import AppConfig
from django.db import connections

from pmdash.web import afterwards
from pmdash.web.connections import end_with_their_threads
from processmaker import parallel


class WebConfig(AppConfig):
    """What every page needs: page or partial, errors, toasts, headers, leases, caches."""

    name = "pmdash.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let no thread keep a connection to the database that it has no more use for, and do
        what requests leave for after their answers."""
        end_with_their_threads()
        parallel.after_each_call(connections.close_all)
        afterwards.connect()
