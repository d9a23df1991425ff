"""Supervise: a superior has an eye on a matter, and may say by when it wants an answer."""

from django.utils.translation import gettext, gettext_lazy

from sanling.domain.matters.errors import Invalid
from sanling.domain.workflow.transition import Act
from sanling.domain.workflow.verbs import Tells, Verb


class Supervise(Verb):
    """Nothing changes but the clocks that the definition starts by it."""

    code = "supervise"
    gives = "answer_within"
    tells = Tells("matter.supervised", "assignee or owners")
    over_lists = gettext_lazy("Supervise")

    def apply(self, act: Act) -> None:
        """Refuse another time to answer where one runs; raises `Invalid`."""
        starting = {rule.code for rule in act.definition.starting(act.action.code)}
        if act.fields.get(self.gives) and any(clock.code in starting for clock in act.situation.running()):
            raise Invalid({self.gives: gettext("An answer is due already. Leave this empty.")})
