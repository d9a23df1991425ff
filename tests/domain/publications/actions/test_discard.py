"""A draft is thrown away by who made it or could publish it; what is published stays."""

import pytest

from sanling.domain.publications.actions.discard import discard
from sanling.domain.publications.models import Publication
from sanling.foundation.delivery.models import Notice
from tests.domain.publications.helpers import Cast, drafted, published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("judged")]


def test_a_draft_is_thrown_away_by_who_made_it_or_could_publish_it(cast: Cast) -> None:
    first, second = drafted(cast), drafted(cast)
    discard(actor=cast["city_peace_officer"].viewer, publication_id=first.pk)
    discard(actor=cast["city_leader"].viewer, publication_id=second.pk)
    assert not Publication.objects.exists()
    assert Notice.objects.filter(code="publications.discarded").count() == 1
    kept = published(cast)
    with pytest.raises(Publication.DoesNotExist):
        discard(actor=cast["city_leader"].viewer, publication_id=kept.pk)
