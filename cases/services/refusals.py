"""ProcessMaker's refusals → the sentences of pmdash.

The texts are those of an English server; a translated one falls back to the class of the error,
which is less exact and still true. Messages arrive scrubbed and plain (processmaker.errors).
"""

import re

from cases.services.outcomes import Remark
from processmaker import errors
from processmaker.messages import plain_message

_BY_TEXT: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (code, re.compile(pattern, re.IGNORECASE | re.DOTALL))
    for code, pattern in (
        ("is_paused", r"ID_CASE_PAUSED"),
        ("system_variable", r"ID_CAN_NOT_CHANGE"),
        ("is_draft", r"in status DRAFT"),
        ("is_completed", r"in status COMPLETED|is completed|has COMPLETED status"),
        ("is_cancelled", r"in status CANCELLED|has CANCELLED status"),
        ("is_paused", r"in status PAUSED"),
        ("parallel", r"no parallel threads must be active"),
        ("not_draft", r"not in Draft status|Case has status"),
        ("not_paused", r"Case with \S+ not paused"),
        ("delete_not_allowed", r"not allowed to delete cases"),
        ("target_not_eligible", r"target user does not have rights|USER_NOT_ASSIGNED_TO_TASK"),
        ("already_there", r"Target and Origin user are the same"),
        ("source_lost", r"Invalid Case Delegation index|DELEGATION_NOT_EXISTS"),
        ("target_missing", r"The user with \$?\w+: .*does not exist"),
        ("next_user_missing", r"Task doesn.t have a valid user"),
        ("not_claimable", r"is invalid to claim|already assigned to user"),
        ("not_yours", r"is invalid to \w+ the case|assigned to another user|cannot open this case"),
        ("not_open", r"delegation is already closed|in table AppDelegation|DEL_INDEX. cannot be"),
        ("notes_not_allowed", r"access the cases notes"),
        (
            "not_permitted",
            r"must be assigned as a Supervisor|not have permissions? to|does not belong to case",
        ),
        ("trigger_missing", r"trigger with .*does not exist"),
        ("document_format", r"does not support this extension"),
        ("file_type", r"file extension|not a valid file|type of file"),
        (
            "start_not_allowed",
            r"not assigned to the task|report table .* process which is not present",
        ),
        ("start_not_allowed", r"Invalid value specified for: tas_uid"),
        ("variable_missing", r"var_name: .* does not exist"),
        ("variable_incomplete", r"^\d+: \w+ does not exist"),
    )
)
_PERMISSION = re.compile(r"\b(?:the )?(PM_[A-Z_]+)\b")

_NOT_MINE = (errors.NotYourCase, errors.MissingPermission)
_BY_CLASS: tuple[tuple[type[errors.ProcessMakerError], str], ...] = (
    (errors.CaseMissing, "case_missing"),
    (errors.DocumentMissing, "document_missing"),
    (errors.VariableMissing, "variable_missing"),
    (errors.MissingPermission, "not_permitted"),
    (errors.NotYourCase, "not_yours"),
    (errors.NotesRefused, "notes_not_allowed"),
    (errors.Unauthorized, "not_permitted"),
    (errors.Forbidden, "not_permitted"),
    (errors.EndpointMissing, "endpoint_missing"),
    (errors.TooLarge, "file_too_large"),
    (errors.WrongType, "file_type"),
    (errors.RateLimited, "rate_limited"),
    (errors.Maintenance, "maintenance"),
    (errors.ServerFault, "server_fault"),
    (errors.FatalError, "server_fault"),
    (errors.Unreachable, "unreachable"),
)


def remark_of(error: errors.ProcessMakerError, action: str = "") -> Remark:
    """The sentence for a refusal; ``action`` is the name of the write that was refused.

    Where no sentence fits, ProcessMaker's own words are quoted, plain and without tokens.
    """
    words = plain_message(error.message)
    if permission := _PERMISSION.search(words):
        return Remark("missing_permission", {"permission": permission[1]})
    if action == "claim" and isinstance(error, _NOT_MINE):
        return Remark("not_claimable")
    if isinstance(error, errors.BadRequest | errors.WrongType):
        for code, pattern in _BY_TEXT:
            if pattern.search(words):
                return Remark(code)
    for kind, code in _BY_CLASS:
        if isinstance(error, kind):
            return Remark(code)
    return _quoted(error, action, words)


def _quoted(error: errors.ProcessMakerError, action: str, words: str) -> Remark:
    if not words:
        return Remark("refused_silently")
    if isinstance(error, errors.InvalidParameter | errors.InvalidValue):
        return Remark("invalid", {"words": words})
    return Remark("trigger_failed" if action == "trigger" else "refused", {"words": words})
