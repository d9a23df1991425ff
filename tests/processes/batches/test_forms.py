"""A batch has the form of its act: what was said is kept unreadable until it is done, and judged matter by matter."""

import pytest
from django.db import connection

from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.models import Clock, Entry, Matter
from sanling.domain.people.models import Unit
from sanling.domain.tags.models import Tag
from sanling.foundation.audit.models import AuditRow
from sanling.processes.batches.models import Batch
from sanling.processes.batches.work import work_off
from tests.domain.matters.helpers import act
from tests.processes.batches.ordering import Cast, many, order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
WORDS = "请尽快联系王小明，电话13800000000。"


def finished(batch: Batch) -> Batch:
    work_off(str(batch.pk))
    batch.refresh_from_db()
    return batch


def test_a_superior_supervises_a_list_with_one_reason_and_one_time_to_answer(cast: Cast) -> None:
    superior, matters = cast["county_centre_director"].viewer, many(3)
    ordered = order(superior, matters, "supervise", said={"note": WORDS, "answer_within": 2})
    assert finished(ordered).done == 3
    entries = Entry.objects.filter(code="supervise", batch=ordered.pk)
    assert [entry.params for entry in entries] == [{"note": WORDS, "answer_within": 2}] * 3
    assert set(Clock.objects.filter(code="supervised").values_list("allowance", flat=True)) == {"2 wd"}


def test_without_a_time_to_answer_the_definitions_own_runs(cast: Cast) -> None:
    finished(order(cast["county_centre_director"].viewer, many(1), "supervise", said={"note": "请加快"}))
    assert Clock.objects.get(code="supervised").allowance == "5 wd"


def test_another_time_to_answer_while_one_runs_is_refused_and_told(cast: Cast) -> None:
    superior, matters = cast["county_centre_director"].viewer, many(2)
    act(superior, matters[0], "supervise", {"note": "请加快"})
    ordered = order(superior, matters, "supervise", said={"note": "再催", "answer_within": 1})
    assert finished(ordered).done == 1
    assert ordered.picks.get(matter=matters[0]).said == "已在等待督办答复，请不要再填期限。"


def test_words_lie_encrypted_until_the_batch_is_done_and_are_gone_then(cast: Cast) -> None:
    ordered = order(cast["county_centre_director"].viewer, many(1), "supervise", said={"note": WORDS})
    with connection.cursor() as cursor:
        cursor.execute("SELECT form FROM batches_batch WHERE id = %s", [ordered.pk])
        (stored,) = cursor.fetchone()
    assert "王小明".encode() not in bytes(stored)
    assert ordered.said == {"note": WORDS}
    assert WORDS not in str(AuditRow.objects.get(act="batches.order").detail)
    assert finished(ordered).form == ""


@pytest.mark.parametrize(
    ("verb", "said", "wrong"),
    [
        ("supervise", {}, "note"),
        ("supervise", {"note": "x", "answer_within": 99}, "answer_within"),
        ("supervise", {"note": "x", "no_such": "x"}, "no_such"),
        ("assign", {}, "post"),
        ("route", {}, "unit"),
    ],
)
def test_a_form_that_suits_no_matter_is_refused_before_anything_is_ordered(
    verb: str, said: dict[str, object], wrong: str, cast: Cast
) -> None:
    with pytest.raises(Invalid) as refused:
        order(cast["county_centre_director"].viewer, many(2), verb, said=said)
    assert set(refused.value.errors) == {wrong}
    assert not Batch.objects.exists()


def test_a_person_named_for_an_act_that_charges_nobody_is_refused(cast: Cast) -> None:
    superior, post = cast["county_centre_director"].viewer, cast["mediator"].post.pk
    with pytest.raises(Invalid, match="post"):
        order(superior, many(1), "supervise", charged=post, said={"note": "x"})


def test_a_list_goes_to_one_unit(cast: Cast) -> None:
    unit = Unit.objects.filter(division="410105", ends_on=None).order_by("pk").first()
    assert unit is not None
    ordered = order(cast["intake_officer"].viewer, many(2), "route", said={"unit": unit.pk, "remark": "归口"})
    assert finished(ordered).done == 2
    assert set(Matter.objects.values_list("unit", flat=True)) == {unit.pk}


@pytest.mark.parametrize("verb", ["accept", "assign"])
def test_what_waits_is_accepted_and_assigned_in_one_go(verb: str, cast: Cast) -> None:
    matters, post = many(3), cast["mediator"].post
    ordered = finished(order(cast["intake_officer"].viewer, matters, verb, charged=post.pk))
    assert ordered.done == 3
    assert set(ordered.picks.values_list("said", flat=True)) == {"已办：受理、指派"}
    for matter in matters:
        codes = matter.entries.order_by("pk").values_list("code", "version")
        assert list(codes) == [("register", 1), ("accept", 2), ("assign", 3)]
        matter.refresh_from_db()
        assert (matter.assignee_id, matter.state) == (post.pk, "assigned")
    assert AuditRow.objects.filter(act__in=["matters.accept", "matters.assign"]).count() == 6


def test_what_cannot_be_assigned_to_somebody_is_not_accepted_either(cast: Cast) -> None:
    matters, stranger = many(2), cast["sibling_township_intake"].post
    ordered = finished(order(cast["intake_officer"].viewer, matters, "accept", charged=stranger.pk))
    assert ordered.done == 0
    assert set(Matter.objects.values_list("state", "version")) == {("waiting", 1)}
    assert not Entry.objects.exclude(code="register").exists()


def test_what_is_accepted_already_is_only_assigned(cast: Cast) -> None:
    viewer, (matter, other) = cast["intake_officer"].viewer, many(2)
    act(viewer, matter, "accept")
    ordered = finished(order(viewer, [matter, other], "assign", charged=cast["mediator"].post.pk))
    assert dict(ordered.picks.values_list("matter", "said")) == {
        matter.pk: "已办：指派",
        other.pk: "已办：受理、指派",
    }


def test_accepting_and_assigning_many_takes_as_many_statements_as_few(
    cast: Cast, django_assert_max_num_queries: object
) -> None:
    viewer, post = cast["intake_officer"].viewer, cast["mediator"].post.pk
    counted = []
    for count in (2, 12):
        ordered = order(viewer, many(count), "accept", charged=post)
        with django_assert_max_num_queries(75) as queries:  # type: ignore[operator]
            work_off(str(ordered.pk))
        counted.append(len(queries))
    assert abs(counted[0] - counted[1]) <= 2


def test_a_list_is_tagged_and_untagged_whatever_versions_were_seen(cast: Cast) -> None:
    viewer, matters = cast["intake_officer"].viewer, many(3)
    act(viewer, matters[0], "accept")
    matters[0].version = 1
    for verb, present in (("tag", 3), ("untag", 0)):
        batch = order(viewer, matters, verb, said={"tag": "加装电梯"})
        work_off(str(batch.pk))
        batch.refresh_from_db()
        assert (batch.done, batch.form) == (3, "")
        assert Tag.objects.filter(taken_at=None).count() == present
    with pytest.raises(Invalid):
        order(viewer, matters, "tag", said={"tag": "13800000000"})
    with pytest.raises(Invalid):
        order(viewer, matters, "tag", charged=cast["mediator"].post.pk, said={"tag": "加装电梯"})
