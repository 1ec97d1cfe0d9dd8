"""Sign-in by user name and password, where an installation allows it."""

import hashlib
from http import HTTPStatus

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from accounts.forms.password import PasswordForm
from accounts.held import chosen_workspace, sign_in_with
from accounts.people import MaybeSignedInRequest
from accounts.server import anonymous_client
from accounts.vault import TokenPair
from accounts.views.sign_in import Refusal, login_page, password_allowed, refusal_by
from accounts.workspaces import Workspace
from pmdash.web.errors import problem_of
from pmdash.web.paths import own_path
from pmdash.web.throttle import address_of, count_attempt, forget_attempts
from processmaker.errors import InvalidGrant, ProcessMakerError

SECONDS = 300
ATTEMPTS_FOR_A_USER = 5
ATTEMPTS_FROM_AN_ADDRESS = 20


@sensitive_post_parameters("password")
@require_POST
def password(request: MaybeSignedInRequest) -> HttpResponse:
    """Sign in with what was typed. Attempts are counted for each user and each address."""
    if not password_allowed():
        raise Http404
    next_path = own_path(request.POST.get("next", ""))
    form = PasswordForm(request.POST)
    if not form.is_valid():
        return login_page(request, next_path, form=form)
    workspace = chosen_workspace(request)
    user_key = user_attempts(workspace, form.cleaned_data["username"])
    seconds = seconds_to_wait(request, user_key)
    if seconds:
        return too_many(request, next_path, form, seconds)
    refusal = try_to_sign_in(request, workspace, form)
    if refusal:
        return login_page(request, next_path, refusal, form)
    forget_attempts(user_key)
    return HttpResponseRedirect(next_path)


def try_to_sign_in(
    request: MaybeSignedInRequest, workspace: Workspace, form: PasswordForm
) -> Refusal | None:
    try:
        token = anonymous_client(workspace.server, request.request_id).auth.sign_in(
            form.cleaned_data["username"], form.cleaned_data["password"]
        )
        sign_in_with(request, workspace, TokenPair(token.access_token, token.refresh_token))
    except InvalidGrant:
        text = _("User name or password is wrong, or the account is not active.")
        return Refusal("wrong_password", text, HTTPStatus.UNAUTHORIZED)
    except ProcessMakerError as error:
        return refusal_by(problem_of(request, error))
    return None


def seconds_to_wait(request: MaybeSignedInRequest, user_key: str) -> int:
    """Count this attempt; how long to wait if there were too many."""
    address_key = f"address:{address_of(request)}"
    return max(
        count_attempt(user_key, limit=ATTEMPTS_FOR_A_USER, seconds=SECONDS),
        count_attempt(address_key, limit=ATTEMPTS_FROM_AN_ADDRESS, seconds=SECONDS),
    )


def user_attempts(workspace: Workspace, username: str) -> str:
    """The counter of a user; ProcessMaker does not tell Wendy from wendy."""
    who = f"{workspace.key}|{username.casefold()}"
    return f"user:{hashlib.sha256(who.encode()).hexdigest()}"


def too_many(
    request: MaybeSignedInRequest, next_path: str, form: PasswordForm, seconds: int
) -> HttpResponse:
    minutes = -(-seconds // 60)
    text = ngettext(
        "Too many attempts. Try again in %(minutes)d minute.",
        "Too many attempts. Try again in %(minutes)d minutes.",
        minutes,
    ) % {"minutes": minutes}
    refusal = Refusal("too_many_attempts", text, HTTPStatus.TOO_MANY_REQUESTS)
    response = login_page(request, next_path, refusal, form)
    response["Retry-After"] = str(seconds)
    return response
