"""The kinds of controls and modes that a DynaForm knows (pmdynaform's `type` and `mode`)."""

from enum import StrEnum


class Mode(StrEnum):
    """How a control may be used. PARENT takes the mode of its grid, sub-form or form."""

    EDIT = "edit"
    VIEW = "view"
    DISABLED = "disabled"
    PARENT = "parent"

    def under(self, parent: "Mode") -> "Mode":
        """This mode inside a container of the given (resolved) mode."""
        if parent is Mode.VIEW or self is Mode.PARENT:
            return parent
        return Mode.DISABLED if parent is Mode.DISABLED and self is Mode.EDIT else self


class Kind(StrEnum):
    """What a control is; the values are ProcessMaker's `type` names."""

    TEXT = "text"
    TEXTAREA = "textarea"
    HIDDEN = "hidden"
    DROPDOWN = "dropdown"
    RADIO = "radio"
    SUGGEST = "suggest"
    CHECKBOX = "checkbox"
    CHECKGROUP = "checkgroup"
    DATETIME = "datetime"
    FILE = "file"
    MULTIPLE_FILE = "multipleFile"
    GRID = "grid"
    TITLE = "title"
    SUBTITLE = "subtitle"
    LABEL = "label"
    LINK = "link"
    IMAGE = "image"
    PANEL = "panel"
    SUBFORM = "form"
    SUBMIT = "submit"
    BUTTON = "button"
    LOCATION = "location"
    SCANNER_CODE = "scannerCode"
    SIGNATURE = "signature"
    IMAGE_MOBILE = "imageMobile"
    AUDIO_MOBILE = "audioMobile"
    VIDEO_MOBILE = "videoMobile"
    UNKNOWN = ""


TEXT_KINDS = frozenset({Kind.TEXT, Kind.TEXTAREA, Kind.HIDDEN})
CHOICE_KINDS = frozenset({Kind.DROPDOWN, Kind.RADIO, Kind.SUGGEST, Kind.CHECKGROUP})
FILE_KINDS = frozenset({Kind.FILE, Kind.MULTIPLE_FILE})
MOBILE_FILE_KINDS = frozenset(
    {Kind.SIGNATURE, Kind.IMAGE_MOBILE, Kind.AUDIO_MOBILE, Kind.VIDEO_MOBILE}
)
MOBILE_KINDS = MOBILE_FILE_KINDS | {Kind.LOCATION, Kind.SCANNER_CODE}
FIELD_KINDS = TEXT_KINDS | CHOICE_KINDS | FILE_KINDS | {Kind.CHECKBOX, Kind.DATETIME}
"""Controls that pmdash fills in; a grid is filled in by its columns."""
SINGLE_INPUT_KINDS = frozenset(
    {Kind.TEXT, Kind.TEXTAREA, Kind.DROPDOWN, Kind.SUGGEST, Kind.DATETIME, *FILE_KINDS}
)
"""Kinds drawn as one element that a `<label for>` can name."""
