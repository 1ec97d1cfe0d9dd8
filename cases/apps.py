from django.apps import AppConfig


class CasesConfig(AppConfig):
    """The work itself: lists, case page, actions, bulk jobs."""

    name = "cases"
    default_auto_field = "django.db.models.BigAutoField"
