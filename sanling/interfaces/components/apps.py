"""The room's app: what every page shares."""

from django.apps import AppConfig
from django.core.checks import Tags, register

from sanling.foundation.configuration import of_settings
from sanling.interfaces.components.address import check_address
from sanling.interfaces.components.assets import check_build


class ComponentsConfig(AppConfig):
    """Register the templates, tags and static files that all interfaces share."""

    name = "sanling.interfaces.components"
    label = "components"

    def ready(self) -> None:
        """Check that the front end has been built, and where people reach it."""
        register(check_build, Tags.staticfiles)
        of_settings(check_address)
