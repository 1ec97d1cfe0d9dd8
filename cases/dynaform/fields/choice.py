"""Dropdown, radio, suggest, checkbox and checkgroup."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.dynaform.definition import Option
from cases.dynaform.fields.base import ControlField, Files, Post
from cases.dynaform.keys import as_text
from cases.dynaform.options import OptionQuery
from cases.dynaform.values import Written, as_json, as_list, as_shown

_TICKED = frozenset({"1", "true", "on", "yes"})


class SelectField(ControlField):
    """One of the options: its value is stored, its text beside it."""

    def read(self, data: Post, files: Files, name: str) -> str | None:
        """The posted value; a hidden empty input tells "nothing chosen" from "not asked"."""
        posted = data.getlist(name)
        return str(posted[-1]) if posted else None

    def shown(self) -> str:
        """The value of the present option."""
        value = self.stored.value
        return as_shown(value[0] if isinstance(value, list) and len(value) == 1 else value)

    def shown_text(self) -> str:
        """The text of the present option."""
        return self.label_of(self.shown())

    def label_of(self, value: str) -> str:
        """The option's text; for the case's own value the text the case holds beside it."""
        option = self.choices.by_value(value)
        if option is not None:
            return option.label
        own = as_shown(self.stored.label) if value == self.shown() else ""
        return own or value

    def offered(self) -> list[Option]:
        """The options, and the case's own value where it is not among them."""
        value = self.shown()
        own = [] if not value or self.choices.by_value(value) else [value]
        return [*self.choices.options, *(Option(one, self.label_of(one)) for one in own)]

    def check_required(self) -> None:
        """Not asked for where there is nothing to choose from: a script would bring it."""
        if self.offered() or not self.choices.complete:
            super().check_required()

    def check(self, posted: object) -> None:
        """The value must be among the options, where they are known."""
        value = str(posted)
        known = any(option.value == value for option in self.offered())
        if self.choices.complete and not known:
            raise ValidationError(_("Choose one of the options."))

    def write(self, posted: object) -> Written:
        """The option's value and text."""
        value = str(posted)
        return Written(value, self.label_of(value) if value else "")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a suggest posts: the text that is seen, and the value behind it if one was chosen."""

    text: str = ""
    value: str = ""

    def __bool__(self) -> bool:
        return bool(self.text.strip())


class SuggestField(SelectField):
    """Free text with suggestions; a chosen one stores its value, free text itself."""

    def read(self, data: Post, files: Files, name: str) -> Suggestion | None:  # type: ignore[override]
        """The visible text (`name.text`) and the hidden value (`name`)."""
        words = data.get(f"{name}.text")
        value = str(data.get(name, ""))
        return None if words is None else Suggestion(str(words), value if words else "")

    def shown(self) -> Suggestion:  # type: ignore[override]
        """The present text and value."""
        value = super().shown()
        option = self.choices.by_value(value)
        label = option.label if option else as_shown(self.stored.label) or value
        return Suggestion(label, value) if value else Suggestion()

    def check_required(self) -> None:
        """Free text can always be given."""
        ControlField.check_required(self)

    def shown_text(self) -> str:
        """The present text."""
        return self.shown().text

    def check(self, posted: object) -> None:
        """Free text is refused where a selection is forced."""
        if self.control.options.force_selection and self._option(_suggestion(posted)) is None:
            raise ValidationError(_("Choose one of the suggestions."))

    def write(self, posted: object) -> Written:
        """The chosen option, or the free text as value and label."""
        suggestion = _suggestion(posted)
        option = self._option(suggestion)
        if option is None:
            return Written(suggestion.text, suggestion.text)
        return Written(option.value, option.label)

    def _option(self, posted: Suggestion) -> Option | None:
        """The option meant: the one chosen, else the one whose text was typed in full."""
        present = self.shown()
        if posted == present:
            return Option(posted.value, posted.text) if posted else None
        chosen = posted.value if posted.value != present.value else ""
        if chosen and not self.control.options.force_selection:
            return Option(chosen, posted.text)
        return self._found(chosen, posted.text)

    def _found(self, value: str, words: str) -> Option | None:
        known = self.choices.by_value(value) if value else self.choices.by_label(words)
        if known or self.context.source is None or not self.control.options.sql:
            return known
        query = OptionQuery(
            self.control.id,
            self.context.grid_name,
            {},
            words,
            self.control.options.limit,
        )
        wanted = words.strip().casefold()
        for option in self.context.source.suggest(query) or ():
            if option.value == value if value else option.label.casefold() == wanted:
                return option
        return None


class CheckboxField(ControlField):
    """A tick: "1" or "0" (["1"] where the case holds a list), the option's text beside it."""

    def read(self, data: Post, files: Files, name: str) -> bool | None:
        """Whether it is ticked; a hidden "0" stands before the box."""
        posted = data.getlist(name)
        return str(posted[-1]) == "1" if posted else None

    def shown(self) -> bool:
        """Whether it is ticked in the case or by default."""
        values = [as_text(value).lower() for value in as_list(self.stored.value)]
        return any(value in _TICKED for value in values)

    def shown_text(self) -> str:
        """The option's own words, else Yes and No."""
        option = self.choices.by_value("1" if self.shown() else "0")
        return option.label if option else _("Yes") if self.shown() else _("No")

    def write(self, posted: object) -> Written:
        """The value in the shape the case has already."""
        value = "1" if posted else "0"
        option = self.choices.by_value(value)
        label = option.label if option else value
        return Written([value] if isinstance(self.stored.value, list) else value, label)


class CheckgroupField(ControlField):
    """Several options: an array of values, and their texts as JSON text."""

    def read(self, data: Post, files: Files, name: str) -> list[str] | None:
        """The ticked values; a hidden empty input tells "none" from "not asked"."""
        posted = data.getlist(name)
        return [str(value) for value in posted if value != ""] if posted else None

    def shown(self) -> list[str]:
        """The values ticked in the case or by default."""
        return [as_shown(value) for value in as_list(self.stored.value) if as_shown(value)]

    def shown_text(self) -> str:
        """The texts of the ticked options."""
        return ", ".join(self._label(value) for value in self.shown())

    def offered(self) -> list[Option]:
        """The options, and values of the case that are not among them."""
        own = [value for value in self.shown() if not self.choices.by_value(value)]
        return [*self.choices.options, *(Option(value, self._label(value)) for value in own)]

    def check_required(self) -> None:
        """Not asked for where there is nothing to choose from: a script would bring it."""
        if self.offered() or not self.choices.complete:
            super().check_required()

    def check(self, posted: object) -> None:
        """Every value must be among the options, where they are known."""
        known = {option.value for option in self.offered()}
        if self.choices.complete and not set(_words(posted)) <= known:
            raise ValidationError(_("Choose among the options."))

    def write(self, posted: object) -> Written:
        """Values in the order they were posted; none is [] and "[]"."""
        values = _words(posted)
        return Written(values, as_json([self._label(value) for value in values]))

    def _label(self, value: str) -> str:
        option = self.choices.by_value(value)
        if option is not None:
            return option.label
        held = self.shown()
        labels = as_list(self.stored.label)
        at = held.index(value) if value in held else len(labels)
        return as_shown(labels[at]) if at < len(labels) else value


def _words(posted: object) -> list[str]:
    return [str(value) for value in posted] if isinstance(posted, list) else []


def _suggestion(posted: object) -> Suggestion:
    return posted if isinstance(posted, Suggestion) else Suggestion(str(posted))
