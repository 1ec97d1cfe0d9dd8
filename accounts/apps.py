from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People: sign-in through ProcessMaker, token grants, permissions, preferences."""

    name = "accounts"
