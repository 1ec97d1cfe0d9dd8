"""Who may use a view."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from accounts.people import SignedInRequest
from pmdash.web.errors import to_sign_in

P = ParamSpec("P")
SignedInView = Callable[Concatenate[SignedInRequest, P], HttpResponseBase]
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def signed_in(view: SignedInView[P]) -> View[P]:
    """Send who is not signed in to the sign-in page and, after it, back here."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if getattr(request, "me", None) is None:
            return to_sign_in(request)
        return view(cast(SignedInRequest, request), *args, **kwargs)

    return guarded


def permission_required(permission: str) -> Callable[[SignedInView[P]], View[P]]:
    """Refuse, with a page that names it, who lacks `permission`; implies `signed_in`."""

    def decorate(view: SignedInView[P]) -> View[P]:
        @signed_in
        @wraps(view)
        def guarded(
            request: SignedInRequest, /, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponseBase:
            require(request, permission)
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def require(request: SignedInRequest, permission: str) -> None:
    """Raise PermissionDenied, in words for people, where the role lacks `permission`."""
    if not request.me.can(permission):
        raise PermissionDenied(
            _("Your role %(role)s lacks the permission %(permission)s.")
            % {"role": request.me.role, "permission": permission}
        )
