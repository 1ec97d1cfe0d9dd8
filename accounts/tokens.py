"""Access tokens of a grant, refreshed by one caller at a time.

ProcessMaker deletes a refresh token the moment it is used, so two refreshes at once would sign
the person out. The caller that holds the lease refreshes; the others wait for its result in the
grant row. No database lock is held while ProcessMaker is asked.
"""

import time
from collections.abc import Callable
from datetime import timedelta

import structlog
from cryptography.fernet import InvalidToken
from django.db.models import F
from django.utils import timezone

from accounts.models import Grant
from accounts.server import anonymous_client
from accounts.vault import TokenPair, current_key_id, seal, unseal
from accounts.workspaces import workspace_at
from pmdash.web.leases import SECONDS_BETWEEN_TRIES, Lease, acquire
from processmaker import Server
from processmaker.errors import InvalidGrant, SignedOut, TimedOut

logger = structlog.get_logger(__name__)

LEASE_SECONDS = 30
"""Longer than a refresh can take: the client gives up before."""

WAIT_SECONDS = 15
"""How long a caller waits for the refresh of another."""

GRACE_SECONDS = 2
"""How long to wait for the pair of another who refreshed without the lease."""

YOUNG = timedelta(seconds=30)
"""A 401 with a token just refreshed means "not permitted": refreshing again cannot help."""


class GrantTokens:
    """The token source of a client that acts for the owner of `grant`."""

    def __init__(self, grant: Grant) -> None:
        self.grant = grant
        self._unsealed: tuple[str, TokenPair] | None = None

    @property
    def pair(self) -> TokenPair:
        """The tokens of the grant as it was read last; raises SignedOut without their key."""
        sealed = self.grant.sealed_tokens
        if self._unsealed is None or self._unsealed[0] != sealed:
            try:
                self._unsealed = sealed, unseal(sealed)
            except InvalidToken as error:
                raise signed_out() from error
        return self._unsealed[1]

    def access_token(self) -> str:
        return self.pair.access

    def refreshed(self, stale: str) -> str:
        """A token newer than `stale`; `stale` itself where it is so young that it must be good.

        Raises SignedOut where ProcessMaker takes the refresh token no more, and another
        ProcessMakerError where it cannot be asked.
        """
        deadline = time.monotonic() + WAIT_SECONDS
        while self._reread().access == stale and not self._is_young():
            lease = acquire(lease_name(self.grant), seconds=LEASE_SECONDS)
            if lease:
                return self._refresh_holding(lease, stale)
            if time.monotonic() > deadline:
                raise TimedOut("the sign-in is being renewed by another request")
            time.sleep(SECONDS_BETWEEN_TRIES)
        return self.pair.access

    def _refresh_holding(self, lease: Lease, stale: str) -> str:
        try:
            if self._reread().access == stale:
                self._refresh()
        finally:
            lease.release()
        return self.pair.access

    def _refresh(self) -> None:
        try:
            fresh = refresh(server_of(self.grant), self.pair)
        except InvalidGrant as error:
            self._wait_for_another(error)
            return
        if not store(self.grant, fresh):
            logger.warning("refresh_overtaken", grant=str(self.grant.id))
        self._reread()

    def _wait_for_another(self, error: InvalidGrant) -> None:
        """Use the pair that somebody else stored; without one the grant has ended."""
        version = self.grant.version
        if wait_until(lambda: self._reread() and self.grant.version != version, GRACE_SECONDS):
            return
        Grant.objects.filter(id=self.grant.id, version=version).update(ended_at=timezone.now())
        logger.info("grant_ended", grant=str(self.grant.id))
        raise signed_out() from error

    def _reread(self) -> TokenPair:
        """The pair as it stands in the database; raises SignedOut where there is none."""
        try:
            self.grant.refresh_from_db(
                fields=["sealed_tokens", "version", "refreshed_at", "ended_at"]
            )
        except Grant.DoesNotExist as error:
            raise signed_out() from error
        if self.grant.ended_at:
            raise signed_out()
        return self.pair

    def _is_young(self) -> bool:
        refreshed_at = self.grant.refreshed_at
        return refreshed_at is not None and timezone.now() - refreshed_at < YOUNG


def signed_out() -> SignedOut:
    return SignedOut("the sign-in has ended", status=401)


def lease_name(grant: Grant) -> str:
    return f"grant:{grant.id}"


def server_of(grant: Grant) -> Server:
    """Where the tokens of `grant` are good; raises SignedOut where no setting names it any more."""
    workspace = workspace_at(grant.server, grant.workspace)
    if workspace is None:
        raise signed_out()
    return workspace.server


def refresh(server: Server, pair: TokenPair) -> TokenPair:
    """Ask ProcessMaker for a new pair; `pair.refresh` is dead afterwards."""
    token = anonymous_client(server).auth.refresh(pair.refresh)
    return TokenPair(token.access_token, token.refresh_token)


def store(grant: Grant, fresh: TokenPair) -> bool:
    """Put `fresh` in the place of the pair that `grant` holds; False where another was quicker."""
    same_version = Grant.objects.filter(id=grant.id, version=grant.version)
    changed = same_version.update(
        sealed_tokens=seal(fresh),
        key_id=current_key_id(),
        version=F("version") + 1,
        refreshed_at=timezone.now(),
    )
    return bool(changed)


def wait_until(condition: Callable[[], object], seconds: float) -> bool:
    """Try `condition` until it holds or `seconds` have passed."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(SECONDS_BETWEEN_TRIES)
    return True
