"""The grants that a session holds: one for each workspace, and one of them in use."""

import time
from uuid import UUID

import structlog
from django.http import HttpRequest
from django.middleware.csrf import rotate_token

from accounts.grant_row import read_grant
from accounts.grants import create_grant, end_grant
from accounts.models import Grant
from accounts.vault import TokenPair
from accounts.workspaces import (
    Workspace,
    first_workspace,
    workspace_at,
    workspace_by_key,
    workspaces,
)
from pmdash.web.errors import number_of
from pmdash.web.throttle import address_of
from processmaker import Client

logger = structlog.get_logger(__name__)

SESSION_KEY = "grant"
OTHERS_KEY = "other_grants"
WORKSPACE_KEY = "workspace"
SEEN_KEY = "seen_at"
FORM_SECRETS_KEY = "form_secrets"


def current_grant(request: HttpRequest) -> Grant | None:
    """The live grant of the workspace in use, with the preferences of its owner."""
    grant_id = request.session.get(SESSION_KEY)
    if not grant_id:
        return None
    grant = read_grant(UUID(grant_id))
    return grant if grant and is_live(grant) else None


def is_live(grant: Grant) -> bool:
    """Whether it is a grant of this installation that has not come to its end.

    Asked here and not of the database: each condition costs every page more than it spares.
    """
    return not (grant.ended_at or grant.left_at) and workspace_of_grant(grant) is not None


def workspace_of_grant(grant: Grant) -> Workspace | None:
    """Where `grant` lets its owner work; None where the settings do not name it."""
    return workspace_at(grant.server, grant.workspace)


def other_grants(request: HttpRequest) -> list[Grant]:
    """The live grants of this session for the workspaces that are not in use."""
    ids = [UUID(one) for one in request.session.get(OTHERS_KEY, [])]
    found = Grant.objects.select_related("preferences").filter(id__in=ids) if ids else ()
    return [grant for grant in found if is_live(grant)]


def all_grants(request: HttpRequest) -> list[Grant]:
    """The live grants of this session, that of the workspace in use first."""
    current = current_grant(request)
    return ([current] if current else []) + other_grants(request)


def chosen_workspace(request: HttpRequest) -> Workspace:
    """What the request names, else what was in use last, else the first."""
    asked = request.POST.get("workspace") or request.GET.get("workspace", "")
    last = request.session.get(WORKSPACE_KEY, "")
    return workspace_by_key(asked) or workspace_by_key(last) or first_workspace()


def held_workspaces(request: HttpRequest, besides: Workspace | None = None) -> list[Workspace]:
    """The workspaces that this session can go to without a sign-in, one left out."""
    places = (workspace_of_grant(grant) for grant in all_grants(request))
    return [place for place in places if place and place != besides]


def sign_in_with(request: HttpRequest, workspace: Workspace, pair: TokenPair) -> Grant:
    """Sign the browser in to `workspace` as the holder of `pair`, under a new session key.

    Whoever was signed in to that workspace before is signed out; other workspaces stay. Raises
    ProcessMakerError, and changes nothing then, where ProcessMaker does not say who that is.
    """
    client = Client(workspace.server, token=pair.access, request_id=number_of(request))
    grant = create_grant(client, pair)
    before = all_grants(request)
    replaced = [one for one in before if workspace_of_grant(one) == workspace]
    _hold(request, workspace, grant, [one for one in before if one not in replaced])
    for one in replaced:
        end_grant(one)
    logger.info("signed_in", user=grant.user_uid, path=request.path, address=address_of(request))
    return grant


def switch_to(request: HttpRequest, workspace: Workspace) -> Grant | None:
    """Work in `workspace` from now on; None, and nothing changes, without a live grant for it.

    The other grants stay.
    """
    held = all_grants(request)
    grant = next((one for one in held if workspace_of_grant(one) == workspace), None)
    if grant is None:
        return None
    _hold(request, workspace, grant, [one for one in held if one != grant])
    logger.info("workspace_switched", user=grant.user_uid)
    return grant


def let_go(request: HttpRequest, grants: list[Grant]) -> Grant | None:
    """Take `grants` out of the session; what is in use then, None where none is left.

    Without one left the session ends.
    """
    for grant in all_grants(request):
        workspace = workspace_of_grant(grant)
        if grant not in grants and workspace:
            others = [one for one in all_grants(request) if one not in (grant, *grants)]
            _hold(request, workspace, grant, others)
            return grant
    end_session(request)
    return None


def end_session(request: HttpRequest) -> None:
    """Forget everything but the workspace, so that the sign-in page offers the same again."""
    key = request.session.get(WORKSPACE_KEY)
    request.session.flush()
    if key:
        request.session[WORKSPACE_KEY] = key


def _hold(request: HttpRequest, workspace: Workspace, grant: Grant, others: list[Grant]) -> None:
    """A new session that holds `grant`, in use, and `others`."""
    before = request.session.get(WORKSPACE_KEY)
    secrets = dict(request.session.get(FORM_SECRETS_KEY, {}))
    request.session.flush()
    request.session[SESSION_KEY] = str(grant.id)
    request.session[SEEN_KEY] = time.time()
    if len(workspaces()) == 1:
        return
    request.session[WORKSPACE_KEY] = workspace.key
    request.session[OTHERS_KEY] = [str(one.id) for one in others]
    if before != workspace.key:
        _change_form_secret(request, secrets, before, workspace.key)
    request.session[FORM_SECRETS_KEY] = secrets


def _change_form_secret(
    request: HttpRequest, secrets: dict[str, str], before: str | None, now: str
) -> None:
    """Refuse the forms of pages that are open in other tabs until one is back in their workspace.

    Copies of a workspace share the uids of their cases, so a form of one would fit a case of the
    other. Each workspace has a secret of its own for the tokens of its forms.
    """
    if before and "CSRF_COOKIE" in request.META:
        secrets[before] = request.META["CSRF_COOKIE"]
    rotate_token(request)
    if now in secrets:
        request.META["CSRF_COOKIE"] = secrets[now]
