from django.apps import AppConfig


class CasesConfig(AppConfig):
    """The work itself: lists, case page, actions, bulk jobs."""

    name = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let signing out ask about bulk jobs; models can be imported from here on."""
        from accounts import background  # noqa: PLC0415
        from cases.jobs.background import JobWork  # noqa: PLC0415
        from cases.jobs.table_imports import ImportWork  # noqa: PLC0415

        background.register(JobWork())
        background.register(ImportWork())
