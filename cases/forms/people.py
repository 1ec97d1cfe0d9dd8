"""People and other things that a form offers, as ProcessMaker told them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import ngettext


@dataclass(frozen=True)
class Person:
    """Somebody who may be given a task; ``open`` is None where nobody tells how much they have."""

    uid: str
    name: str
    open: int | None = None

    def __str__(self) -> str:
        return self.name

    @property
    def load(self) -> str:
        """“3 open”: the cases that wait for the person; blank where that is not known."""
        if self.open is None:
            return ""
        return ngettext("%(count)d open", "%(count)d open", self.open) % {"count": self.open}


Choices = Sequence[tuple[str, str | Person]]


@dataclass(frozen=True)
class Offered:
    """What a field offers, as pairs of uid and name or :class:`Person`; ``hint`` stands below."""

    choices: Choices = ()
    hint: str = ""


NOTHING = Offered()
