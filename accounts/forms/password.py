from django import forms
from django.utils.translation import gettext_lazy as _


class PasswordForm(forms.Form):
    """User name and password of ProcessMaker; the password is never shown again."""

    username = forms.CharField(
        label=_("User name"),
        max_length=100,
        widget=forms.TextInput(attrs={"class": "in", "autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"class": "in", "autocomplete": "current-password"}),
    )
