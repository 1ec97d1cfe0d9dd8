"""Classic forms (ProcessMaker 2, DYN_VERSION below 2): the XML layout → `definition.Form`.

No REST endpoint delivers them for filling in; what can be read is drawn one control a row.
"""

from xml.etree import ElementTree

from cases.dynaform.definition import Cell, Control, Form, Option, OptionSpec, TextSpec
from cases.dynaform.kinds import Kind, Mode

_KINDS = {
    "text": Kind.TEXT,
    "currency": Kind.TEXT,
    "percentage": Kind.TEXT,
    "textarea": Kind.TEXTAREA,
    "hidden": Kind.HIDDEN,
    "dropdown": Kind.DROPDOWN,
    "listbox": Kind.DROPDOWN,
    "radiogroup": Kind.RADIO,
    "yesno": Kind.RADIO,
    "suggest": Kind.SUGGEST,
    "checkgroup": Kind.CHECKGROUP,
    "checkbox": Kind.CHECKBOX,
    "date": Kind.DATETIME,
    "title": Kind.TITLE,
    "subtitle": Kind.SUBTITLE,
    "caption": Kind.LABEL,
    "submit": Kind.SUBMIT,
    "button": Kind.BUTTON,
    "file": Kind.FILE,
}
_NO_CONTROLS = frozenset({"javascript", "phpvariable", "private"})
_TRUE = frozenset({"1", "true"})


def is_classic(source: str) -> bool:
    """Whether the text is the XML of a classic form."""
    return source.lstrip("\ufeff \r\n\t").startswith("<")


def parse(source: str) -> Form:
    """The typed definition; broken XML gives an empty form that still says it is classic."""
    try:
        # Entities are refused, so no bomb can be in what is parsed.
        root = ElementTree.fromstring("" if "<!" in _outside_cdata(source) else source)  # noqa: S314
    except ElementTree.ParseError:
        return Form(classic=True)
    fields = [node for node in root if node.get("type", "") not in _NO_CONTROLS]
    return Form(
        name=root.get("name", ""),
        rows=tuple((Cell(12, _control(node)),) for node in fields),
        has_script=len(fields) < len(root),
        classic=True,
    )


def _outside_cdata(source: str) -> str:
    return source.replace("<![CDATA[", "").replace("<!--", "")


def _control(node: ElementTree.Element) -> Control:
    type_name = node.get("type", "")
    texts = node.find("en") if node.find("en") is not None else next(iter(node), None)
    options = [] if texts is None else texts.findall("option")
    return Control(
        kind=_KINDS.get(type_name, Kind.UNKNOWN),
        type_name=type_name,
        name=node.tag,
        id=node.tag,
        label=" ".join((texts.text or "").split()) if texts is not None else "",
        mode=_mode(node),
        required=node.get("required", "") in _TRUE,
        default=node.get("defaultvalue", ""),
        options=OptionSpec(
            fixed=tuple(Option(one.get("name", ""), (one.text or "").strip()) for one in options),
            sql=(node.text or "").strip(),
        ),
        text=TextSpec(validate=""),
    )


def _mode(node: ElementTree.Element) -> Mode:
    is_view = node.get("mode") == "view" or node.get("readonly", "") in _TRUE
    return Mode.VIEW if is_view else Mode.PARENT
