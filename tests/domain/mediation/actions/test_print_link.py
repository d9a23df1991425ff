"""A printed link tells who handed it over, and no log has its secret."""

import pytest

from sanling.domain.mediation.access import side_of_token
from sanling.domain.mediation.actions.print_link import print_link
from sanling.foundation.audit.models import AuditRow
from tests.domain.matters.helpers import in_mediation
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import asked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_it_is_kept_who_handed_it_over(cast: Cast) -> None:
    side = asked(in_mediation(cast))
    token = print_link(actor=cast["mediator"].viewer, side_id=side.pk)
    opened = side_of_token(token)
    assert opened is not None
    assert (opened[0], opened[1].post_id) == (side, cast["mediator"].post.pk)
    row = AuditRow.objects.get(act="mediation.give_link")
    assert row.detail == {"side": side.pk, "way": "print"}
    assert token not in str(list(AuditRow.objects.values("subject", "detail")))
