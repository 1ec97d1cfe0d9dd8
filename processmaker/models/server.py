"""What a server tells about itself."""

from __future__ import annotations

from typing import Annotated

import msgspec

from processmaker.decoding import From


class Environment(msgspec.Struct, frozen=True, kw_only=True):
    """Formats of the workspace: names (``@lastName, @firstName``) and dates in PHP's letters."""

    name_format: Annotated[str, From("format")] = ""
    date_format: Annotated[str, From("dateFormat")] = ""
    list_date_format: Annotated[str, From("casesListDateFormat")] = ""


class Language(msgspec.Struct, frozen=True, kw_only=True):
    """A language of the workspace."""

    code: Annotated[str, From("L10n", "lanId", "code")]
    label: Annotated[str, From("label", "lanName")] = ""


class ServerConfig(msgspec.Struct, frozen=True, kw_only=True):
    """``GET /light/config``, public. ``time_zone`` is an offset such as ``GMT-05:00``."""

    version: str = ""
    build_type: Annotated[str, From("buildType")] = ""
    time_zone: Annotated[str, From("timeZone")] = ""
    is_multi_time_zone: Annotated[bool, From("multiTimeZone")] = False
    environment: Environment | None = None
    languages: Annotated[tuple[Language, ...], From("listLanguage")] = ()
    largest_upload: Annotated[int, From("fileSizeMax", "upload_max_filesize")] = 0


class UserConfig(msgspec.Struct, frozen=True, kw_only=True):
    """Where ProcessMaker takes a user after signing in (extraRest)."""

    default_language: Annotated[str, From("default_lang")] = ""
    default_menu: str = ""
    default_cases_menu: str = ""
