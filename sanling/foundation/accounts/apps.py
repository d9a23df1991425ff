"""The accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Staff accounts and their sign-in."""

    name = "sanling.foundation.accounts"
    label = "accounts"
