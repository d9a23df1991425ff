"""Rules are made of a unit's own views, by who leads it, off at first."""

import pytest
from django.core.exceptions import PermissionDenied

from sanling.domain.matters.ledger_queries import Criteria
from sanling.domain.people.cast import Player
from sanling.processes.lists.actions.save_view import save_view
from sanling.processes.rules.actions.make_rule import NoRule, make_rule
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
