"""Making, changing and deleting users."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.decorators import permission_required
from accounts.directory.states import ADMINISTRATOR
from accounts.directory.users import name_of, role_name
from accounts.directory.users_editing import (
    FIELDS,
    Saved,
    change_user,
    create_user,
    delete_user,
    value_of,
)
from accounts.forms.users import AccountForm, NewUserForm, UserForm
from accounts.people import SignedInRequest
from pmdash.web.missing import found_or_404
from pmdash.web.pages import render_page
from pmdash.web.toasts import add_toast
from processmaker.models import User
from processmaker.models.words import UserStatus

NEW = "accounts/people/new-user.html"
CHANGE = "accounts/people/change-user.html"
DELETE = "accounts/people/delete-user.html"


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("PM_USERS")
def add_user(request: SignedInRequest) -> HttpResponse:
    """Make a user."""
    roles = [(role.code, role_name(role)) for role in request.pm.roles.all()]
    form = NewUserForm(request.POST or None, roles=roles)
    if form.is_valid():
        account = form.sent(*AccountForm.base_fields) | {"status": UserStatus.ACTIVE.value}
        role, password = form.cleaned_data["role"], form.cleaned_data["password"]
        saved = create_user(request.pm, account, role, password)
        if saved.uid:
            return _done(request, saved)
        form.add_error(None, f"{saved.text} {_('Nothing was changed.')}")
    return render_page(request, NEW, {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("PM_USERS")
def change(request: SignedInRequest, user_uid: str) -> HttpResponse:
    """Change the account of a user, his status among it."""
    user = _user(request, user_uid)
    people = request.pm.users.all()
    form = UserForm(
        request.POST or None,
        initial=_initial(user),
        user_uid=user_uid,
        my_uid=request.me.uid,
        people=[(one.uid, name_of(one)) for one in people if one.status is UserStatus.ACTIVE],
    )
    if form.is_valid():
        saved = change_user(request.pm, user_uid, form.changes)
        if saved.uid:
            return _done(request, saved)
        form.add_error(None, saved.text)
    context = {"form": form, "user_uid": user_uid, "name": name_of(user)}
    return render_page(request, CHANGE, context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("PM_USERS")
def delete(request: SignedInRequest, user_uid: str) -> HttpResponse:
    """Delete a user once his name has been typed."""
    user = _user(request, user_uid)
    is_kept = user_uid in (ADMINISTRATOR, request.me.uid)
    typed = request.POST.get("username", "")
    is_wrong = request.method == "POST" and (is_kept or typed != user.username)
    if request.method == "POST" and not is_wrong:
        result = delete_user(request.pm, user_uid)
        add_toast(request, result.text, result.tone)
        gone = result.tone == "success"
        return HttpResponseRedirect(reverse("people:users") if gone else _page(user_uid))
    context = {
        "person": user,
        "name": name_of(user),
        "typed": typed,
        "is_wrong": is_wrong,
        "is_kept": is_kept,
    }
    return render_page(request, DELETE, context, status=422 if is_wrong else 200)


def _user(request: SignedInRequest, user_uid: str) -> User:
    return found_or_404(lambda: request.pm.users.get(user_uid))


def _initial(user: User) -> dict[str, object]:
    texts = {name: value_of(user, name) for name in FIELDS}
    return texts | {"expires_on": user.expires_on}


def _page(user_uid: str) -> str:
    return reverse("people:person", kwargs={"user_uid": user_uid})


def _done(request: SignedInRequest, saved: Saved) -> HttpResponse:
    add_toast(request, saved.text)
    return HttpResponseRedirect(_page(saved.uid))
