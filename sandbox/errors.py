"""The refusals of the REST server."""

from http import HTTPStatus

ACCESS_REFUSED = "You don't have permission to access this endpoint or resource on this server."
CANNOT_OPEN = (
    "You cannot open this case because of one of the following reasons: "
    "<br> You do not have permission to see this case. "
    "<br> You have not participated in this case. "
    "<br> Case is already claimed."
)
ANOTHER_USER = "This case is assigned to another user"
ALREADY_CLOSED = "This case delegation is already closed or does not exist"


class RestError(Exception):
    """An error answer: ``{"error": {"code", "message"}}`` with the status phrase in front."""

    def __init__(self, status: int, message: str = "", **headers: str) -> None:
        phrase = HTTPStatus(status).phrase
        self.status = status
        self.headers = headers
        self.message = f"{phrase}: {message}" if message else phrase
        super().__init__(self.message)


class BadRequest(RestError):
    """400, the real server's answer to nearly everything."""

    def __init__(self, message: str) -> None:
        super().__init__(400, message)


class Forbidden(RestError):
    """403 of the endpoint checks."""

    def __init__(self, message: str = ACCESS_REFUSED) -> None:
        super().__init__(403, message)


class Unauthorized(RestError):
    """401: no good token, or a role without the permission; the body is the same."""

    def __init__(self, message: str = "") -> None:
        super().__init__(401, message)


class PhpFatal(Exception):
    """The request dies in PHP: 200 text/html with display_errors, else an empty 500."""
