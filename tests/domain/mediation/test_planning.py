"""What a plan may be is tried where sittings are planned; here, which reasons serve for what."""

import pytest

from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.models import Matter
from sanling.domain.mediation.config import Use
from sanling.domain.mediation.planning import check_reason
from tests.city import VILLAGE


@pytest.mark.usefixtures("cast")
@pytest.mark.django_db
def test_a_reason_is_one_of_its_use() -> None:
    matter = Matter(division_id=VILLAGE, city="4101")
    check_reason(matter, "ill", Use.SIDE)
    check_reason(matter, "stays_away", Use.MISSED)
    for reason, use in (("stays_away", Use.SIDE), ("mediator_away", Use.MISSED), ("", Use.MOVED)):
        with pytest.raises(Invalid, match="reason"):
            check_reason(matter, reason, use)
