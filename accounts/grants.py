"""Grants from sign-in to sign-out."""

from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog
from django.utils import timezone

from accounts.background import unfinished
from accounts.models import Grant, Preferences
from accounts.server import anonymous_client, capabilities_of
from accounts.tokens import LEASE_SECONDS, WAIT_SECONDS, lease_name, refresh, server_of
from accounts.vault import TokenPair, current_key_id, seal, unseal
from pmdash.web.leases import LeaseTaken, lease
from processmaker import Client
from processmaker.errors import InvalidGrant, ProcessMakerError, Refused, SignedOut
from processmaker.identity import who_am_i
from processmaker.models import Identity

logger = structlog.get_logger(__name__)

IDENTITY_AGE = timedelta(hours=1)
IDENTITY_AGE_AFTER_REFUSAL = timedelta(minutes=1)
REFRESH_TOKEN_LIFE = timedelta(days=14)


def create_grant(client: Client, pair: TokenPair) -> Grant:
    """Ask ProcessMaker who holds `pair`, and keep the right to act for them.

    `client` sends `pair.access` to the workspace that gave it. Raises ProcessMakerError.
    """
    capabilities = capabilities_of(client)
    identity = who_am_i(client, capabilities)
    place: dict[str, Any] = {
        "server": client.server.base_url,
        "workspace": client.server.workspace,
        "user_uid": identity.uid,
    }
    preferences, _created = Preferences.objects.get_or_create(**place)
    return Grant.objects.create(
        **place,
        **identity_fields(identity),
        preferences=preferences,
        time_zone=str(capabilities.time_zone),
        sealed_tokens=seal(pair),
        key_id=current_key_id(),
    )


def identity_fields(identity: Identity) -> dict[str, Any]:
    return {
        "username": identity.username,
        "name": identity.name,
        "email": identity.email,
        "role": identity.role_name,
        "permissions": sorted(identity.permissions),
        "permissions_known": identity.permissions_known,
        "identity_at": timezone.now(),
    }


def keep_identity_fresh(grant: Grant, client: Client) -> None:
    """Ask again who this is once an hour; where ProcessMaker fails, the old answer stands.

    Of many requests at once one asks and the others go on with the old answer.
    """
    if timezone.now() - grant.identity_at < IDENTITY_AGE or not _claim_identity(grant):
        return
    try:
        fields = identity_fields(who_am_i(client, capabilities_of(client)))
    except SignedOut:
        raise
    except ProcessMakerError as error:
        logger.warning("identity_stale", error=type(error).__name__, endpoint=error.endpoint)
        return
    Grant.objects.filter(id=grant.id).update(**fields)
    for name, value in fields.items():
        setattr(grant, name, value)


def _claim_identity(grant: Grant) -> bool:
    """Whether this request is the one that asks again, and no other."""
    unclaimed = Grant.objects.filter(id=grant.id, identity_at=grant.identity_at)
    return bool(unclaimed.update(identity_at=timezone.now()))


def doubt_identity(grant_id: UUID) -> None:
    """After a refusal, read the permissions again with the next page: they may have changed."""
    now = timezone.now()
    grants = Grant.objects.filter(id=grant_id, identity_at__lt=now - IDENTITY_AGE_AFTER_REFUSAL)
    grants.update(identity_at=now - IDENTITY_AGE)


def end_grant(grant: Grant) -> bool:
    """Make every copy of the tokens useless, then forget them.

    No endpoint revokes a refresh token, but using it kills it: refresh once more, expire both
    access tokens and throw the new refresh token away. False where ProcessMaker did not answer,
    so that tokens live on there until they expire by themselves; here they are gone either way.
    """
    try:
        with lease(lease_name(grant), seconds=LEASE_SECONDS, wait=WAIT_SECONDS):
            grant.refresh_from_db()
            _revoke(grant)
    except Grant.DoesNotExist:
        return True
    except (ProcessMakerError, LeaseTaken) as error:
        logger.warning("revocation_failed", error=type(error).__name__)
        return False
    finally:
        Grant.objects.filter(id=grant.id).delete()
    return True


def leave_grant(grant: Grant) -> None:
    """Sign its owner out, but keep `grant` for the work that goes on in the background."""
    Grant.objects.filter(id=grant.id).update(left_at=timezone.now())


def end_left_grants() -> int:
    """End the grants that were kept for work that has ended by now; the number of them.

    Whoever runs background work calls this when a piece of it ends.
    """
    left = Grant.objects.exclude(left_at=None)
    idle = [grant for grant in left if not unfinished(grant)]
    for grant in idle:
        end_grant(grant)
    return len(idle)


def _revoke(grant: Grant) -> None:
    """Leave no live token behind; what ProcessMaker refuses was dead already."""
    server = server_of(grant)
    auth = anonymous_client(server).auth
    old = unseal(grant.sealed_tokens)
    with suppress(InvalidGrant, Refused):
        auth.expire(refresh(server, old).access)
    with suppress(Refused):
        auth.expire(old.access)


def forget_old_grants() -> int:
    """Delete the grants whose refresh token has expired; the number of them."""
    oldest = timezone.now() - REFRESH_TOKEN_LIFE
    stale = Grant.objects.filter(created_at__lt=oldest).exclude(refreshed_at__gte=oldest)
    return stale.delete()[0]
