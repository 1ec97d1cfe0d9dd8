"""The map of addresses."""

from django.urls import URLPattern, URLResolver, include, path

from accounts.views import home
from pmdash import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("accounts/", include("accounts.urls")),
    path("cases/", include("cases.urls")),
    path("cases/", include("cases.urls_columns")),
    path("people/", include("accounts.urls_people")),
    path("people/", include("cases.urls_people")),
    path("tables/", include("cases.urls_tables")),
    path("folders/", include("cases.urls_folders")),
    path("reports/", include("cases.urls_reports")),
]

handler400 = "pmdash.web.errors.bad_request"
handler403 = "pmdash.web.errors.permission_denied"
handler404 = "pmdash.web.errors.page_not_found"
handler500 = "pmdash.web.errors.server_error"
