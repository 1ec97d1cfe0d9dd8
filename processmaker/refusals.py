"""Which leaf of the error tree a refusal of ProcessMaker belongs to.

The status alone says little: nearly every business error is a 400. The texts below are those of
an English server and serve only to be more precise; a translated text falls back to the branch
(:class:`~processmaker.errors.BadRequest`), which is still right.
"""

from __future__ import annotations

import html
import re

from processmaker import errors

_LONGEST = 2000
_BY_STATUS: dict[int, type[errors.ProcessMakerError]] = {
    401: errors.Unauthorized,
    403: errors.Forbidden,
    404: errors.EndpointMissing,
    405: errors.EndpointMissing,
    408: errors.TimedOut,
    413: errors.TooLarge,
    415: errors.WrongType,
    429: errors.RateLimited,
    503: errors.Maintenance,
    550: errors.WrongType,
}

_BY_TEXT: tuple[tuple[type[errors.BadRequest | errors.TooLarge], re.Pattern[str]], ...] = tuple(
    (leaf, re.compile(pattern, re.IGNORECASE | re.DOTALL))
    for leaf, pattern in (
        (errors.TooLarge, r"file size is bigger than the maximum"),
        (
            errors.MissingPermission,
            r"(lacks|needs) the PM_\w+ .*permission|not have permissions? to"
            r"|You are not allowed to delete cases|do not have permission to access the cases notes"
            r"|must be assigned as a Supervisor",
        ),
        (
            errors.WrongState,
            r"\*\*ID_CASE_(PAUSED|CANCELLED|COMPLETED)\*\*|This case is in status"
            r"|no parallel threads must be active|not in Draft status|case \"\w+\" is completed"
            r"|Case with \"\w+\" not paused|already assigned to user|There are no current tasks"
            r"|unavailable information about this case|Case has status|has 0 current delegations",
        ),
        (
            errors.NotYourCase,
            r"assigned to another user|delegation is already closed|is invalid to (\w+) the case"
            r"|Invalid Case Delegation index|You cannot open this case|in table AppDelegation"
            r"|user does not belong to case|\"DEL_INDEX\" cannot be null",
        ),
        (
            errors.CaseMissing,
            r"application with \$?app_?uid.*does not exist|Application row .* doesn.t exist"
            r"|Case (with app_?uid: )?\w+ does not exist|Unable to find case number",
        ),
        (
            errors.DocumentMissing,
            r"put document with app_doc_u?id.*does not exist|Error loading Document",
        ),
        (errors.VariableMissing, r"var_name: .* does not exist"),
        (errors.DuplicateKey, r"Duplicate entry|already exists"),
        (
            errors.InvalidParameter,
            r"Invalid value (specified )?for|is required|is not a valid date|is not valid\."
            r"|Order direction must be|malformed JSON",
        ),
        (errors.RowMissing, r"does ?n.t exist|does not exist"),
    )
)


def leaf_of(status: int, message: str) -> type[errors.ProcessMakerError]:
    """Return the error class for a refusal with this status and message, as the server wrote it."""
    message = html.unescape(message[:_LONGEST])
    if status == 401 and message.strip() not in ("", "Unauthorized"):
        return errors.NotesRefused
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    if status >= 500:
        return errors.ServerFault
    if status != 400:
        return errors.Refused
    for leaf, pattern in _BY_TEXT:
        if pattern.search(message):
            return leaf
    return errors.BadRequest
