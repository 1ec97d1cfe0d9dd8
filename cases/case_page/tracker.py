"""What the case tracker of a process shows of one case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.html import strip_tags

from cases.case_page.documents import CaseDocuments, read_documents
from processmaker.models import (
    InputDocument,
    OutputDocument,
    TrackerMessage,
    TrackerObject,
    TrackerSettings,
)


class MapType(StrEnum):
    """ProcessMaker's words for the map of a tracker; stages are known to its own pages alone."""

    NONE = "NONE"
    PROCESS = "PROCESSMAP"
    STAGES = "STAGES"


class ObjectType(StrEnum):
    FORM = "DYNAFORM"
    INPUT = "INPUT_DOCUMENT"
    OUTPUT = "OUTPUT_DOCUMENT"


@dataclass(frozen=True)
class Message:
    """A mail about the case; ``text`` is its body without markup."""

    subject: str
    sender: str
    recipients: str
    text: str
    sent_at: datetime | None


@dataclass(frozen=True)
class Tracker:
    """The configuration: which parts are shown, and the forms and documents among them.

    ProcessMaker's own tracker shows an object whatever its condition says; so does this one.
    """

    shows_map: bool
    shows_stages: bool
    shows_history: bool
    shows_messages: bool
    objects: tuple[TrackerObject, ...]

    @property
    def shows_nothing(self) -> bool:
        parts = (self.shows_map, self.shows_stages, self.shows_history, self.shows_messages)
        return not any(parts) and not self.objects

    @property
    def forms(self) -> list[TrackerObject]:
        return self.of(ObjectType.FORM)

    def of(self, kind: ObjectType) -> list[TrackerObject]:
        return [one for one in self.objects if one.type == kind]

    def form(self, uid: str) -> TrackerObject | None:
        """The form that is shown under this uid, if the configuration has it."""
        return next((one for one in self.forms if one.object_uid == uid), None)


def read_tracker(settings: TrackerSettings, objects: Sequence[TrackerObject]) -> Tracker:
    """Settings and objects of a process as they are shown, in the order of the designer."""
    return Tracker(
        shows_map=settings.map_type == MapType.PROCESS,
        shows_stages=settings.map_type == MapType.STAGES,
        shows_history=settings.shows_history,
        shows_messages=settings.shows_messages,
        objects=tuple(sorted(objects, key=lambda one: one.position)),
    )


def tracked_documents(
    tracker: Tracker, inputs: Sequence[InputDocument], outputs: Sequence[OutputDocument]
) -> CaseDocuments:
    """The documents of the case whose kind the tracker shows."""
    shown_inputs = {one.object_uid for one in tracker.of(ObjectType.INPUT)}
    shown_outputs = {one.object_uid for one in tracker.of(ObjectType.OUTPUT)}
    return read_documents(
        [one for one in inputs if one.document_uid in shown_inputs],
        [one for one in outputs if one.document_uid in shown_outputs],
    )


def read_messages(messages: Sequence[TrackerMessage]) -> list[Message]:
    """The mails, the newest first."""
    return [
        Message(
            subject=one.subject,
            sender=one.sender,
            recipients=one.recipients,
            text=" ".join(strip_tags(one.body).split()),
            sent_at=one.sent_at,
        )
        for one in reversed(messages)
    ]
