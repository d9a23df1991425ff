"""Return: whoever is charged hands back to the unit, a unit to the one it came from."""

from django.utils.translation import gettext

from sanling.domain.matters.errors import Invalid
from sanling.domain.workflow.transition import Act
from sanling.domain.workflow.verbs import Tells, Verb


class Return(Verb):
    """Releases the post if one is charged, else lets the unit before hold it."""

    code = "return"
    tells = Tells("matter.returned", "owners")

    def apply(self, act: Act) -> None:
        """Give it back; raises `Invalid` where there is nobody to give it back to."""
        if act.charged is not None:
            act.params["post"] = act.charged
            act.release()
            return
        before = act.situation.unit_before()
        if before is None:
            raise Invalid({"": gettext("This matter came from no other unit.")})
        act.params.update(unit=before.id, from_unit=act.holder)
        act.hold(before)
