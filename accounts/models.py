"""What pmdash keeps about people: how they like it, and the right to act for them."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Theme(models.TextChoices):
    SYSTEM = "system", _("As the system")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class Density(models.TextChoices):
    COMFORTABLE = "comfortable", _("Comfortable")
    COMPACT = "compact", _("Compact")


class PageSize(models.IntegerChoices):
    TEN = 10, "10"
    TWENTY_FIVE = 25, "25"
    FIFTY = 50, "50"
    HUNDRED = 100, "100"


class StartPage(models.TextChoices):
    """The pages that a person may start with, by the names of ProcessMaker's menus."""

    INBOX = "CASES_INBOX", _("Inbox")
    UNASSIGNED = "CASES_SELFSERVICE", _("Unassigned")
    DRAFT = "CASES_DRAFT", _("Draft")
    PAUSED = "CASES_PAUSED", _("Paused")
    PARTICIPATED = "CASES_SENT", _("Participated")
    SEARCH = "CASES_SEARCH", _("Search")
    REVIEW = "CASES_TO_REVISE", _("Review")
    REASSIGN = "CASES_TO_REASSIGN", _("Reassign")
    START = "CASES_START_CASE", _("Start a case")
    DOCUMENTS = "CASES_FOLDERS", _("Documents")


class DateFormat(models.TextChoices):
    """The forms of `pmdash.web.date_styles`, by an example."""

    DAY_FIRST = "d/m/Y", "24/11/2026"
    DAY_FIRST_DOTTED = "d.m.Y", "24.11.2026"
    MONTH_FIRST = "m/d/Y", "11/24/2026"
    MONTH_IN_WORDS = "M j, Y", _("Nov 24, 2026")
    YEAR_FIRST = "Y-m-d", "2026-11-24"


class Preferences(models.Model):
    """How one user of one workspace likes pmdash; outlives the sign-in."""

    server = models.CharField(max_length=200)
    workspace = models.CharField(max_length=100)
    user_uid = models.CharField(max_length=32)
    theme = models.CharField(_("Theme"), max_length=20, choices=Theme, default=Theme.SYSTEM)
    density = models.CharField(
        _("Density"), max_length=20, choices=Density, default=Density.COMFORTABLE
    )
    language = models.CharField(
        _("Language"), max_length=10, choices=settings.LANGUAGES, blank=True, default=""
    )
    page_size = models.PositiveSmallIntegerField(
        _("Rows on a page"), choices=PageSize, default=PageSize.TWENTY_FIVE
    )
    start_page = models.CharField(
        _("Start with"), max_length=30, choices=StartPage, blank=True, default=""
    )
    time_zone = models.CharField(_("Time zone"), max_length=64, blank=True, default="")
    date_format = models.CharField(
        _("Dates"), max_length=10, choices=DateFormat, blank=True, default=""
    )
    hidden_columns = models.JSONField(
        default=dict, help_text="Columns that are not shown, by the name of the list."
    )
    notice_new_cases = models.BooleanField(
        _("Count cases that come while I look elsewhere, in the title of the tab"), default=True
    )
    notice_jobs = models.BooleanField(_("Tell me when a bulk job of mine has ended"), default=True)
    notice_browser = models.BooleanField(
        _("Let the browser tell me of both while pmdash is in the background"), default=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["server", "workspace", "user_uid"], name="preferences_one_a_user"
            )
        ]


class Grant(models.Model):
    """The right to act for one person, from one sign-in.

    The tokens live here and nowhere else; a session holds only the id. `version` counts the
    token pairs: a pair is replaced only by who has seen the one before (`accounts.tokens`).
    The identity is a copy of what ProcessMaker said at `identity_at`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    server = models.CharField(max_length=200)
    workspace = models.CharField(max_length=100)
    user_uid = models.CharField(max_length=32, db_index=True)
    username = models.CharField(max_length=100)
    name = models.CharField(max_length=250)
    email = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=100, blank=True)
    permissions = models.JSONField(default=list)
    permissions_known = models.BooleanField(
        default=True, help_text="Off where the server tells some of the permissions only."
    )
    time_zone = models.CharField(max_length=64, default="UTC")
    identity_at = models.DateTimeField()
    preferences = models.ForeignKey(Preferences, on_delete=models.PROTECT)

    sealed_tokens = models.TextField()
    key_id = models.CharField(max_length=16, db_index=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    refreshed_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(
        null=True, help_text="Signed out, kept until the last job of the person has ended."
    )
    ended_at = models.DateTimeField(
        null=True, help_text="ProcessMaker takes the tokens no more: sign in again."
    )
