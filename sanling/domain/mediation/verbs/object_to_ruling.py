"""Object to ruling: somebody says that an agreement should not have been confirmed (民诉法解释 372)."""

from django.utils.translation import gettext

from sanling.domain.matters.errors import Invalid
from sanling.domain.mediation.objecting import last_day
from sanling.domain.workflow.transition import Act
from sanling.domain.workflow.verbs import Tells, Verb
from sanling.foundation.calendar import CHINA
from sanling.foundation.holidays.schedules import workdays_at

BY = frozenset({"party", "third_person"})


class ObjectToRuling(Verb):
    """Takes the matter up again, where it was in time: a party's within 15 days, a third person's within 6 months."""

    code = "object_to_ruling"
    at_an_end = True
    needless = True
    asks = {"by": "choice", "since": "date", "filed_on": "date"}
    options = {"by": BY}
    tells = Tells("matter.reopened", "owners")

    def apply(self, act: Act) -> None:
        """Take it up; raises `Invalid` for days that are to come or in the wrong order, and for what came too late."""
        since, filed = act.fields["since"], act.fields["filed_on"]
        if filed > act.now.astimezone(CHINA).date():
            raise Invalid({"filed_on": gettext("This day is still to come.")})
        if filed < since:
            raise Invalid({"filed_on": gettext("This lies before the day from which the time runs.")})
        last = last_day(act.fields["by"], since, workdays_at(act.place))
        if filed > last:
            told = gettext(
                "Too late: the last day was %(day)s (Interpretation of the Civil Procedure Law, art. 372)."
            )
            raise Invalid({"filed_on": told % {"day": last.isoformat()}})
        act.params["last_day"] = last.isoformat()
        act.matter.resolved_at = None
