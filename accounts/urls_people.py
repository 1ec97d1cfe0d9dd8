"""Addresses of the directory."""

from django.urls import path, re_path

from accounts.views import circles, membership, people, person

USER = r"(?P<user_uid>[0-9a-f]{32})"
CIRCLE = r"(?P<kind>groups|departments|roles)/(?P<circle_uid>[0-9a-f]{32})"

app_name = "people"
urlpatterns = [
    path("", people.show_users, name="users"),
    path("groups/", people.show_groups, name="groups"),
    path("departments/", people.show_departments, name="departments"),
    path("roles/", people.show_roles, name="roles"),
    re_path(rf"^{CIRCLE}/$", circles.show_circle, name="circle"),
    re_path(rf"^{CIRCLE}/join/$", membership.join, name="join"),
    re_path(rf"^{USER}/$", person.show_person, name="person"),
    re_path(rf"^{USER}/membership/$", membership.change_membership, name="membership"),
    re_path(rf"^{USER}/menu/$", person.change_menu, name="menu"),
]
