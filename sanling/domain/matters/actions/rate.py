"""Rate: the party says how quick each step was and how it ended."""

from sanling.domain.matters.acting import Acting
from sanling.domain.matters.models import Entry, Rating
from sanling.domain.workflow.schema import FieldType
from sanling.foundation.database.prepared import insert

RESULT = "result"


def rate(act: Acting) -> None:
    """Keep one rating: ``result`` is the result's, each other rating field the speed of the step it is named for."""
    ratings = {field.code for field in act.action.fields if field.type is FieldType.RATING}
    steps = {name: act.fields[name] for name in ratings & act.fields.keys() - {RESULT}}

    def keep(entry: Entry) -> None:
        rating = Rating(matter=act.matter, entry=entry, result=act.fields[RESULT], steps=steps)
        rating.comment = act.fields.get("comment", "")
        insert(rating)

    act.afterwards.append(keep)
