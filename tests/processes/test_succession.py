"""A merge or split carries along what was the divisions': units, jurisdictions, matters; nothing is lost or doubled."""

from collections import Counter
from datetime import date

import pytest
from click.testing import CliRunner, Result
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanling.domain.matters.access import visible_matters
from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from sanling.domain.people.models import Jurisdiction, Post, Unit
from sanling.domain.people.queries import lasting_posts
from sanling.domain.territory.actions.succeed import NewDivision
from sanling.domain.territory.models import Division
from sanling.foundation.audit.models import AuditRow
from sanling.interfaces.console.succeed import command
from sanling.processes.succession import Reorganised, reorganise
from tests.city import SIBLING_TOWNSHIP, SIBLING_VILLAGE, TEST, TOWNSHIP, VILLAGE
from tests.domain.matters.helpers import registered

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]
ON = date(2025, 1, 1)
MERGED = "410105001012"
EAST = NewDivision(path="410105031", name="花园东路街道")


def merge() -> Reorganised:
    return reorganise(actor=TEST, predecessors=[TOWNSHIP], successors=[SIBLING_TOWNSHIP], on=ON)


def test_after_a_merge_posts_units_and_matters_are_at_the_successor(cast: Cast, workflows: None) -> None:
    matter = registered().matter
    done = merge()
    matter.refresh_from_db()
    assert (matter.division_id, matter.township) == (MERGED, SIBLING_TOWNSHIP)
    assert done.matters == 1
    for who in ("intake_officer", "sibling_township_intake", "village_secretary", "county_intake_officer"):
        assert visible_matters(cast[who].viewer).filter(pk=matter.pk).exists(), who
    assert cast["intake_officer"].viewer.own.paths == (SIBLING_TOWNSHIP,)
    assert cast["grid_worker"].viewer.own.paths == (f"{MERGED}001", f"{MERGED}003")
    committee = cast["village_secretary"].viewer.own
    assert Unit.objects.get(pk=committee.unit_id).code == f"village_committee-{MERGED}"
    doubled = {
        Unit.objects.get(pk=question.unit_id).kind
        for question in done.left
        if question.why == "two_of_a_kind"
    }
    assert "governance_centre" in doubled
    assert "village_committee" not in doubled
    assert AuditRow.objects.filter(act="post.follow_succession").count() > 0


def test_a_village_that_moves_hands_up_to_its_new_township(cast: Cast) -> None:
    # A centre's mediator who answered for just this village no longer does: the village left the centre's territory.
    two = cast["intake_officer"].post
    Jurisdiction.objects.create(post=two, division_id=VILLAGE)
    done = reorganise(
        actor=TEST,
        predecessors=[TOWNSHIP, SIBLING_TOWNSHIP],
        successors=[TOWNSHIP, SIBLING_TOWNSHIP, EAST],
        on=ON,
        moves={VILLAGE: SIBLING_TOWNSHIP},
    )
    unit = Unit.objects.select_related("parent").get(pk=cast["village_secretary"].post.unit_id)
    assert unit.parent is not None
    assert unit.parent.code == f"governance_centre-{SIBLING_TOWNSHIP}"
    assert [(question.why, question.post_id) for question in done.left] == [("outside_its_unit", two.pk)]
    assert cast["intake_officer"].viewer.own.paths == (TOWNSHIP,)


def test_a_split_office_stays_where_it_is_said_and_its_posts_are_left_to_decide(cast: Cast) -> None:
    villages = Division.objects.filter(parent=TOWNSHIP).values_list("pk", flat=True)
    west = NewDivision(path="410105030", name="花园西路街道")
    done = reorganise(
        actor=TEST,
        predecessors=[TOWNSHIP],
        successors=[west, EAST],
        on=ON,
        moves=dict.fromkeys(villages, west.path) | {VILLAGE: EAST.path},
        offices={TOWNSHIP: EAST.path},
    )
    officer = cast["intake_officer"]
    assert officer.viewer.own.paths == (EAST.path,)
    assert officer.viewer.own.unit_division == EAST.path
    assert ("split", officer.post.pk) in {(question.why, question.post_id) for question in done.left}
    assert cast["sibling_village_mediator"].viewer.own.paths == (f"{west.path}001",)


def state() -> tuple[Counter[str], int, int]:
    return (
        Counter(Unit.objects.filter(ends_on=None).values_list("kind", flat=True)),
        lasting_posts().count(),
        Matter.objects.count(),
    )


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_nothing_is_lost_and_nothing_stays_on_an_ended_division(
    cast: Cast, workflows: None, data: st.DataObject
) -> None:
    with transaction.atomic():
        for village in (VILLAGE, SIBLING_VILLAGE):
            registered(division=village)
        before = state()
        townships = [TOWNSHIP, SIBLING_TOWNSHIP]
        goes_on = data.draw(st.sets(st.sampled_from(townships)), label="goes on")
        successors: list[str | NewDivision] = [*sorted(goes_on), EAST]
        paths = [*sorted(goes_on), EAST.path]
        below = Division.objects.filter(parent__in=townships, valid_until=None).values_list("pk", flat=True)
        moves = {path: data.draw(st.sampled_from(paths), label=path) for path in below}
        reorganise(actor=TEST, predecessors=townships, successors=successors, on=ON, moves=moves)
        assert state() == before
        ended = {"division__valid_until__isnull": False}
        assert not Unit.objects.filter(ends_on=None, **ended).exists()
        assert not Matter.objects.filter(**ended).exists()
        assert not Jurisdiction.objects.filter(post__in=lasting_posts(), **ended).exists()
        for row in Jurisdiction.objects.filter(post__in=lasting_posts()).select_related("post__unit"):
            assert row.division_id.startswith(row.post.unit.division_id)
        for unit in Unit.objects.filter(ends_on=None, parent__isnull=False).select_related("parent"):
            assert unit.parent is not None
            assert unit.division_id.startswith(unit.parent.division_id) or not Unit.objects.filter(
                division=unit.division_id[: len(unit.parent.division_id)], kind=unit.parent.kind
            )
        transaction.set_rollback(True)


def test_the_command_says_what_is_left_and_changes_nothing_when_refused(cast: Cast) -> None:
    refused = CliRunner().invoke(command, ["--from", TOWNSHIP, "--to", "410105999", "--on", "2025-01-01"])
    assert refused.exit_code == 1
    assert "Nothing was changed" in refused.output
    done = CliRunner().invoke(command, ["--from", TOWNSHIP, "--to", SIBLING_TOWNSHIP, "--on", "2025-01-01"])
    assert done.exit_code == 0, done.output
    assert "to decide: 花园路街道综治中心" in done.output
    assert not Post.objects.filter(unit__division=TOWNSHIP).exists()


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, [*arguments, "--on", "2025-01-01"])


def test_codes_of_divisions_are_read_in_any_width(cast: Cast) -> None:
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in f"{TOWNSHIP}={SIBLING_TOWNSHIP}")
    left, _equals, right = wide.partition(chr(ord("=") + 0xFEE0))
    done = run("--from", left, "--to", right, "--move", f"{VILLAGE}={right}")
    assert done.exit_code == 0, done.output
    assert Division.objects.get(pk=MERGED).name == "通信花园社区居民委员会"


@pytest.mark.parametrize("name", ["\u3164", "\u2800 ", "长" * 81, "\ufffd社区"])
def test_a_new_division_without_a_name_to_be_kept_is_refused_and_never_a_failure(
    cast: Cast, name: str
) -> None:
    done = run("--from", VILLAGE, "--to", VILLAGE, "--to", f"{TOWNSHIP}031={name}")
    assert (done.exit_code, "Nothing was changed. successors: " in done.output) == (1, True), done.output
    assert not Division.objects.filter(pk=f"{TOWNSHIP}031").exists()


def test_the_name_of_a_new_division_is_cleaned_as_everywhere(cast: Cast) -> None:
    name = "\u202e新\U00031350\ue863\n社区\u200b"
    done = run("--from", VILLAGE, "--to", VILLAGE, "--to", f"{TOWNSHIP}031={name}")
    assert done.exit_code == 0, done.output
    assert Division.objects.get(pk=f"{TOWNSHIP}031").name == "新\U00031350\ue863 社区"


def test_a_path_in_digits_of_another_script_is_refused_in_a_line(cast: Cast) -> None:
    done = run("--from", VILLAGE, "--to", VILLAGE, "--to", f"{TOWNSHIP}٠٣١=新社区")
    assert (done.exit_code, "Nothing was changed" in done.output) == (1, True), done.output
