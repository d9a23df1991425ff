"""Rules are made of a unit's own views, by who leads it, off at first."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from sanling.domain.matters.ledger_queries import Criteria
from sanling.domain.people.cast import Player
from sanling.processes.lists.actions.save_view import save_view
from sanling.processes.rules.actions.make_rule import NoRule, make_rule
from sanling.processes.rules.models import Rule
from tests.processes.rules.making import made

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_a_rule_is_off_at_first_and_keeps_what_the_view_said(cast: dict[str, Player]) -> None:
    rule = made(cast)
    assert (rule.on_since, rule.keeper, rule.criteria["kind"]) == (None, None, "dispute")


def test_no_rule_is_made_of_anothers_view_or_of_ones_own(cast: dict[str, Player]) -> None:
    director, officer = cast["centre_director"].viewer, cast["intake_officer"].viewer
    shared = save_view(actor=director, name="共", query="", shared=True)
    own = save_view(actor=director, name="己", query="", shared=False)
    criteria, post = Criteria(kind="dispute"), cast["mediator"].post.pk
    for actor, view in ((officer, shared), (director, own), (cast["county_centre_director"].viewer, shared)):
        with pytest.raises(PermissionDenied):
            make_rule(actor=actor, view=view, criteria=criteria, does="tell", post_id=post)


def test_a_view_that_tells_no_new_matters_apart_makes_no_rule(cast: dict[str, Player]) -> None:
    with pytest.raises(NoRule):
        made(cast, state="accepted")


def test_a_rule_has_a_person_or_a_tag_and_never_both(cast: dict[str, Player]) -> None:
    tags, tells = made(cast, does="tag", tag="Ａ座"), made(cast, does="tell", tag="A座")
    assert (tags.post, tags.tag) == (None, "A座")
    assert (tells.post, tells.tag) == (cast["mediator"].post, "")
    for wrong in ({"tag": ""}, {"post": tells.post}, {"does": "assign"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Rule.objects.filter(pk=tags.pk).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Rule.objects.filter(pk=tells.pk).update(post=None)


@pytest.mark.parametrize("word", ["", "……", "13800000000", "长" * 21])
def test_a_rule_puts_on_no_word_that_nobody_may(cast: dict[str, Player], word: str) -> None:
    with pytest.raises(ValueError, match=r"标签|请填写|20|号"):
        made(cast, does="tag", tag=word)
    assert not Rule.objects.exists()


def test_which_tag_a_matter_has_tells_no_new_ones_apart(cast: dict[str, Player]) -> None:
    with pytest.raises(NoRule):
        made(cast, of_rooms={"tag": "加装电梯"})
    assert "of_rooms" not in made(cast, kind="dispute", of_rooms={"tag": "加装电梯"}).criteria
