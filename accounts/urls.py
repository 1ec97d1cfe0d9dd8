"""Addresses of signing in, signing out and preferences."""

from django.urls import path
from django.views.i18n import set_language

from accounts.views import (
    password,
    preferences,
    server_language,
    sessions,
    sign_in,
    sign_out,
    workspaces,
)

app_name = "accounts"
urlpatterns = [
    path("login/", sign_in.login, name="login"),
    path("login/password/", password.password, name="password"),
    path("login/server/", sign_in.server_line, name="server-line"),
    path("callback/", sign_in.callback, name="callback"),
    path("logout/", sign_out.logout, name="logout"),
    path("workspace/", workspaces.switch, name="workspace"),
    path("preferences/", preferences.preferences, name="preferences"),
    path(
        "preferences/server-language/",
        server_language.server_language,
        name="server-language",
    ),
    path("sessions/end-others/", sessions.end_others, name="end-others"),
    path("language/", set_language, name="language"),
]
