"""Spot check: the city looks at a subject that was drawn."""

from sanling.domain.recognition.situations import recognition_of, stored
from sanling.domain.workflow.transition import Act
from sanling.domain.workflow.verbs import Verb


class SpotCheck(Verb):
    """Keeps what was found."""

    code = "spot_check"
    asks = {"spot": "choice", "note": "long_text"}
    options = {"spot": frozenset({"in_order", "not_in_order"})}

    def apply(self, act: Act) -> None:
        """Keep it."""
        in_order = act.fields["spot"] == "in_order"
        stored(act).change.set(recognition_of(act.situation), checked=in_order)
