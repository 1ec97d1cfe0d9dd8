"""Addresses of the choice of columns: of one list, and of all lists."""

from django.urls import path

from cases.views import columns

app_name = "columns"
urlpatterns = [
    path("columns/", columns.show_all, name="all"),
    path("<case_list:name>/columns/", columns.show_one, name="one"),
]
