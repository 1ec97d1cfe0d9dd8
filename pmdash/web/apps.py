from django.apps import AppConfig


class WebConfig(AppConfig):
    """What every page needs: page or partial, errors, toasts, headers, leases, caches."""

    name = "pmdash.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"
