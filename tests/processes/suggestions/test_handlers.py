"""Whoever settled the likest matters is suggested, if the form takes them and the reader sees those matters."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanling.domain.matters.act import allowed_actions
from sanling.domain.matters.models import Matter, Party
from sanling.domain.people.cast import Player
from sanling.domain.people.models import Post
from sanling.domain.workflow.schema import Action
from sanling.foundation import clock
from sanling.processes.suggestions.handlers import suggested_handlers
from sanling.processes.suggestions.suggesting import Suggestion
from tests.domain.matters.helpers import act, registered
from tests.interfaces.desk.conftest import SignIn, desk, plain_http

__all__ = ["desk", "plain_http"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast", "workflows", "plain_http")]
Cast = dict[str, Player]


def settled_by(cast: Cast, who: str = "mediator", **columns: Any) -> Matter:
    """Have a dispute about the stairwell mediated to its end."""
    matter = registered().matter
    act(cast["intake_officer"].viewer, matter, "assign", {"mediator": cast[who].post.pk})
    act(cast[who].viewer, matter, "sign_for")
    now = clock.now()
    matter.assignments.update(ended_at=now, ended_how="ended")
    left = {"open": False, "resolved_at": now, "ended_at": now, "assignee": None}
    Matter.objects.filter(pk=matter.pk).update(**left | columns)
    return matter


def told(cast: Cast, matter: Matter, who: str = "intake_officer", code: str = "assign") -> list[Suggestion]:
    """Return who is suggested to a post that may assign a matter."""
    return suggested_handlers(cast[who].viewer, matter, act_of(cast, matter, code))


def act_of(cast: Cast, matter: Matter, code: str = "assign") -> Action:
    """Return an act of the intake officer's."""
    acts = allowed_actions(cast["intake_officer"].viewer, matter)
    return next(action for action in acts if action.code == code)


def test_who_settled_the_likest_is_suggested_with_these_and_what_is_open(cast: Cast) -> None:
    first, second = settled_by(cast), settled_by(cast)
    (found,) = told(cast, registered().matter)
    post = cast["mediator"].post
    assert (found.code, found.field) == (str(post.pk), "mediator")
    assert post.name in found.name
    assert set(found.numbers) == {first.number, second.number}
    assert found.note == "相近的 2 件已办结事项中办结了 2 件 · 在办 0 件"


def test_in_the_same_go_as_accepting_it_is_suggested_too(cast: Cast) -> None:
    settled_by(cast)
    (found,) = told(cast, registered().matter, code="accept")
    assert found.field == "_charged"


@pytest.mark.parametrize("hidden", [{"concealed": True}, {"confidentiality": 1}, {"kind": "petition"}])
def test_nothing_is_suggested_for_what_is_hidden_or_of_other_kinds(
    cast: Cast, hidden: dict[str, Any]
) -> None:
    settled_by(cast)
    matter = registered().matter
    assign = act_of(cast, matter)
    Matter.objects.filter(pk=matter.pk).update(**hidden)
    matter.refresh_from_db()
    assert suggested_handlers(cast["intake_officer"].viewer, matter, assign) == []


@pytest.mark.parametrize(
    "hidden",
    [
        {"concealed": True},
        {"confidentiality": 1},
        {"open": True, "ended_at": None},
        {"resolved_at": None},
        {"kind": "hazard"},
    ],
)
def test_what_is_hidden_open_dropped_or_of_another_kind_speaks_for_nobody(
    cast: Cast, hidden: dict[str, Any]
) -> None:
    settled_by(cast, **hidden)
    assert told(cast, registered().matter) == []


def test_what_the_reader_may_not_see_speaks_for_nobody(cast: Cast) -> None:
    settled_by(cast)
    assert told(cast, registered().matter)
    assert told(cast, registered().matter, "sibling_county_intake") == []
    assert told(cast, registered().matter, "volunteer") == []


def test_what_complains_about_the_readers_unit_speaks_for_nobody(cast: Cast) -> None:
    settled = settled_by(cast)
    unit = cast["intake_officer"].post.unit_id
    Party.objects.create(matter=settled, role=Party.Role.RESPONDENT, unit_id=unit)
    assert told(cast, registered().matter) == []


def test_whose_post_has_ended_is_not_suggested(cast: Cast) -> None:
    settled_by(cast)
    post = cast["mediator"].post
    matter = registered().matter
    assign = act_of(cast, matter)
    Post.objects.filter(pk=post.pk).update(ends_at=clock.now())
    assert suggested_handlers(cast["intake_officer"].viewer, matter, assign) == []


def test_its_statements_do_not_grow_with_what_was_settled(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    for _nth in range(4):
        settled_by(cast)
    matter = registered().matter
    assign, viewer = act_of(cast, matter), cast["intake_officer"].viewer
    with django_assert_max_num_queries(5):
        assert suggested_handlers(viewer, matter, assign)


def test_the_form_names_them_and_takes_one_by_the_link(cast: Cast, desk: SignIn) -> None:
    earlier, matter = settled_by(cast), registered().matter
    post = cast["mediator"].post
    page = f"/desk/matters/{matter.number}/"
    browser = desk("intake_officer")
    shown = browser.get(f"{page}?act=assign").content.decode()
    assert f"?act=assign&amp;field=mediator&amp;value={post.pk}#acts" in shown
    assert earlier.number in shown
    chosen = browser.get(f"{page}?act=assign&field=mediator&value={post.pk}").context["page"].open_act.form
    assert str(chosen["mediator"].value()) == str(post.pk)
    assert "相近的" not in desk("county_leader").get(f"{page}?act=assign").content.decode()


def test_a_page_with_them_takes_at_most_twenty_queries(cast: Cast, desk: SignIn) -> None:
    for _nth in range(4):
        settled_by(cast)
    matter, browser = registered().matter, desk("intake_officer")
    page = f"/desk/matters/{matter.number}/"
    browser.get(page)
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(page).context["page"].open_act.suggestions
    assert len(queries) <= 20, "\n".join((query["sql"] or "")[:110] for query in queries.captured_queries)
