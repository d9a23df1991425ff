"""Propose: the county decides that a subject is to be recognised, which is then published."""

from django.utils.translation import gettext_lazy

from sanling.domain.recognition.passing import Passes
from sanling.domain.workflow.transition import Act


class Propose(Passes):
    """Ends what departments were called in for."""

    code = "propose"
    over_lists = gettext_lazy("Propose recognition")

    def apply(self, act: Act) -> None:
        """Hand it on."""
        act.finish_parts()
        super().apply(act)
