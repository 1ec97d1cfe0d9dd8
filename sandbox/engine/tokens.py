"""OAuth codes and tokens, with ProcessMaker's lifetimes."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

CODE_LIFETIME = timedelta(seconds=30)
ACCESS_LIFETIME = timedelta(hours=24)
REFRESH_LIFETIME = timedelta(days=14)


@dataclass(slots=True, frozen=True)
class Token:
    """A code, an access token or a refresh token. ``user_uid`` "" = the client itself."""

    value: str
    user_uid: str
    client_id: str
    scope: str | None
    expires_at: datetime
    redirect_uri: str = ""


class Tokens:
    def __init__(self) -> None:
        self.codes: dict[str, Token] = {}
        self.access: dict[str, Token] = {}
        self.refresh: dict[str, Token] = {}

    def issue_code(self, token: Token, now: datetime) -> Token:
        """A single-use code for what ``token`` grants."""
        issued = replace(token, value=secrets.token_hex(20), expires_at=now + CODE_LIFETIME)
        self.codes[issued.value] = issued
        return issued

    def issue_access(self, token: Token, now: datetime) -> Token:
        """An access token; like the real server it first forgets all that has expired."""
        self._purge(now)
        issued = replace(token, value=secrets.token_hex(20), expires_at=now + ACCESS_LIFETIME)
        self.access[issued.value] = issued
        return issued

    def issue_refresh(self, token: Token, now: datetime) -> Token:
        issued = replace(token, value=secrets.token_hex(20), expires_at=now + REFRESH_LIFETIME)
        self.refresh[issued.value] = issued
        return issued

    def user_of(self, value: str, now: datetime) -> Token | None:
        """The live access token with that value."""
        token = self.access.get(value)
        return token if token and token.expires_at > now else None

    def forget_user(self, user_uid: str) -> None:
        """What setting a user INACTIVE or deleting him does."""
        for tokens in (self.access, self.refresh, self.codes):
            for value in [v for v, token in tokens.items() if token.user_uid == user_uid]:
                del tokens[value]

    def _purge(self, now: datetime) -> None:
        for tokens in (self.access, self.refresh, self.codes):
            for value in [v for v, token in tokens.items() if token.expires_at <= now]:
                del tokens[value]
