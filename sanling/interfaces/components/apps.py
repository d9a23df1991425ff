"""The room's app: what every page shares."""

from django.apps import AppConfig
from django.core.checks import Tags, register

from sanling.interfaces.components.assets import check_build


class ComponentsConfig(AppConfig):
    """Register the templates, tags and static files that all interfaces share."""

    name = "sanling.interfaces.components"
    label = "components"

    def ready(self) -> None:
        """Check at start that the front end has been built."""
        register(check_build, Tags.staticfiles)
