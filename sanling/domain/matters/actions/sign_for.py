"""Sign for: whoever is charged confirms having it."""

from sanling.domain.matters.acting import Acting
from sanling.domain.matters.models import Assignment


def sign_for(act: Acting) -> None:
    """Note when the assignment under way was signed for."""
    Assignment.objects.filter(matter=act.matter, kind=Assignment.Kind.MAIN, ended_at=None).update(
        signed_at=act.now
    )
