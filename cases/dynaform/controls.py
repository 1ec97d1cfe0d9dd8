"""One control of a definition (JSON) → `definition.Control`."""

import math
from collections.abc import Mapping

from cases.dynaform.definition import (
    Control,
    DateSpec,
    FileSpec,
    GridSpec,
    MediaSpec,
    Option,
    OptionSpec,
    TextSpec,
)
from cases.dynaform.keys import Raw, as_text, flag, mapping, sequence, text, whole
from cases.dynaform.kinds import Kind, Mode

_UNITS = {"KB": 1024, "MB": 1024**2, "GB": 1024**3}
_KINDS = {kind.value.lower(): kind for kind in Kind}
_BOOLEAN_VALUES = frozenset({"0", "1", "true", "false", ""})
_LEGACY_FORMATS = {"date": "YYYY-MM-DD", "time": "HH:mm:ss"}
_STORED_FORMAT = "YYYY-MM-DD HH:mm:ss"
_WEEKDAYS = frozenset("0123456")


def control_of(raw: Raw, span: int = 12, *, in_grid: bool = False) -> Control:
    """The typed control; an unknown type keeps its name and becomes Kind.UNKNOWN."""
    kind = _kind(raw, in_grid)
    return Control(
        kind=kind,
        type_name=text(raw, "type"),
        name=text(raw, "name", "id", "variable", "var_name"),
        id=text(raw, "id", "name"),
        label=text(raw, "label", "title") if in_grid else text(raw, "label"),
        hint=text(raw, "hint"),
        placeholder=text(raw, "placeholder"),
        span=span,
        width=_width(raw),
        mode=_mode(raw),
        data_type=text(raw, "dataType").lower(),
        required=flag(raw, "required"),
        required_message=text(raw, "requiredFieldErrorMessage"),
        protected=flag(raw, "protectedValue"),
        default=_default(raw),
        answered=raw.get("data"),
        options=_options(raw),
        text=_text(raw),
        date=_date(raw),
        files=_files(raw, kind),
        media=_media(raw),
        grid=_grid(raw) if kind is Kind.GRID else None,
    )


def option_of(entry: object) -> Option | None:
    """A choice however it is written: {value, label}, {value, text}, [value, label] or a word."""
    if isinstance(entry, Mapping):
        value = as_text(entry.get("keyValue", entry.get("value")))
        return Option(value, text(entry, "label", "text", "value") or value)
    if isinstance(entry, list | tuple):
        words = [as_text(word) for word in entry]
        return Option(words[0], words[1] if len(words) > 1 else words[0]) if words else None
    word = as_text(entry)
    return Option(word, word) if word else None


def options_of(entries: object) -> tuple[Option, ...]:
    """All choices that can be read, in order."""
    found = (option_of(entry) for entry in sequence(entries))
    return tuple(option for option in found if option is not None)


def _kind(raw: Raw, in_grid: bool) -> Kind:
    kind = _KINDS.get(text(raw, "type").lower(), Kind.UNKNOWN)
    if kind is Kind.CHECKBOX and not in_grid:
        values = {option.value.lower() for option in options_of(raw.get("options"))}
        is_group = text(raw, "dataType").lower() == "string" or not values <= _BOOLEAN_VALUES
        return Kind.CHECKGROUP if is_group else kind
    return kind


def _mode(raw: Raw) -> Mode:
    mode = text(raw, "mode").lower()
    if flag(raw, "readonly") and not text(raw, "formula"):
        return Mode.VIEW
    if flag(raw, "disabled"):
        return Mode.DISABLED
    return Mode(mode) if mode in set(Mode) else Mode.PARENT


def _width(raw: Raw) -> int:
    width = whole(raw, "columnWidth") or 0
    return min(max(width, 0), 100)


def _default(raw: Raw) -> object:
    given = raw.get("defaultValue")
    if given not in (None, ""):
        return given
    selected = [as_text(value) for value in sequence(raw.get("selected"))]
    marked = [mapping(option) for option in sequence(raw.get("options"))]
    return selected or [text(option, "value") for option in marked if flag(option, "selected")]


def _options(raw: Raw) -> OptionSpec:
    from_variable = text(raw, "datasource") == "dataVariable"
    answered = options_of(raw.get("optionsSql")) if "optionsSql" in raw else None
    return OptionSpec(
        fixed=options_of(raw.get("options")),
        answered=answered,
        sql="" if from_variable else text(raw, "sql"),
        data_variable=text(raw, "dataVariable").lstrip("@#%?$=") if from_variable else "",
        limit=whole(raw, "resultsLimit") or 10,
        delay_ms=whole(raw, "delay") or 0,
        force_selection=flag(raw, "forceSelection"),
    )


def _text(raw: Raw) -> TextSpec:
    limit = whole(raw, "maxLength")
    return TextSpec(
        max_length=limit if limit and limit > 0 else None,
        transform=text(raw, "textTransform"),
        validate=text(raw, "validate"),
        validate_message=text(raw, "validateMessage"),
        formula=text(raw, "formula").strip(),
        operation=text(raw, "operation").lower(),
        rows=min(max(whole(raw, "rows") or 3, 1), 40),
    )


def _date(raw: Raw) -> DateSpec:
    legacy = _LEGACY_FORMATS.get(text(raw, "pickType"), _STORED_FORMAT)
    default = "YYYY-MM-DD" if not text(raw, "pickType") else legacy
    weekdays = raw.get("daysOfWeekDisabled")
    days = weekdays.split(",") if isinstance(weekdays, str) else sequence(weekdays)
    return DateSpec(
        format=text(raw, "format") or default,
        minimum=text(raw, "minDate"),
        maximum=text(raw, "maxDate"),
        default=text(raw, "defaultDate"),
        use_current=flag(raw, "useCurrent"),
        disabled_dates=_listed(raw.get("disabledDates")),
        disabled_weekdays=frozenset(int(day) for day in map(as_text, days) if day in _WEEKDAYS),
    )


def _listed(value: object) -> tuple[str, ...]:
    entries = value.split(",") if isinstance(value, str) else sequence(value)
    return tuple(word for entry in entries if (word := as_text(entry).strip()))


def _files(raw: Raw, kind: Kind) -> FileSpec:
    words = text(raw, "extensions").replace(";", ",").split(",")
    extensions = {word.strip().lstrip(".").lower() for word in words}
    size = whole(raw, "size") or 0
    unit = _UNITS.get(text(raw, "sizeUnity").upper(), _UNITS["MB"])
    return FileSpec(
        extensions=() if extensions & {"*", ""} else tuple(sorted(extensions)),
        max_bytes=math.ceil(size * unit) if size > 0 else None,
        max_number=whole(raw, "maxFileNumber") or None,
        many=kind is Kind.MULTIPLE_FILE or flag(raw, "multiple"),
        input_document=text(raw, "inp_doc_uid"),
    )


def _media(raw: Raw) -> MediaSpec:
    return MediaSpec(
        text=text(raw, "value"),
        href=text(raw, "href"),
        source=text(raw, "src"),
        alternative=text(raw, "alternateText", "alt"),
        comment=text(raw, "comment"),
        html=text(raw, "content"),
    )


def _grid(raw: Raw) -> GridSpec:
    columns = [column for column in sequence(raw.get("columns")) if isinstance(column, Mapping)]
    return GridSpec(
        columns=tuple(control_of(column, in_grid=True) for column in columns),
        layout=text(raw, "layout") or "responsive",
        page_size=max(whole(raw, "pageSize") or 0, 0),
        may_add=flag(raw, "addRow", default=True),
        may_delete=flag(raw, "deleteRow", default=True),
        first_rows=min(whole(raw, "rows") or 0, 20),
    )
