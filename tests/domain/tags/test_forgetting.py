"""Tags go with the texts of what is over."""

import pytest

from sanling.domain.people.cast import Player
from sanling.domain.tags.actions.tag import tag
from sanling.domain.tags.actions.untag import untag
from sanling.domain.tags.forgetting import forget_texts
from sanling.domain.tags.models import Tag
from tests.domain.matters.helpers import registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_no_word_is_left_of_a_matter_that_is_forgotten_and_every_one_of_another(
    cast: dict[str, Player],
) -> None:
    officer, over, kept = cast["intake_officer"].viewer, registered().matter, registered().matter
    for matter in (over, kept):
        for word in ("加装电梯", "王家的事"):
            tag(actor=officer, matter_id=matter.pk, word=word)
    untag(actor=officer, matter_id=over.pk, word="王家的事")
    forget_texts([over])
    assert {found.matter_id for found in Tag.objects.all()} == {kept.pk}
