"""One verdict for each endpoint, and the table of them."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ParamSpec, TypeVar

from processmaker import errors
from tests.contract.live.careful import NotOurs
from tests.support.every_endpoint import methods

P = ParamSpec("P")
T = TypeVar("T")
SHOWN = 90
LABELS = {f"{resource}.{name}": endpoint.label for endpoint, resource, name in methods()}
MUST_WORK = frozenset(
    {
        "lists.inbox_page",
        "lists.draft_page",
        "lists.participated_page",
        "cases.start",
        "cases.get",
        "cases.tasks",
        "cases.steps",
        "cases.route",
        "variables.get_all",
        "variables.set_many",
    }
)
"""Without these no front end can work: a refusal of them is a failure."""


class Word(StrEnum):
    """What became of an endpoint."""

    OK = "ok"
    REFUSED = "refused"
    ABSENT = "absent"
    DIED = "died"
    NOT_TRIED = "not tried"
    FAILED = "failed"


MATCHED = (Word.OK, Word.REFUSED, Word.ABSENT)
EXEMPT = (Word.DIED, Word.NOT_TRIED)


@dataclass
class Verdicts:
    """``of`` holds word and reason by ``resource.method``; what has none was not tried."""

    of: dict[str, tuple[Word, str]] = field(default_factory=dict)

    def check(
        self, name: str, call: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T | None:
        """What ``call`` of the method ``name`` brings; None where it ends with an error."""
        try:
            value = call(*args, **kwargs)
        except errors.ProcessMakerError as error:
            self._note(name, _word_for(error), error.message)
            return None
        except NotOurs as refusal:
            self._note(name, Word.NOT_TRIED, str(refusal))
            return None
        except Exception as problem:
            self._note(name, Word.FAILED, f"{type(problem).__name__}: {problem}")
            return None
        self._note(name, Word.OK, "")
        return value

    def skip(self, name: str, reason: str) -> None:
        """Tell why a method was not called, unless it was."""
        self.of.setdefault(name, (Word.NOT_TRIED, reason))

    def expect(self, name: str, holds: bool, what: str) -> None:
        """An answer that was read, but says something wrong, is a failure."""
        if not holds and self.of.get(name, (Word.FAILED,))[0] is Word.OK:
            self._note(name, Word.FAILED, what)

    def _note(self, name: str, word: Word, reason: str) -> None:
        if name in MUST_WORK and word is not Word.OK:
            word = Word.FAILED
        known = self.of.get(name, (Word.NOT_TRIED, ""))[0]
        if known not in (Word.OK, Word.FAILED) or word is Word.FAILED:
            self.of[name] = (word, reason)

    def untried(self) -> list[str]:
        """The methods without a verdict."""
        return [name for name in LABELS if name not in self.of]

    def table(self) -> list[str]:
        """A line for each endpoint: verdict, endpoint, reason."""
        width = max(map(len, LABELS.values()))
        rows = [(*self.of.get(name, (Word.NOT_TRIED, "")), label) for name, label in LABELS.items()]
        return [
            f"{word:9}  {label:{width}}  {reason[:SHOWN]}".rstrip() for word, reason, label in rows
        ]

    def summary(self) -> str:
        """``N matched, N exempt, N failed``."""
        words = Counter(self.of.get(name, (Word.NOT_TRIED, ""))[0] for name in LABELS)
        matched = sum(words[word] for word in MATCHED)
        exempt = sum(words[word] for word in EXEMPT)
        return f"{matched} matched, {exempt} exempt, {words[Word.FAILED]} failed"

    @property
    def has_failed(self) -> bool:
        return any(word is Word.FAILED for word, _ in self.of.values())


def _word_for(error: errors.ProcessMakerError) -> Word:
    """A server that dies of a call (500, fatal error) tells nothing about the client."""
    if isinstance(error, errors.EndpointMissing):
        return Word.ABSENT
    if isinstance(error, errors.InvalidValue):
        return Word.NOT_TRIED
    if isinstance(error, errors.Refused):
        return Word.REFUSED
    if isinstance(error, errors.FatalError) or error.status == 500:
        return Word.DIED
    return Word.FAILED
