"""What an error of ProcessMaker means for the person at the screen."""

from dataclasses import dataclass
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from processmaker import errors


class Kind(NamedTuple):
    status: int
    title: str | Promise
    text: str | Promise


@dataclass(frozen=True)
class Problem:
    """An error in plain words: what happened, whether anything changed, what to do.

    `status` is the HTTP status of our answer; `number` is what the log can be searched for.
    The server's own words are left out on purpose: they are raw, and may be in any language.
    """

    title: str
    text: str
    changed: str
    status: int
    may_retry: bool
    number: str

    @property
    def explanation(self) -> str:
        return f"{self.text} {self.changed}".rstrip()

    @property
    def summary(self) -> str:
        """The whole in one line, as a toast shows it."""
        number = gettext("Number: %(number)s") % {"number": self.number}
        return f"{self.title}. {self.explanation} {number}"

    @classmethod
    def of(cls, error: errors.ProcessMakerError, number: str, *, write: bool = False) -> "Problem":
        """Describe `error`; `write` says that the request was meant to change something."""
        kind = kind_of(error)
        return cls(
            title=str(kind.title),
            text=str(kind.text),
            changed=what_changed(error, write),
            status=kind.status,
            may_retry=error.may_retry and not error.outcome_unknown,
            number=number,
        )


def what_changed(error: errors.ProcessMakerError, write: bool) -> str:
    if error.outcome_unknown:
        return gettext("It is not known whether the change was made. Look before you do it again.")
    return gettext("Nothing was changed.") if write else ""


def kind_of(error: errors.ProcessMakerError) -> Kind:
    """The nearest ancestor of `error` that has words of its own."""
    return next(KINDS[cls] for cls in type(error).__mro__ if cls in KINDS)


ASK_ADMINISTRATOR = _("If it stays like this, tell your administrator.")
GONE = _("It was deleted, or you may not see it.")

KINDS: dict[type, Kind] = {
    errors.ProcessMakerError: Kind(502, _("ProcessMaker reported an error"), ASK_ADMINISTRATOR),
    errors.InvalidValue: Kind(
        400,
        _("This address is not complete"),
        _("A value in it cannot be right. Go back to the list and open the case from there."),
    ),
    errors.Unreachable: Kind(503, _("ProcessMaker cannot be reached"), ASK_ADMINISTRATOR),
    errors.CircuitOpen: Kind(
        503,
        _("ProcessMaker cannot be reached"),
        _("It failed several times in a row. pmdash tries again in a few seconds."),
    ),
    errors.TimedOut: Kind(504, _("ProcessMaker did not answer in time"), ASK_ADMINISTRATOR),
    errors.BadAnswer: Kind(502, _("ProcessMaker gave an unreadable answer"), ASK_ADMINISTRATOR),
    errors.FatalError: Kind(
        502,
        _("ProcessMaker stopped with an error"),
        _("Your administrator finds the cause in the log of ProcessMaker."),
    ),
    errors.ServerFault: Kind(502, _("ProcessMaker reported an error"), ASK_ADMINISTRATOR),
    errors.Maintenance: Kind(
        503, _("ProcessMaker is under maintenance"), _("Try again in a few minutes.")
    ),
    errors.RateLimited: Kind(
        429, _("ProcessMaker takes no more requests from you"), _("Try again in a minute.")
    ),
    errors.OAuthError: Kind(
        502,
        _("ProcessMaker refused the sign-in of pmdash"),
        _("Your administrator has to check the OAuth client of pmdash."),
    ),
    errors.Refused: Kind(
        400, _("ProcessMaker refused this"), _("Open the case again to see how it stands.")
    ),
    errors.Unauthorized: Kind(
        403, _("You may not do this"), _("ProcessMaker does not permit it with your role.")
    ),
    errors.Forbidden: Kind(
        403, _("You may not do this"), _("ProcessMaker does not permit it with your role.")
    ),
    errors.MissingPermission: Kind(
        403, _("You may not do this"), _("ProcessMaker does not permit it with your role.")
    ),
    errors.EndpointMissing: Kind(
        501,
        _("This server cannot do it"),
        _("This release of ProcessMaker lacks what is needed, or a plug-in is not installed."),
    ),
    errors.TooLarge: Kind(413, _("The file is too large"), _("Choose a smaller file.")),
    errors.WrongType: Kind(
        415, _("Files of this type are not accepted"), _("Choose a file of another type.")
    ),
    errors.CaseMissing: Kind(404, _("This case does not exist"), GONE),
    errors.DocumentMissing: Kind(404, _("This document does not exist"), GONE),
    errors.VariableMissing: Kind(404, _("This variable does not exist"), GONE),
    errors.NotYourCase: Kind(
        409,
        _("This task is not yours"),
        _("Somebody else has it, or it is finished. Open the case again to see how it stands."),
    ),
    errors.WrongState: Kind(
        409,
        _("The case is in another state by now"),
        _("Open the case again to see how it stands."),
    ),
    errors.DuplicateKey: Kind(
        409, _("It is there already"), _("An entry with the same key exists.")
    ),
}
