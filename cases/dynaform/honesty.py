"""What of a form cannot be honoured here, named so that the screen can say it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.dynaform import formula, patterns
from cases.dynaform.controlform import SYSTEM_VARIABLES
from cases.dynaform.definition import Control, Form
from cases.dynaform.kinds import FIELD_KINDS, MOBILE_KINDS, Kind
from cases.dynaform.panels import is_web_address, reduced

_CHOOSING = frozenset({Kind.DROPDOWN, Kind.RADIO, Kind.CHECKGROUP})


@dataclass(frozen=True, slots=True)
class Unhonoured:
    """One thing: a machine word for what it is, and a sentence for the person."""

    reason: str
    text: str


def unhonoured(form: Form) -> list[Unhonoured]:
    """Everything of the definition that only ProcessMaker's own form can do, each once."""
    return list(dict.fromkeys([*_of_form(form), *_of_names(form), *_of_controls(form)]))


def _of_form(form: Form) -> Iterator[Unhonoured]:
    if form.classic:
        yield Unhonoured("classic", _("This is a classic form; its own layout is not shown."))
    if form.has_script:
        yield Unhonoured(
            "script",
            _("The form has a script; what it shows, hides, fills in or checks is missing here."),
        )
    if form.libraries:
        listed = ", ".join(form.libraries)
        yield Unhonoured("libraries", _("The form loads scripts from elsewhere: %s.") % listed)


def _of_names(form: Form) -> Iterator[Unhonoured]:
    seen: set[str] = set()
    for control in form.controls():
        if control.kind not in FIELD_KINDS and control.kind is not Kind.GRID:
            continue
        named = {"label": control.title, "name": control.name}
        if not control.name:
            text = _("“%(label)s” has no variable, so it cannot be filled in.")
            yield Unhonoured("nameless", text % named)
        elif control.name in seen:
            text = _("“%(label)s” repeats the variable %(name)s; only the first can be filled in.")
            yield Unhonoured("repeated", text % named)
        elif control.name in SYSTEM_VARIABLES:
            text = _("“%(label)s” stands for %(name)s, which ProcessMaker sets itself.")
            yield Unhonoured("system", text % named)
        seen.add(control.name)


def _of_controls(form: Form) -> Iterator[Unhonoured]:
    for control in form.controls():
        yield from _of_control(control)
        for column in control.grid.columns if control.grid else ():
            yield from _of_control(column)


def _of_control(control: Control) -> Iterator[Unhonoured]:
    if control.subform is not None:
        yield from _of_subform(control.subform)
    named = {"label": control.title, "type": control.type_name}
    for reason, applies, sentence in _RULES:
        if applies(control):
            yield Unhonoured(reason, str(sentence) % named)


def _has_source(control: Control) -> bool:
    spec = control.options
    return bool(spec.fixed or spec.answered or spec.sql or spec.data_variable)


def _of_subform(form: Form) -> Iterator[Unhonoured]:
    if form.has_script:
        text = _("The sub-form “%s” has a script, which does not run here.")
        yield Unhonoured("script", text % form.name)
    if form.libraries:
        listed = ", ".join(form.libraries)
        yield Unhonoured("libraries", _("A sub-form loads scripts from elsewhere: %s.") % listed)


def _is_lost(href: str) -> bool:
    return bool(href) and not is_web_address(href)


_RULES: tuple[tuple[str, Callable[[Control], bool], Promise], ...] = (
    (
        "button",
        lambda control: control.kind is Kind.BUTTON,
        gettext_lazy("The button “%(label)s” works by a script, only in ProcessMaker."),
    ),
    (
        "unknown",
        lambda control: control.kind is Kind.UNKNOWN,
        gettext_lazy("“%(label)s” is a control that is not known here (%(type)s)."),
    ),
    (
        "mobile",
        lambda control: control.kind in MOBILE_KINDS,
        gettext_lazy(
            "“%(label)s” (%(type)s) can only be filled in with ProcessMaker's mobile app."
        ),
    ),
    (
        "panel",
        lambda control: control.kind is Kind.PANEL and reduced(control.media.html).loses,
        gettext_lazy("A panel of the form has a script or inputs of its own."),
    ),
    (
        "link",
        lambda control: control.kind is Kind.LINK and _is_lost(control.media.href),
        gettext_lazy("The link “%(label)s” leads into the script."),
    ),
    (
        "picture",
        lambda control: control.kind is Kind.IMAGE and is_web_address(control.media.source),
        gettext_lazy("The picture “%(label)s” lies on another server; here it is only a link."),
    ),
    (
        "choices",
        lambda control: control.kind in _CHOOSING and not _has_source(control),
        gettext_lazy("“%(label)s” has no choices of its own; a script would bring them."),
    ),
    (
        "formula",
        lambda control: bool(control.text.formula) and not formula.compiled(control.text.formula),
        gettext_lazy("The formula of “%(label)s” is not plain arithmetic; fill it in by hand."),
    ),
    (
        "pattern",
        lambda control: (
            bool(control.text.validate) and not patterns.compiles(control.text.validate)
        ),
        gettext_lazy("The pattern of “%(label)s” is not valid, so it is not checked."),
    ),
)
