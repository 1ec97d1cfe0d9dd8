"""Addresses of the cases of a person; they stand below the person's page."""

from django.urls import re_path

from cases.views import user_cases

urlpatterns = [
    re_path(r"^(?P<user_uid>[0-9a-f]{32})/cases/$", user_cases.show_user_cases, name="user-cases"),
]
