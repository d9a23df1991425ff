"""Who is counted anew where nobody acted on a dispute."""

import pytest

from sanling.domain.matters.changes import RECOUNTED
from sanling.domain.mediation.models import Body
from sanling.domain.mediation.recounting import recount, recount_of, recount_with
from sanling.foundation.delivery.models import Outbox
from sanling.foundation.delivery.outbox import in_bulk
from tests.domain.matters.helpers import registered
from tests.domain.mediation.agreed import drawn_up
from tests.domain.mediation.helpers import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def told(topic: str) -> set[str]:
    found = set(Outbox.objects.filter(topic=topic).values_list("key", flat=True))
    Outbox.objects.all().delete()
    return found


def test_disputes_of_a_body_and_of_posts_are_told_in_bulk_and_others_are_not(cast: Cast) -> None:
    matter, *_rest = drawn_up(cast)
    registered()
    told(RECOUNTED)
    recount(matter.pk)
    assert told(RECOUNTED) == {str(matter.pk)}
    recount_of(Body.objects.get())
    assert told(in_bulk(RECOUNTED)) == {str(matter.pk)}
    recount_with([cast["mediator"].post.pk])
    assert told(in_bulk(RECOUNTED)) == {str(matter.pk)}
    recount_with([cast["sibling_village_mediator"].post.pk])
    assert told(in_bulk(RECOUNTED)) == set()
