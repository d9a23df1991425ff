"""What may be done over a list is told row by row by the rules that decide the acts, at a cost that does not grow."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanling.domain.matters.access import rows_for_reading
from sanling.domain.matters.act import allowed_actions
from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.families import REPORTED
from sanling.domain.matters.list_acts import list_acts
from sanling.domain.matters.models import Matter
from sanling.domain.matters.over_lists import (
    WHICH,
    alternatives,
    asked_over,
    refuse_form,
    verbs_ever,
    verbs_open,
    way_in_list,
)
from sanling.domain.matters.queries import rows_of
from sanling.domain.people.access import Viewer
from sanling.domain.people.cast import Player
from sanling.domain.workflow.models import Definition
from sanling.domain.workflow.queries import definition_of
from sanling.domain.workflow.verbs import verbs_over_lists
from tests.city import SIBLING_TOWNSHIP
from tests.domain.matters.helpers import act, registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
Cast = dict[str, Player]


def read(viewer: Viewer) -> list[Matter]:
    return list(rows_of(rows_for_reading(viewer)).order_by("pk"))


@pytest.mark.parametrize(
    "who",
    ["intake_officer", "mediator", "county_centre_director", "county_leader", "sibling_township_intake"],
)
def test_each_row_offers_what_its_page_allows(who: str, cast: Cast) -> None:
    officer, viewer = cast["intake_officer"].viewer, cast[who].viewer
    for kind in ("dispute", "request", "petition", "hazard"):
        registered(kind=kind)
    act(officer, registered().matter, "accept")
    act(officer, registered().matter, "assign", {"mediator": cast["mediator"].post.pk})
    registered(division=SIBLING_TOWNSHIP)
    found = read(viewer)
    offered = verbs_open(viewer, found)
    for matter in found:
        allowed = {action.verb for action in allowed_actions(viewer, matter) if not action.evidence}
        if matter.pk in offered:
            assert offered[matter.pk] - list_acts().keys() == allowed & verbs_over_lists().keys()
            assert bool(allowed) <= ("tag" in offered[matter.pk])
        else:
            assert not allowed
    assert set().union(*offered.values()) <= verbs_ever(viewer, REPORTED) | {"untag"}


def test_a_longer_list_takes_no_more_statements(cast: Cast) -> None:
    viewer, counted = cast["intake_officer"].viewer, []
    for count in (2, 20):
        for _nth in range(count):
            registered()
        matters = read(viewer)
        with CaptureQueriesContext(connection) as queries:
            assert set().union(*verbs_open(viewer, matters).values()) == {"accept", "assign", "route", "tag"}
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 4


def test_posts_are_asked_for_once_however_kinds_call_them() -> None:
    definitions = [
        definition_of(registered(kind=kind).matter.definition_id) for kind in ("dispute", "request")
    ]
    assert set(asked_over("assign", definitions)) == {"post", "remark"}
    assert set(asked_over("supervise", definitions)) == {"note", "answer_within"}
    assert asked_over("supervise", definitions)["note"].required
    assert set(asked_over("route", definitions)) == {"unit", "remark"}


def test_which_act_is_meant_is_asked_where_a_verb_means_several_at_one_stage(cast: Cast) -> None:
    petition, dispute = registered(kind="petition", category="other").matter, registered().matter
    definition = definition_of(petition.definition_id)
    both = ["accept_claim", "accept_suggestion"]
    assert [action.code for action in alternatives("accept", definition, petition.state)] == both
    assert not alternatives("accept", definition_of(dispute.definition_id))
    asked = asked_over("accept", [definition, definition_of(dispute.definition_id)])
    assert asked[WHICH].required
    assert [option.code for option in asked[WHICH].options] == both
    assert way_in_list("accept", definition, petition.state, {WHICH: both[1]}) == (both[1], "")
    assert isinstance(way_in_list("accept", definition, petition.state, {}), Invalid)
    for said in ({}, {WHICH: "tell_route"}, {WHICH: ["accept_claim"]}):
        with pytest.raises(Invalid, match=WHICH):
            refuse_form("accept", said, None, [petition])
    refuse_form("accept", {WHICH: both[0]}, None, [petition, dispute])
    with pytest.raises(Invalid, match=WHICH):
        refuse_form("accept", {WHICH: both[0]}, None, [dispute])


def test_what_guards_tell_apart_is_not_asked(cast: Cast) -> None:
    recognition = next(
        definition_of(pk) for pk in Definition.objects.filter(code="recognition").values_list("pk", flat=True)
    )
    assert len([action for action in recognition.actions if action.verb == "check"]) == 2
    assert not alternatives("check", recognition)
