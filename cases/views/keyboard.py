"""The help on the keyboard."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.decorators import signed_in
from accounts.people import SignedInRequest


@require_safe
@signed_in
def show_keys(request: SignedInRequest) -> HttpResponse:
    """A dialog with the keys; the lists in it are those of the person's navigation."""
    return render(request, "components/_keys.html")
