"""The ledger of what happened, as far as each may know of it."""

from collections.abc import Mapping

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanling.domain.incidents.access import visible_incidents
from sanling.domain.incidents.models import Incident
from sanling.domain.incidents.naming import GRADES, KINDS
from sanling.domain.incidents.rules import Kind
from sanling.domain.incidents.wording import told
from sanling.domain.people.access import Viewer, sees_some
from sanling.domain.people.ledgers import Column, Filter, RoomLedger, TypedFilter
from sanling.domain.subjects.models import LONGEST_CODE
from sanling.foundation.cleaning import fold_code


def _rows(viewer: Viewer) -> QuerySet[Incident]:
    return visible_incidents(viewer).filter(replaced=False).select_related("division", "answers")


def _kinds(_city: str) -> Mapping[str, str]:
    return {kind.value: str(name) for kind, name in KINDS.items()}


def _grades(_city: str) -> Mapping[str, str]:
    return {str(grade.value): str(name) for grade, name in GRADES.items()}


_HOLDING = {
    "unanswered": Q(answers=None, withdrawn=False),
    "standing": Q(withdrawn=False),
    "withdrawn": Q(withdrawn=True),
}


def _holds(_city: str) -> Mapping[str, str]:
    return {
        "standing": _("Holds"),
        "unanswered": _("Nobody answers for it yet"),
        "withdrawn": _("Withdrawn"),
    }


def of_subject(code: str) -> Q:
    """Return the condition that something happened at the subject of a code, or that it answers for it."""
    code = fold_code(code)
    return Q(answers__code=code) | Q(site__code=code)


LEDGERS = (
    RoomLedger(
        code="incidents",
        name=gettext_lazy("Incidents"),
        may=lambda viewer: sees_some(viewer, "incidents"),
        rows=_rows,
        of_rows=(
            Column(
                "day", gettext_lazy("Day"), lambda incident, _viewer: incident.happened_on.isoformat(), 12
            ),
            Column(
                "kind", gettext_lazy("Kind"), lambda incident, _viewer: str(KINDS[Kind(incident.kind)]), 14
            ),
            Column("what", gettext_lazy("What happened"), lambda incident, _viewer: told(incident), 30),
            Column("at", gettext_lazy("Place"), lambda incident, _viewer: incident.division.name, 20),
            Column(
                "answers",
                gettext_lazy("Subject that answers for it"),
                lambda incident, _viewer: incident.answers.name if incident.answers else "—",
                30,
            ),
            Column(
                "recorded",
                gettext_lazy("Recorded"),
                lambda incident, _viewer: incident.recorded_at,
                17,
                usual=False,
            ),
        ),
        filters=(
            Filter("kind", gettext_lazy("Kind"), choices=_kinds, narrow=lambda kind: Q(kind=kind)),
            Filter("grade", gettext_lazy("Grade"), choices=_grades, narrow=lambda grade: Q(grade=int(grade))),
            Filter("holds", gettext_lazy("Holds"), choices=_holds, narrow=lambda code: _HOLDING[code]),
            TypedFilter("subject", gettext_lazy("Code of the subject"), LONGEST_CODE, of_subject),
        ),
        when="recorded_at",
        place="division",
    ),
)
