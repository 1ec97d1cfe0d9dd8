"""Users: needs PM_USERS, even for one's own record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import BinaryIO

from processmaker import answers
from processmaker.endpoints import Call, Query, Resource, endpoint
from processmaker.models import User


class Users(Resource):
    """``/users`` and ``/user/{uid}``. Fields of a record are sent as ``usr_…``."""

    @endpoint("GET", "/users")
    def all(self, call: Call, query: Query | None = None) -> tuple[User, ...]:
        """All users; ``query``: ``start``, ``limit`` (0 is none), ``filter``."""
        return call.many(User, query=query)

    @endpoint("GET", "/user/{usr_uid}")
    def get(self, call: Call, user_uid: str) -> User:
        """One user."""
        return call.one(User, user_uid)

    @endpoint("POST", "/user")
    def create(self, call: Call, values: Mapping[str, object]) -> User:
        """Create a user.

        Needed: ``usr_username``, ``usr_firstname``, ``usr_lastname``, ``usr_email``,
        ``usr_due_date``, ``usr_status``, ``usr_role`` (code), ``usr_new_pass``, ``usr_cnf_pass``.

        Raises:
            DuplicateKey: there is a user of that name.
        """
        return call.one(User, body=dict(values))

    @endpoint("PUT", "/user/{usr_uid}")
    def update(self, call: Call, user_uid: str, values: Mapping[str, object]) -> None:
        """Change fields of a user; INACTIVE kills his tokens."""
        call.done(user_uid, body=dict(values))

    @endpoint("DELETE", "/user/{usr_uid}")
    def delete(self, call: Call, user_uid: str) -> None:
        """Delete a user; the record stays, without a name."""
        call.done(user_uid)

    @endpoint("POST", "/user/{usr_uid}/image-upload")
    def upload_image(self, call: Call, user_uid: str, file: BinaryIO, file_name: str) -> None:
        """Set the photo of a user."""
        answer = call.upload(user_uid, form={}, field="USR_PHOTO", file=file, name=file_name)
        answers.accepted(answer)
