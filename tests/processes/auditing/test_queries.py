"""Who reads which rows of the audit log."""

from datetime import timedelta

import pytest

from sanling.domain.people.cast import Player
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.audit.record import record
from sanling.foundation.days import today
from sanling.processes.auditing.queries import AuditCriteria, acts_in_reach, acts_meeting, audits

pytestmark = pytest.mark.django_db


def test_auditors_alone_read_the_log_of_their_city(cast: dict[str, Player]) -> None:
    auditor, director = cast["auditor"].viewer, cast["centre_director"].viewer
    for city in ("4101", "4102"):
        record(actor=director, act="test.here", subject="moon:1", city=city)
    assert audits(auditor)
    assert [row.city for row in acts_in_reach(auditor).filter(act="test.here")] == ["4101"]
    for key in ("administrator", "security_administrator", "centre_director"):
        assert not audits(cast[key].viewer)
        assert not acts_in_reach(cast[key].viewer)


def test_the_log_is_narrowed_by_act_actor_subject_and_days(cast: dict[str, Player]) -> None:
    auditor, director, officer = (cast[key] for key in ("auditor", "centre_director", "intake_officer"))
    for player, act in ((director, "test.one"), (officer, "test.two"), (officer, "other.one")):
        record(actor=player.viewer, act=act, subject=f"moon:{act}", city="4101")

    def found(**criteria: object) -> list[str]:
        rows = acts_meeting(auditor.viewer, AuditCriteria.model_validate(criteria))
        return sorted(rows.filter(subject__startswith="moon").values_list("act", flat=True))

    assert found(act="test") == ["test.one", "test.two"]
    assert found(actor=officer.post.user.display_name) == ["other.one", "test.two"]
    assert found(actor=director.viewer.key) == ["test.one"]
    assert found(subject="moon:test.two") == ["test.two"]
    assert len(found(first=today(), last=today())) == 3
    assert not found(first=today() + timedelta(days=1))
    assert AuditRow.objects.filter(act="other.one").count() == 1
