"""Everything that can go wrong between a caller and ProcessMaker, as one tree.

::

    ProcessMakerError
    ├── InvalidValue            a value that must not be sent (also a ValueError)
    ├── SignedOut               no usable token is left: the person has to sign in again
    ├── Unreachable        ↻    refused, DNS, TLS, connection reset, body cut short
    │   └── CircuitOpen    ↻    the server failed so often that it is left alone for some seconds
    ├── TimedOut           ↻ ?  the total deadline of the call passed
    ├── BadAnswer          ↻ ?  an answer that nobody can read (HTML, a redirect, broken JSON)
    │   └── FatalError       ?  PHP died half way: "Fatal error" under status 200
    ├── ServerFault        ↻ ?  5xx
    │   └── Maintenance    ↻ ?  503: upgrade or overload
    ├── RateLimited        ↻    429
    ├── OAuthError              the token endpoint said no
    │   ├── InvalidGrant        wrong password, dead code, used or expired refresh token
    │   ├── InvalidClient       the OAuth client id or its secret is wrong
    │   ├── InvalidRequest      a parameter is missing
    │   ├── InvalidScope
    │   ├── UnsupportedGrantType
    │   ├── RedirectUriMismatch
    │   └── AccessDenied        the person pressed Deny
    └── Refused                 4xx: ProcessMaker understood and said no
        ├── Unauthorized        401: token dead *or* a permission of the role is missing
        │   └── NotesRefused    401 with a reason (notes answer every failure so): not the token
        ├── Forbidden           403
        ├── EndpointMissing     404, 405: this server has no such endpoint
        ├── TooLarge            413, or 400 over post_max_size
        ├── WrongType           415, 550: file type refused
        └── BadRequest          400 (most business errors)
            ├── MissingPermission   400 where other endpoints answer 401
            ├── InvalidParameter    a parameter is missing or has a wrong value
            ├── RowMissing          no such task, user, group, process, table, …
            │   ├── CaseMissing     no such case (any more)
            │   ├── DocumentMissing no such document, or not for these eyes
            │   └── VariableMissing no such variable in the case
            ├── NotYourCase         the delegation is somebody else's, or closed
            ├── WrongState          paused, completed, cancelled, not a draft, …
            └── DuplicateKey        a row with this key is there already

    ↻ may_retry: trying the same again later can help
    ? outcome_unknown, for writes: read back before saying anything
"""

from __future__ import annotations


class ProcessMakerError(Exception):
    """The root of everything that this package raises on purpose.

    Attributes:
        message: plain text, without markup and tokens; may be empty; may be translated by the
            server, so never decide on it.
        status: the HTTP status, or the code inside the ``error`` key where they differ; ``None``
            where no answer came.
        may_retry: trying the same call again later can help.
        outcome_unknown: this was a write and it may or may not have taken effect: read back
            before saying anything.
        endpoint: ``"GET /cases/{app_uid}"``, the template and not the path that was sent.
        request_id: the correlation id that went upstream as X-Request-ID.
    """

    may_retry: bool = False

    def __init__(
        self,
        message: str = "",
        *,
        status: int | None = None,
        endpoint: str = "",
        request_id: str = "",
        outcome_unknown: bool = False,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.endpoint = endpoint
        self.request_id = request_id
        self.outcome_unknown = outcome_unknown

    def __reduce__(self) -> tuple[type[ProcessMakerError], tuple[str], dict[str, object]]:
        """Let the error cross process borders (worker → parent) with its attributes."""
        return (type(self), (self.message,), dict(self.__dict__))

    def __str__(self) -> str:
        where = f" ({self.endpoint})" if self.endpoint else ""
        status = f" [{self.status}]" if self.status is not None else ""
        return f"{self.message or type(self).__name__}{status}{where}"


class InvalidValue(ProcessMakerError, ValueError):
    """A value of the caller that must not reach ProcessMaker; the message names it."""


class SignedOut(ProcessMakerError):
    """No usable token is left: the person has to sign in again."""


class Unreachable(ProcessMakerError):
    """No complete answer came: refused, DNS, TLS, reset, body cut short."""

    may_retry = True


class CircuitOpen(Unreachable):
    """The server failed several times in a row and is left alone for some seconds."""


class TimedOut(ProcessMakerError):
    """The total deadline of the call passed."""

    may_retry = True


class BadAnswer(ProcessMakerError):
    """An answer came that cannot be read: HTML, a redirect, broken or unexpected JSON."""

    may_retry = True


class FatalError(BadAnswer):
    """PHP died half way (``Fatal error`` in an HTML page, mostly under status 200)."""

    may_retry = False


class ServerFault(ProcessMakerError):
    """ProcessMaker answered 5xx."""

    may_retry = True


class Maintenance(ServerFault):
    """503: the server is being upgraded, or overloaded."""


class RateLimited(ProcessMakerError):
    """429: too many requests of this user."""

    may_retry = True


class Refused(ProcessMakerError):
    """ProcessMaker understood the call and refused it (4xx)."""


class Unauthorized(Refused):
    """401: the token is dead, or the role lacks a permission; the body is the same for both."""


class NotesRefused(Unauthorized):
    """401 with a reason of its own: the notes endpoints answer every failure so.

    The token is fine, and refreshing it cannot help.
    """


class Forbidden(Refused):
    """403: the endpoint's own check said no."""


class EndpointMissing(Refused):
    """404 or 405: this server has no such endpoint (older release, plug-in not installed)."""


class TooLarge(Refused):
    """The upload is larger than the server takes."""


class WrongType(Refused):
    """The server does not take files of this type."""


class BadRequest(Refused):
    """400: a business error; the message says which, possibly translated."""


class MissingPermission(BadRequest):
    """The role lacks a permission (groups and departments answer 400 for it)."""


class InvalidParameter(BadRequest):
    """A parameter is missing or has a value that the endpoint does not take."""


class RowMissing(BadRequest):
    """There is no such task, user, group, process, table row, …"""


class CaseMissing(RowMissing):
    """There is no such case (any more)."""


class DocumentMissing(RowMissing):
    """There is no such document, or not for this user."""


class VariableMissing(RowMissing):
    """The case has no such variable."""


class NotYourCase(BadRequest):
    """The delegation belongs to somebody else, or is closed."""


class WrongState(BadRequest):
    """The case is paused, completed, cancelled, not a draft, already claimed, …"""


class DuplicateKey(BadRequest):
    """A row with the same key is there already."""


class OAuthError(ProcessMakerError):
    """The token or authorize endpoint refused; ``code`` is OAuth's own word."""

    code = ""


class InvalidGrant(OAuthError):
    """Wrong password, dead or used code, used or expired refresh token."""

    code = "invalid_grant"


class InvalidClient(OAuthError):
    """The OAuth client id or secret is wrong."""

    code = "invalid_client"


class InvalidRequest(OAuthError):
    """A parameter of the token call is missing."""

    code = "invalid_request"


class InvalidScope(OAuthError):
    """The scope is unknown."""

    code = "invalid_scope"


class UnsupportedGrantType(OAuthError):
    """The server does not know this grant."""

    code = "unsupported_grant_type"


class RedirectUriMismatch(OAuthError):
    """The redirect URI is not the one registered for the client."""

    code = "redirect_uri_mismatch"


class AccessDenied(OAuthError):
    """The person pressed Deny on the consent page."""

    code = "access_denied"


OAUTH_ERRORS: dict[str, type[OAuthError]] = {
    leaf.code: leaf
    for leaf in (
        InvalidGrant,
        InvalidClient,
        InvalidRequest,
        InvalidScope,
        UnsupportedGrantType,
        RedirectUriMismatch,
        AccessDenied,
    )
}
