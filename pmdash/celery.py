"""The Celery application. The database is the queue; a message only says that there is work."""

import os

from celery import Celery
from celery.signals import worker_process_init
from kombu.transport.redis import Channel, QoS

from pmdash.garbage import look_seldom

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pmdash.settings")


class ForgetfulQoS(QoS):
    """Gives nothing back over a connection that is gone.

    A message that came before Redis went is acknowledged or put back after it; kombu 5.7 reaches
    for the connection that it has closed then, and the worker ends. The message can stay lost:
    the database is the queue, and the sweeper of cases.jobs rings again.
    """

    def ack(self, delivery_tag: str) -> None:
        """Acknowledge, where that can still be said."""
        if self.channel.connection is not None:
            super().ack(delivery_tag)  # type: ignore[no-untyped-call]

    def reject(self, delivery_tag: str, requeue: bool = False) -> None:
        """Put back, where that can still be done."""
        if self.channel.connection is not None:
            super().reject(delivery_tag, requeue=requeue)  # type: ignore[no-untyped-call]


Channel.QoS = ForgetfulQoS
# For the same reason the messages of running tasks are not put back when a connection is closed.
Channel.do_restore = False

app = Celery("pmdash")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["cases.jobs"])


@worker_process_init.connect  # type: ignore[untyped-decorator]
def _look_for_garbage_seldom(**_signal: object) -> None:
    """A look holds up all threads of a job at once."""
    look_seldom()
