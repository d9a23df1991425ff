"""Compare: a lead department says of its zero what the facts don't establish."""

from django.utils.translation import gettext_lazy

from sanling.domain.recognition.models import Comparison
from sanling.domain.recognition.situations import comparisons_of, lead_of, stored
from sanling.domain.workflow.transition import Act
from sanling.domain.workflow.verbs import Verb


class Compare(Verb):
    """Answers for what the department leads in; whoever holds the matter answers for all that is open."""

    code = "compare"
    over_lists = gettext_lazy("Compare")
    asks = {"finding": "choice", "note": "long_text"}
    options = {"finding": frozenset(Comparison.Finding.values)}

    def apply(self, act: Act) -> None:
        """Keep the finding beside what the facts say."""
        unit = stored(act).unit_id
        for row in comparisons_of(act.situation):
            lead = lead_of(act.situation, row.zero, act.now)
            if not row.finding and (unit == act.holder or (lead is not None and lead.pk == unit)):
                values = {"finding": act.fields["finding"], "note": act.fields["note"], "at": act.now}
                stored(act).change.set(row, unit_id=unit, **values)
        if act.situation.joints_of(unit):
            act.finish_part()
