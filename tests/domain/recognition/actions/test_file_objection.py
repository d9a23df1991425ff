"""An objection holds the publication back; who objected is told to nobody who is rated."""

import pytest

from sanling.domain.matters.access import LinkActor, VisitorActor
from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.models import Entry, Matter
from sanling.domain.matters.timeline import timeline
from sanling.domain.recognition.actions.file_objection import file_objection
from sanling.domain.recognition.models import Objection
from sanling.domain.recognition.publication import objection_of
from tests.domain.matters.helpers import act
from tests.domain.recognition.yearly import Cast, walk

pytestmark = pytest.mark.django_db
SAID = "七月有一起事故未上报，我是当班工人张小明。"


def test_it_is_answered_by_whoever_decided_nothing_before(recognition: Matter, cast: Cast) -> None:
    walk(cast, recognition, "published")
    token = file_objection(
        actor=VisitorActor(), number=recognition.number, text=SAID, name="张小明", phone="13800000000"
    )
    second = file_objection(actor=VisitorActor(), number=recognition.number, text="同上。")
    recognition.refresh_from_db()
    assert recognition.state == "objected"
    assert Entry.objects.filter(matter=recognition, code="object").count() == 1
    act(cast["city_peace_officer"].viewer, recognition, "uphold", {"reason": "经查属实。"})
    for secret in (token, second):
        found = objection_of(secret)
        assert found is not None
        assert (found.upheld, found.answer) == (True, "经查属实。")
    assert Objection.objects.get(text__isnull=False, link_digest=objection_of(token).link_digest).text == SAID  # type: ignore[union-attr]


def test_the_subject_never_reads_who_said_what(recognition: Matter, cast: Cast) -> None:
    walk(cast, recognition, "published")
    file_objection(
        actor=VisitorActor(), number=recognition.number, text=SAID, name="张小明", phone="13800000000"
    )
    recognition.refresh_from_db()
    told = str(timeline(LinkActor(recognition.pk), recognition))
    for secret in ("张小明", "当班", "13800000000"):
        assert secret not in told
        assert secret not in str(list(Entry.objects.values_list("params", flat=True)))


def test_nobody_objects_to_what_is_not_published(recognition: Matter, cast: Cast) -> None:
    with pytest.raises(Invalid):
        file_objection(actor=VisitorActor(), number=recognition.number, text=SAID)
    walk(cast, recognition, "recognised")
    with pytest.raises(Invalid):
        file_objection(actor=VisitorActor(), number=recognition.number, text=SAID)
    assert not Objection.objects.exists()
