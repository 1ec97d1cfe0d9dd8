"""Addresses of the directory."""

from django.urls import path, re_path

from accounts.views import circle_edit, circles, membership, people, person, user_edit

USER = r"(?P<user_uid>[0-9a-f]{32})"
EDITED = r"(?P<kind>groups|departments)"
CIRCLE = r"(?P<kind>groups|departments|roles)/(?P<circle_uid>[0-9a-f]{32})"
UID = r"(?P<circle_uid>[0-9a-f]{32})"

app_name = "people"
urlpatterns = [
    path("", people.show_users, name="users"),
    path("groups/", people.show_groups, name="groups"),
    path("departments/", people.show_departments, name="departments"),
    path("roles/", people.show_roles, name="roles"),
    path("new/", user_edit.add_user, name="new"),
    re_path(rf"^{EDITED}/new/$", circle_edit.add_circle, name="new-circle"),
    re_path(rf"^{EDITED}/{UID}/change/$", circle_edit.change, name="change-circle"),
    re_path(rf"^{EDITED}/{UID}/delete/$", circle_edit.delete, name="delete-circle"),
    re_path(rf"^{CIRCLE}/$", circles.show_circle, name="circle"),
    re_path(rf"^{CIRCLE}/join/$", membership.join, name="join"),
    re_path(rf"^{USER}/$", person.show_person, name="person"),
    re_path(rf"^{USER}/change/$", user_edit.change, name="change"),
    re_path(rf"^{USER}/delete/$", user_edit.delete, name="delete"),
    re_path(rf"^{USER}/membership/$", membership.change_membership, name="membership"),
    re_path(rf"^{USER}/menu/$", person.change_menu, name="menu"),
]
