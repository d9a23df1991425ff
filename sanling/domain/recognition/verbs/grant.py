"""Grant: a subject is recognised for the year."""

from django.utils.translation import gettext_lazy

from sanling.domain.recognition.entitling import entitle
from sanling.domain.workflow.transition import Act
from sanling.domain.workflow.verbs import Verb


class Grant(Verb):
    """Records the title with its reasons."""

    code = "grant"
    over_lists = gettext_lazy("Recognise")

    def apply(self, act: Act) -> None:
        """Record it."""
        entitle(act, granted=True)
