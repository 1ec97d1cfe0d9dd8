"""Text, textarea and hidden."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.dynaform import patterns
from cases.dynaform.fields.base import ControlField, Files, Post
from cases.dynaform.kinds import Kind
from cases.dynaform.values import Written, as_shown

_INTEGER = re.compile(r"-?[0-9]+")
_FLOAT = re.compile(r"-?[0-9]+\.?[0-9]*")


class TextField(ControlField):
    """Text that is stored as it was typed, line breaks as "\\n"."""

    def read(self, data: Post, files: Files, name: str) -> str | None:
        """The posted text."""
        posted = data.get(name)
        return None if posted is None else _one_break(str(posted))

    def shown(self) -> str:
        """The case's text; else the default; else the first value of the sql."""
        words = as_shown(self.stored.value)
        if not words and not self.stored.held and self.choices.options:
            words = self.choices.options[0].value
        return _one_break(words)

    def shown_text(self) -> str:
        """The same text."""
        return self.shown()

    def is_empty(self, posted: object) -> bool:
        """Blanks alone are no answer to a required field."""
        return self.control.kind is not Kind.HIDDEN and not str(posted).strip()

    def check(self, posted: object) -> None:
        """In ProcessMaker's order: type, length, pattern; a hidden field has no rules."""
        if self.control.kind is Kind.HIDDEN:
            return
        words = self._transformed(str(posted))
        self._check_type(words)
        self._check_length(words)
        self._check_pattern(words)

    def write(self, posted: object) -> Written:
        """Value and label are the same text."""
        words = self._transformed(str(posted))
        return Written(words, words)

    def _check_type(self, words: str) -> None:
        if self.control.data_type == "integer" and not _INTEGER.fullmatch(words):
            raise ValidationError(_("Enter a whole number, such as 12."))
        if self.control.data_type == "float" and not _FLOAT.fullmatch(words):
            raise ValidationError(_("Enter a number with a point for decimals, such as 12.50."))

    def _check_length(self, words: str) -> None:
        limit = self.control.text.max_length
        if limit is None or len(words) <= limit:
            return
        over = len(words) - limit
        raise ValidationError(
            ngettext(
                "This is %(over)d character too long; at most %(limit)d fit.",
                "This is %(over)d characters too long; at most %(limit)d fit.",
                over,
            )
            % {"over": over, "limit": limit}
        )

    def _check_pattern(self, words: str) -> None:
        spec = self.control.text
        # A transformed text has the letters' case from the form, not from the person.
        ignore_case = spec.transform not in ("", "none")
        if spec.validate and not patterns.matches(spec.validate, words, ignore_case=ignore_case):
            message = spec.validate_message or _("This does not have the expected form.")
            raise ValidationError(message)

    def _transformed(self, words: str) -> str:
        words = words.strip() if self.control.data_type in ("integer", "float") else words
        match self.control.text.transform:
            case "upper":
                return words.upper()
            case "lower":
                return words.lower()
            case "capitalizePhrase":
                return words[:1].upper() + words[1:]
            case "titleCase":
                return re.sub(r"(^|\s)(\S)", lambda at: at[1] + at[2].upper(), words)
        return words


def _one_break(words: str) -> str:
    return words.replace("\r\n", "\n").replace("\r", "\n")
