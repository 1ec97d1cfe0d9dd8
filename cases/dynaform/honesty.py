"""What of a form cannot be honoured here, named so that the screen can say it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cases.dynaform import formula, patterns
from cases.dynaform.controlform import SYSTEM_VARIABLES
from cases.dynaform.definition import Control, Form
from cases.dynaform.kinds import FIELD_KINDS, MOBILE_KINDS, Kind
from cases.dynaform.panels import is_web_address, reduced


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
    named = {"label": control.title, "type": control.type_name}
    text = control.text
    if control.kind is Kind.SUBFORM and control.subform is not None:
        yield from _of_subform(control.subform)
    elif control.kind is Kind.BUTTON:
        sentence = _("The button “%(label)s” works by a script, only in ProcessMaker.")
        yield Unhonoured("button", sentence % named)
    elif control.kind is Kind.UNKNOWN:
        sentence = _("“%(label)s” is a control that is not known here (%(type)s).")
        yield Unhonoured("unknown", sentence % named)
    elif control.kind in MOBILE_KINDS:
        sentence = _("“%(label)s” (%(type)s) can only be filled in with ProcessMaker's mobile app.")
        yield Unhonoured("mobile", sentence % named)
    elif control.kind is Kind.PANEL and reduced(control.media.html).loses:
        yield Unhonoured("panel", _("A panel of the form has a script or inputs of its own."))
    elif control.kind is Kind.LINK and _is_lost(control.media.href):
        yield Unhonoured("link", _("The link “%(label)s” leads into the script.") % named)
    elif control.kind is Kind.IMAGE and is_web_address(control.media.source):
        sentence = _("The picture “%(label)s” lies on another server; here it is only a link.")
        yield Unhonoured("picture", sentence % named)
    if text.formula and formula.compiled(text.formula) is None:
        sentence = _("The formula of “%(label)s” is not plain arithmetic; fill it in by hand.")
        yield Unhonoured("formula", sentence % named)
    if text.validate and not patterns.compiles(text.validate):
        sentence = _("The pattern of “%(label)s” is not valid, so it is not checked.")
        yield Unhonoured("pattern", sentence % named)


def _of_subform(form: Form) -> Iterator[Unhonoured]:
    if form.has_script:
        text = _("The sub-form “%s” has a script, which does not run here.")
        yield Unhonoured("script", text % form.name)
    if form.libraries:
        listed = ", ".join(form.libraries)
        yield Unhonoured("libraries", _("A sub-form loads scripts from elsewhere: %s.") % listed)


def _is_lost(href: str) -> bool:
    return bool(href) and not is_web_address(href)
