"""A job runs as its owner, through the owner's grant; it holds no token itself."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from accounts.models import Grant
from accounts.people import Me
from accounts.tokens import GrantTokens, server_of
from accounts.workspaces import workspace_at
from cases.jobs.pace import PacedTokens
from cases.models import Job
from cases.services.actor import Actor
from processmaker import Client
from processmaker.errors import SignedOut


def actor_of(job: Job) -> Actor:
    """The owner with a client that acts for them.

    Raises:
        SignedOut: no live grant of the owner is left.
    """
    grant = live_grant(job)
    if grant is None:
        raise SignedOut("the owner of the job is signed out")
    if job.grant_id != grant.pk:
        Job.objects.filter(pk=job.pk).update(grant=grant)
    return acting(grant, job.server, f"job-{job.pk}")


def acting(grant: Grant, server: str, request_id: str) -> Actor:
    """The person of a grant, working in the background."""
    tokens = PacedTokens(GrantTokens(grant), grant.server)
    client = Client(server_of(grant), token=tokens, request_id=request_id)
    return Actor(client, Me(grant, client), server, request_id=request_id)


class Owned(Protocol):
    """Work that goes on in somebody's name."""

    @property
    def server(self) -> str: ...
    @property
    def owner_uid(self) -> str: ...
    @property
    def grant_id(self) -> UUID | None: ...


def live_grant(job: Owned) -> Grant | None:
    """The work's own grant, or the newest one of its owner in the workspace of the work."""
    url, _slash, workspace = job.server.rpartition("/")
    if workspace_at(url, workspace) is None:
        return None
    grants = Grant.objects.select_related("preferences").filter(
        user_uid=job.owner_uid, server=url, workspace=workspace, ended_at=None
    )
    own = grants.filter(pk=job.grant_id).first() if job.grant_id else None
    return own or grants.order_by("-created_at").first()
