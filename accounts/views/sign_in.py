"""Sign-in by authorization code: ProcessMaker asks for the password, pmdash never sees it."""

import time
from dataclasses import dataclass
from http import HTTPStatus

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms.password import PasswordForm
from accounts.held import chosen_workspace, held_workspaces, sign_in_with
from accounts.people import MaybeSignedInRequest
from accounts.server import anonymous_client
from accounts.states import issue_state, redeem_state
from accounts.vault import TokenPair
from accounts.workspaces import workspace_by_key, workspaces
from pmdash.web.errors import problem_of
from pmdash.web.paths import own_path
from pmdash.web.problems import Problem
from pmdash.web.throttle import address_of
from processmaker.errors import InvalidGrant, ProcessMakerError

logger = structlog.get_logger(__name__)

TEMPLATE = "accounts/login/page.html"


@dataclass(frozen=True)
class Refusal:
    """Why a sign-in did not work: `code` for the log, `text` for the person, the HTTP status."""

    code: str
    text: str
    status: int
    number: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
def login(request: MaybeSignedInRequest) -> HttpResponse:
    """The sign-in page; its button (POST) leads to ProcessMaker."""
    next_path = own_path(request.POST.get("next") or request.GET.get("next", ""))
    workspace = chosen_workspace(request)
    if request.method == "POST":
        state = issue_state(request, next_path, workspace.key)
        return HttpResponseRedirect(
            anonymous_client(workspace.server, request.request_id).auth.authorize_url(
                state=state, redirect_uri=redirect_uri(request)
            )
        )
    # With a reason the sign-in is no good, even where it looks so from here.
    if request.me and request.me.workspace == workspace and not request.GET.get("reason"):
        return HttpResponseRedirect(next_path)
    return login_page(request, next_path)


@require_safe
def callback(request: MaybeSignedInRequest) -> HttpResponse:
    """The way back from ProcessMaker. The code lives 30 seconds, so it is used at once."""
    started = redeem_state(request, request.GET.get("state", ""))
    workspace = workspace_by_key(started.workspace) if started else None
    if started is None or workspace is None:
        return login_page(request, "/", foreign_state())
    next_path = started.next_path
    refusal = refusal_of(request.GET.get("error", ""), request.GET.get("code", ""))
    if refusal:
        return login_page(request, next_path, refusal)
    try:
        token = anonymous_client(workspace.server, request.request_id).auth.exchange_code(
            request.GET["code"], redirect_uri=redirect_uri(request)
        )
        sign_in_with(request, workspace, TokenPair(token.access_token, token.refresh_token))
    except InvalidGrant:
        return login_page(request, next_path, late_code())
    except ProcessMakerError as error:
        problem = problem_of(request, error)
        return login_page(request, next_path, refusal_by(problem))
    return HttpResponseRedirect(next_path)


@require_safe
def server_line(request: MaybeSignedInRequest) -> HttpResponse:
    """Whether ProcessMaker answers, and how quickly; asked for by the page after it is there."""
    started = time.perf_counter()
    try:
        server = chosen_workspace(request).server
        version = anonymous_client(server, request.request_id).light.config().version
    except ProcessMakerError:
        version = None
    milliseconds = round((time.perf_counter() - started) * 1000)
    context = {"version": version, "milliseconds": milliseconds}
    return render(request, "accounts/login/_server-line.html", context)


def login_page(
    request: MaybeSignedInRequest,
    next_path: str,
    refusal: Refusal | None = None,
    form: PasswordForm | None = None,
) -> HttpResponse:
    """The sign-in page, with the reason for being here or for not getting in."""
    workspace = chosen_workspace(request)
    context = {
        "workspace": workspace,
        "workspaces": workspaces(),
        # With a reason the sign-in is no good, even where it looks so from here.
        "held": held_workspaces(request, workspace if request.GET.get("reason") else None),
        "next_path": next_path,
        "reason": reason_for(request.GET.get("reason", ""), next_path),
        "refusal": refusal,
        "password_form": (form or PasswordForm()) if password_allowed() else None,
        "languages": settings.LANGUAGES,
    }
    if refusal:
        logger.warning("sign_in_refused", why=refusal.code, address=address_of(request))
    status = refusal.status if refusal else HTTPStatus.OK
    return render(request, TEMPLATE, context, status=status)


def password_allowed() -> bool:
    return bool(settings.PROCESSMAKER_PASSWORD_LOGIN)


def redirect_uri(request: HttpRequest) -> str:
    """Our callback, without a query string; the token call has to repeat it exactly."""
    return request.build_absolute_uri(reverse("accounts:callback"))


def reason_for(code: str, next_path: str) -> str:
    """Why a person sees the sign-in page."""
    reasons = {
        "expired": _("Your sign-in has ended. Sign in again to go on where you were."),
        "signed-out": _("You are signed out."),
        "signed-out-jobs": _("You are signed out. Your jobs go on until they are done."),
        "signed-out-here": _(
            "You are signed out of pmdash. ProcessMaker did not answer, so it was not told; "
            "what it gave to pmdash was deleted here and runs out by itself within 14 days."
        ),
    }
    arrived = _("Sign in to open the page that you asked for.") if next_path != "/" else ""
    return reasons.get(code, arrived)


def refusal_of(error: str, code: str) -> Refusal | None:
    """What ProcessMaker's answer in the address says, if it is not a code."""
    if error == "access_denied":
        text = _("You chose not to let pmdash work for you. Without it there is nothing to show.")
        return Refusal("access_denied", text, HTTPStatus.FORBIDDEN)
    if error or not code:
        text = _("ProcessMaker did not sign you in. Your administrator has to check the client.")
        return Refusal("no_code", text, HTTPStatus.BAD_REQUEST)
    return None


def refusal_by(problem: Problem) -> Refusal:
    """ProcessMaker did not get as far as a yes or no."""
    text = f"{problem.title}. {problem.text}"
    return Refusal("processmaker_error", text, problem.status, problem.number)


def foreign_state() -> Refusal:
    text = _("This sign-in was started in another browser, or too long ago. Start it again here.")
    return Refusal("foreign_state", text, HTTPStatus.BAD_REQUEST)


def late_code() -> Refusal:
    text = _("The way back from ProcessMaker took longer than 30 seconds. Sign in again.")
    return Refusal("late_code", text, HTTPStatus.BAD_REQUEST)
