"""The sides of a dispute, read with it where it is shown whole: how each stands, and nothing of what it said."""

from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.db.models.functions import JSONObject

from sanling.domain.mediation.models import Choice, Handover, Objection, Side

SIDES = "around_sides"
# Whether a mediator was chosen or refused: only then is it asked who.
CHOSEN = "around_chosen"

# Whether it was handed over or came so: only then is it asked to and from whom.
HANDED = "around_handed"


def _is(condition: Q) -> "ExpressionWrapper[Any]":
    return ExpressionWrapper(condition, output_field=BooleanField())


_OF_MATTER = Side.objects.filter(matter=OuterRef("pk")).order_by("nth")
AROUND: Mapping[str, Any] = {
    CHOSEN: Exists(Choice.objects.filter(matter=OuterRef("pk")))
    | Exists(Objection.objects.filter(matter=OuterRef("pk"))),
    HANDED: Exists(Handover.objects.filter(dispute=OuterRef("pk"))),
    SIDES: ArraySubquery(
        _OF_MATTER.values(
            side=JSONObject(
                nth="nth",
                role="role",
                is_minor="is_minor",
                answer="answer",
                link_digest=_is(Q(link_digest__isnull=False)),
                notice_read_at=_is(Q(notice_read_at__isnull=False)),
            )
        )
    ),
}
