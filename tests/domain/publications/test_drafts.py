"""Only drafts are decided on, by who may have a hand in them; their drafters are told what others did."""

import pytest
from django.db import transaction

from sanling.domain.publications.drafts import locked_draft, tell_drafter
from sanling.domain.publications.models import Publication
from sanling.foundation.delivery.models import Notice
from tests.domain.publications.helpers import Cast, drafted, published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("judged")]


def test_what_is_published_is_no_draft_and_neither_is_anothers(cast: Cast) -> None:
    draft, made = drafted(cast), published(cast)
    with transaction.atomic():
        assert locked_draft(cast["city_leader"].viewer, draft.pk) == draft
        for who, key in (("city_leader", made.pk), ("township_leader", draft.pk)):
            with pytest.raises(Publication.DoesNotExist):
                locked_draft(cast[who].viewer, key)


def test_nobody_is_told_what_they_did_themselves(cast: Cast) -> None:
    draft = drafted(cast)
    tell_drafter(cast["city_peace_officer"].viewer, draft, "publications.discarded")
    assert not Notice.objects.filter(code="publications.discarded").exists()
    tell_drafter(cast["city_leader"].viewer, draft, "publications.discarded")
    assert Notice.objects.filter(code="publications.discarded").count() == 1
