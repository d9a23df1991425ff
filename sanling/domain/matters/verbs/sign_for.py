"""Sign for: whoever is charged confirms having it."""

from django.utils.translation import gettext_lazy

from sanling.domain.workflow.transition import Act
from sanling.domain.workflow.verbs import Verb


class SignFor(Verb):
    """Notes when the assignment under way was signed for."""

    code = "sign_for"
    over_lists = gettext_lazy("Sign for")

    def apply(self, act: Act) -> None:
        """Sign."""
        act.sign()
