"""What flared up again is registered by who may read its parties."""

import pytest

from sanling.domain.matters.errors import NotFound
from sanling.domain.matters.models import Party, Relation
from sanling.domain.mediation.actions.open_anew import open_anew
from sanling.domain.mediation.models import Revisit
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.revisits import settled

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_what_flared_up_again_is_a_matter_with_the_same_parties_tied_to_the_one_before(cast: Cast) -> None:
    matter = settled(cast)
    opened = open_anew(actor=cast["mediator"].viewer, matter_id=matter.pk, text="又把杂物堆回楼道里了。")
    assert opened.kind == matter.kind
    assert Relation.objects.get(matter=opened, kind="born_from").other == matter
    told = [
        sorted(
            (party.role, party.name or "", party.phone or "") for party in Party.objects.filter(matter=each)
        )
        for each in (matter, opened)
    ]
    assert told[0] == told[1]


def test_nobody_writes_parties_down_whom_they_may_not_read(cast: Cast) -> None:
    matter = settled(cast)
    with pytest.raises(NotFound):
        open_anew(actor=cast["sibling_village_mediator"].viewer, matter_id=matter.pk, text="又来了。")
    assert Revisit.objects.count() == 0
