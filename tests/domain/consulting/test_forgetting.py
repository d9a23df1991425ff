"""A draft goes with the texts of its matter; what is published stays, for it names nobody."""

import pytest

from sanling.domain.consulting.forgetting import forget_texts
from sanling.domain.consulting.models import Answer
from tests.domain.consulting.helpers import Cast, drafted, published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_drafts_are_forgotten(cast: Cast) -> None:
    draft, stands = drafted(cast), published(cast)
    matters = [row.matter for row in (draft, stands) if row.matter]
    forget_texts(matters)
    assert Answer.objects.get() == stands
