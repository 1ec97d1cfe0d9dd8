"""What a value of a case means.

Source of the rules: "Format of Variables" of the REST documentation and the controls of the
DynaForm designer.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time
from decimal import Decimal, InvalidOperation

from cases.case_page.fields import Field, humanised
from cases.case_page.values import (
    Answer,
    Blank,
    Choices,
    Column,
    File,
    Files,
    Grid,
    Listing,
    Moment,
    Number,
    Record,
    Text,
    Value,
)
from cases.json_text import read_json

DEEPEST = 5
MOST_DIGITS = 30
FILE_TYPES = frozenset(
    {"file", "multipleFile", "signature", "imageMobile", "audioMobile", "videoMobile"}
)
UID = re.compile(r"[0-9a-f]{32}")
MOMENT = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?"
)
FILE_NAME = re.compile(r"\.\w{1,5}$")
TIME_ONLY = re.compile(r"\d{1,2}:\d\d(?::\d\d)?(?: ?[AaPp][Mm])?")
YES, NO = frozenset({"1", "true"}), frozenset({"0", "false"})


def read_value(value: object, label: object, known: Field, depth: int = 0) -> Value:
    """What ``value`` (with the text of its ``_label`` companion) means.

    ``known`` is what the form says about it; an empty ``Field`` leaves the shape to decide.
    """
    files = _read_files(value, label, known)
    if files is not None:
        return files
    if _is_blank(value):
        return Blank()
    if depth >= DEEPEST and isinstance(value, list | Mapping):
        return Text(json.dumps(value, ensure_ascii=False))
    if isinstance(value, Mapping):
        return _read_object(value, known, depth)
    if isinstance(value, list):
        return _read_list(value, label, known, depth)
    return _read_scalar(value, _label_text(label), known)


def _is_blank(value: object) -> bool:
    if isinstance(value, str):
        return value.strip() in ("", "[]") or value.startswith("0000-00-00")
    return value is None or value == [] or value == {}


def _label_text(label: object) -> str:
    return label.strip() if isinstance(label, str) else ""


def _label_list(label: object) -> list[str]:
    """The texts of a label that is a JSON list, as check groups and file fields have it."""
    if isinstance(label, str) and label.lstrip().startswith("["):
        try:
            label = read_json(label)
        except ValueError:
            return []
    return [str(item) for item in label] if isinstance(label, list) else []


def _read_files(value: object, label: object, known: Field) -> Files | None:
    listed = _json_list(value)
    if listed and all(isinstance(item, Mapping) and "appDocUid" in item for item in listed):
        return Files(tuple(_read_file(item) for item in listed if isinstance(item, Mapping)))
    names = _label_list(label)
    if listed and _are_documents(value, listed, names, known):
        padded = names + [""] * (len(listed) - len(names))
        return Files(tuple(File(str(uid), padded[n]) for n, uid in enumerate(listed)))
    if not listed and names and (known.type in FILE_TYPES or value == []):
        return Files(tuple(File("", name) for name in names))
    return None


def _are_documents(
    value: object, listed: Sequence[object], names: Sequence[str], known: Field
) -> bool:
    """Whether uids are those of documents: a check group of people holds uids as well."""
    if not all(isinstance(item, str) and UID.fullmatch(item) for item in listed):
        return False
    if known.type:
        return known.type in FILE_TYPES
    return isinstance(value, str) or any(FILE_NAME.search(name) for name in names)


def _read_file(item: Mapping[str, object]) -> File:
    uid = str(item.get("appDocUid") or "")
    return File(uid if UID.fullmatch(uid) else "", str(item.get("name") or ""))


def _json_list(value: object) -> list[object]:
    if isinstance(value, str) and value.startswith("["):
        try:
            value = read_json(value)
        except ValueError:
            return []
    return value if isinstance(value, list) else []


def _read_object(value: Mapping[str, object], known: Field, depth: int) -> Value:
    rows = list(value.values())
    if known.type == "grid" or all(key.isdigit() for key in value):
        objects = [row for row in rows if isinstance(row, Mapping)]
        if len(objects) == len(rows):
            return _read_grid(objects, known, depth)
        return _read_list(rows, "", known, depth)
    return Record(
        tuple(
            (humanised(key), read_value(item, value.get(f"{key}_label"), Field(key), depth + 1))
            for key, item in value.items()
            if not is_companion(key, value)
        )
    )


def is_companion(name: str, variables: Mapping[str, object]) -> bool:
    """Whether ``name`` is the ``_label`` that stands beside another variable."""
    return name.endswith("_label") and name.removesuffix("_label") in variables


def _read_list(value: Sequence[object], label: object, known: Field, depth: int) -> Value:
    if all(isinstance(item, str | int | float) for item in value):
        return _read_choices([_plain(item) for item in value], label, known)
    rows = [item for item in value if isinstance(item, Mapping)]
    if len(rows) == len(value) and _look_alike(rows):
        return _read_grid(rows, known, depth)
    return Listing(tuple(read_value(item, "", Field(known.name), depth + 1) for item in value))


def _plain(item: object) -> str:
    return str(int(item)) if isinstance(item, bool) else str(item)


def _look_alike(rows: Sequence[Mapping[str, object]]) -> bool:
    return len(rows) > 1 and set(rows[0]) == set(rows[-1])


def _read_choices(chosen: Sequence[str], label: object, known: Field) -> Value:
    names = _label_list(label)
    if len(names) == len(chosen):
        return Choices(tuple(names))
    if len(chosen) == 1 and (known.type == "checkbox" or chosen[0] in YES | NO):
        return _read_scalar(chosen[0], _label_text(label), Field(known.name, type="checkbox"))
    return Choices(tuple(known.options.get(item) or item for item in chosen))


def _read_grid(rows: Sequence[Mapping[str, object]], known: Field, depth: int) -> Grid:
    names = _column_names(rows, known)
    fields = [known.column(name) for name in names]
    return Grid(
        columns=tuple(_read_column(column) for column in fields),
        rows=tuple(
            tuple(
                read_value(row.get(column.name), row.get(f"{column.name}_label"), column, depth + 1)
                for column in fields
            )
            for row in rows
        ),
    )


def _column_names(rows: Iterable[Mapping[str, object]], known: Field) -> list[str]:
    present = {name: None for row in rows for name in row if not is_companion(name, row)}
    shown = [column.name for column in known.columns if column.type != "hidden"]
    hidden = {column.name for column in known.columns if column.type == "hidden"}
    ordered = [name for name in shown if name in present]
    return ordered + [name for name in present if name not in ordered and name not in hidden]


def _read_column(column: Field) -> Column:
    return Column(column.name, column.label or humanised(column.name), _is_numeric(column))


def _is_numeric(known: Field) -> bool:
    return known.data_type in ("integer", "float") and known.type in ("text", "hidden", "")


def _read_scalar(value: object, label: str, known: Field) -> Value:
    text = _plain(value)
    if known.type == "checkbox" and not _says_more(label):
        label = known.options.get(text, "")
    if isinstance(value, bool) or (known.type == "checkbox" and not _says_more(label)):
        return _read_answer(text)
    moment = _read_moment(text, label)
    if moment is not None:
        return moment
    if _says_more(label) and label != text:
        return Text(label)
    if isinstance(value, int | float) or _is_numeric(known):
        return _read_number(text)
    return Text(known.options.get(text) or text)


def _says_more(label: str) -> bool:
    return bool(label) and label.lower() not in ("true", "false") and not label.startswith("[")


def _read_answer(text: str) -> Value:
    if text.lower() in YES | NO:
        return Answer(text.lower() in YES)
    return Text(text)


def _read_moment(text: str, label: str) -> Value | None:
    """A date or a date with time; the label decides between both and for times of day."""
    if not MOMENT.fullmatch(text):
        return None
    if TIME_ONLY.fullmatch(label):
        return Text(label)
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    dateless_time = at.time() == time.min and at.tzinfo is None
    if len(text) == len("2026-01-31") or (dateless_time and ":" not in label):
        return Moment(at.date())
    return Moment(at)


def _read_number(text: str) -> Value:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return Text(text)
    readable = number.is_finite() and abs(number.adjusted()) <= MOST_DIGITS
    return Number(number) if readable else Text(text)
