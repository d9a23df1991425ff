"""A person is sought by phone by who may read identities: counted for the person, recorded without the number."""

import pytest

from sanling.domain.people.access import viewer_for
from sanling.domain.people.actions.seek_person import SeekingRefused, may_seek, seek_person
from sanling.domain.people.cast import Player
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.privacy.index import blind_index
from sanling.foundation.profile.registry import profile_by_code
from tests.domain.people.reaches import reach, viewer

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]
PHONE = "138 0000 0000"


def test_who_sees_masks_seeks_nobody_and_who_stands_in_for_who_unmasks_does() -> None:
    masked, full = reach("county_leader", post=1), reach("intake_officer", post=2)
    assert not may_seek(viewer(masked))
    assert may_seek(viewer(full))
    assert may_seek(viewer(masked, full))


def test_the_answer_is_the_index_and_what_is_recorded_says_no_number(cast: Cast) -> None:
    found = seek_person(actor=cast["intake_officer"].viewer, phone=PHONE, where="ledger")
    assert found == blind_index("phone", PHONE).hex()
    row = AuditRow.objects.get(act="privacy.seek")
    assert (row.subject, row.detail) == ("ledger", {"by": "phone"})


def test_a_refused_question_is_neither_answered_nor_counted(cast: Cast) -> None:
    with pytest.raises(SeekingRefused) as refused:
        seek_person(actor=cast["county_leader"].viewer, phone=PHONE, where="ledger")
    assert refused.value.wait is None
    with pytest.raises(ValueError, match=r"."):
        seek_person(actor=cast["intake_officer"].viewer, phone="12", where="ledger")
    assert not AuditRow.objects.filter(act="privacy.seek").exists()


def test_a_person_asks_so_often_a_day_by_all_posts_together_and_is_told_how_long_to_wait(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = profile_by_code("zhengzhou").limits
    monkeypatch.setitem(limits.__dict__, "phones_sought_a_day", 2)
    first = cast["two_posts"].posts[0]
    same = [viewer_for(first), viewer_for(first)]
    for who in same:
        assert who
        seek_person(actor=who, phone=PHONE, where="ledger")
    with pytest.raises(SeekingRefused) as refused:
        seek_person(actor=same[0], phone=PHONE, where="search")  # type: ignore[arg-type]
    assert refused.value.wait is not None
    seek_person(actor=cast["intake_officer"].viewer, phone=PHONE, where="ledger")
    assert AuditRow.objects.filter(act="privacy.seek").count() == 3
