"""The accounts app."""

from django.apps import AppConfig

from sanling.foundation.accounts.checks import check_sign_in
from sanling.foundation.configuration import of_settings


class AccountsConfig(AppConfig):
    """Staff accounts and their sign-in."""

    name = "sanling.foundation.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Check the settings."""
        of_settings(check_sign_in)
