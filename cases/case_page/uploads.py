"""Which documents a task asks for, and what the server takes for them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from processmaker.models import InputDefinition, Step

_UNITS: Final = {"KB": 1024, "MB": 1024 * 1024}


@dataclass(frozen=True)
class UploadKind:
    """An input document of the task.

    ``largest`` is in bytes, 0 where there is no limit; no ``extensions`` means all.
    """

    uid: str
    title: str
    largest: int = 0
    extensions: tuple[str, ...] = ()
    description: str = ""

    @property
    def accept(self) -> str:
        """The value of the attribute of a file input."""
        return ",".join(f".{extension}" for extension in self.extensions)

    def takes(self, file_name: str) -> bool:
        """Whether the name ends as it should."""
        extension = file_name.rpartition(".")[2].casefold()
        return not self.extensions or extension in self.extensions


def read_kind(step: Step, definition: InputDefinition | None, server_limit: int) -> UploadKind:
    """An input document as its step names it, with the smaller of both limits."""
    if definition is None:
        return UploadKind(step.uid, step.title, server_limit)
    own = definition.max_size * _UNITS.get(definition.max_size_unit.upper(), 1024)
    limits = [limit for limit in (own, server_limit) if limit]
    return UploadKind(
        step.uid,
        definition.title or step.title,
        min(limits, default=0),
        _extensions(definition.file_types),
        definition.description,
    )


def _extensions(file_types: str) -> tuple[str, ...]:
    """``.pdf, *.docx`` as words; ``.*`` and ``*.*`` mean all."""
    words = (word.strip().casefold().lstrip("*").lstrip(".") for word in file_types.split(","))
    found = tuple(word for word in words if word)
    return () if "*" in found else found


def of_kind(steps: Sequence[Step], kind: str) -> list[Step]:
    """The steps of one kind, each document once."""
    return list({step.uid: step for step in steps if step.type == kind}.values())
