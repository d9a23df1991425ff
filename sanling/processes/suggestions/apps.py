"""Django's entry to this room."""

from django.apps import AppConfig

from sanling.foundation.profile.registry import register_part
from sanling.processes.suggestions.config import SuggestionsPart


class SuggestionsConfig(AppConfig):
    """Declare the app, and its part of every profile."""

    name = "sanling.processes.suggestions"
    label = "suggestions"

    def ready(self) -> None:
        """Have every profile's ``suggestions.toml`` read."""
        register_part("suggestions", SuggestionsPart)
