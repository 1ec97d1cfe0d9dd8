"""The output documents of a task, as the page offers them: each with what has become of it.

A document is one element, ``cases/documents/_making.html``, wherever it stands: it asks for its
own progress until there is no more to come (``cases.views.generate``).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.people import SignedInRequest
from cases.access import own_documents
from cases.forms.actions import UID
from cases.job_states import ItemState, JobState
from cases.jobs.report import explanation
from cases.jobs.sweeper import is_left_alone
from cases.models import JobItem
from cases.services.actor import CaseRef
from cases.services.submissions import new_key
from cases.views.case_links import step_url, tab_url, with_list

TAB: Final = "documents"
IN_HAND: Final = (ItemState.CLAIMED, ItemState.SENT)


@dataclass(frozen=True)
class Making:
    """An output document of a task, and how far its making is.

    ``item`` is None before it was asked for. ``query`` holds the list that one came from and the
    step of the form tab that it stands in.
    """

    ref: CaseRef
    uid: str
    given_title: str
    item: JobItem | None
    query: str = ""

    @property
    def title(self) -> str:
        return self.given_title or (self.item.job.params["document_title"] if self.item else "")

    @property
    def element(self) -> str:
        return f"make-{self.uid}"

    @property
    def running(self) -> bool:
        return self.item is not None and not self.item.item_state.terminal

    @property
    def done(self) -> bool:
        return self.item is not None and self.item.item_state is ItemState.DONE

    @cached_property
    def left_alone(self) -> bool:
        """Whether it waits for a worker that does not come."""
        return self.running and self.item is not None and is_left_alone(self.item.job)

    @property
    def text(self) -> str:
        """How it stands, in words; nothing before it was asked for."""
        if self.item is None:
            return ""
        if self.item.job.state in (JobState.PAUSED, JobState.WAITING):
            return str(self.item.job.job_state.label)
        if self.left_alone:
            return _("No worker has taken this up. Nothing is lost: it goes on when one runs.")
        if self.item.item_state in IN_HAND:
            return _("It is being generated.")
        why = explanation(self.item)
        if not self.running:
            return why or str(self.item.item_state.label)
        return _("It is tried again: %(why)s") % {"why": why} if why else _("It waits its turn.")

    @property
    def seen(self) -> str:
        """What tells one answer to a question for progress from the next."""
        item = self.item
        if item is None:
            return ""
        parts = (item.pk, item.job.state, item.state, item.attempts, int(self.left_alone))
        return "-".join(map(str, parts))

    @property
    def start_url(self) -> str:
        return reverse("cases:generate", kwargs=self._place) + self.query

    @property
    def progress_url(self) -> str:
        """Where it is asked how far it is; it answers once that is another than ``seen``."""
        url = reverse("cases:making", kwargs={**self._place, "document_uid": self.uid})
        return f"{url}{self.query}{'&' if self.query else '?'}seen={self.seen}"

    @property
    def _place(self) -> dict[str, str | int]:
        return {"app_uid": self.ref.app_uid, "del_index": self.ref.del_index}

    @property
    def made_uid(self) -> str:
        """The uid under which ProcessMaker keeps what was made."""
        return str(self._told.get("app_doc_uid", ""))

    @property
    def _told(self) -> dict[str, str]:
        return self.item.details.get("told", {}) if self.item and self.done else {}

    @property
    def submit_key(self) -> str:
        """A new one each time it is drawn."""
        return new_key()


def makings_of(
    request: SignedInRequest, ref: CaseRef, documents: Mapping[str, str], step: str = ""
) -> list[Making]:
    """Output documents of a task (uid and title), each with what has become of it.

    ``step`` is the step of the form tab that they stand in, "" in the documents tab.
    """
    asked = own_documents(request, ref, list(documents))
    query = with_list(request, "", step=step)
    return [Making(ref, uid, title, asked.get(uid), query) for uid, title in documents.items()]


def step_of(request: SignedInRequest) -> str:
    """The step of the form tab that the query names; "" for the documents tab."""
    step = request.GET.get("step", "")
    return step if UID.fullmatch(step) else ""


def place_of(request: SignedInRequest, ref: CaseRef, step: str) -> str:
    """The address of the page that the documents stand in."""
    if step:
        return step_url(request, ref.app_uid, ref.del_index, step)
    return tab_url(request, ref.app_uid, ref.del_index, TAB)
