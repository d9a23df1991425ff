"""Allot: a household gets the square for a while."""

from sanling.domain.workflow.transition import Act
from sanling.domain.workflow.verbs import Tells, Verb


class Allot(Verb):
    """Keeps for when the square was given; the clock of its use is the definition's."""

    code = "allot"
    needs = ("slot",)
    options = {"for": frozenset({"wedding", "funeral", "fair"})}
    tells = Tells("squares.allotted", "owners")

    def apply(self, act: Act) -> None:
        """Keep it."""
        day, half = act.named("slot")
        act.params.update(slot=f"{day.isoformat()} {half}", held_by=act.holder)
