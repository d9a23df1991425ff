"""Decide extension: grant or deny the time asked for; the party is told the reason."""

from sanling.domain.workflow.transition import Act
from sanling.domain.workflow.verbs import Tells, Verb


class DecideExtension(Verb):
    """Moves the clock asked about when the request is granted; a refused one leaves it as it is."""

    code = "decide_extension"
    asks = {"granted": "choice"}
    options = {"granted": frozenset({"yes", "no"})}
    moves_clocks = True
    tells = Tells("matter.extension_decided", "assignee or owners")

    def apply(self, act: Act) -> None:
        """Decide."""
        asked = act.situation.asked_extension()
        granted = act.fields["granted"] == "yes"
        act.params["extension"] = "granted" if granted else "denied"
        if asked is not None and granted:
            act.params.update(clock=asked["clock"], by=int(asked["by"]))
            act.give_time(asked["clock"], int(asked["by"]))
