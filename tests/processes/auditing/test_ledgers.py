"""The audit log as a file: in sentences, the newest first, for auditors alone."""

import pytest

from sanling.domain.people.cast import Player
from sanling.domain.people.ledgers import ledgers
from sanling.foundation import clock
from sanling.foundation.audit.record import record
from sanling.processes.auditing.ledgers import AUDIT
from sanling.processes.auditing.queries import AuditCriteria

pytestmark = pytest.mark.django_db


def test_it_is_found_in_order_and_told_in_sentences(cast: dict[str, Player]) -> None:
    auditor, director = cast["auditor"].viewer, cast["centre_director"]
    rows = [
        record(actor=director.viewer, act="matters.supervise", subject=f"matter:{nth}", city="4101")
        for nth in (1, 2)
    ]
    assert ledgers()["audit"] is AUDIT
    criteria = AuditCriteria(act="matters.supervise")
    found = list(AUDIT.in_order(AUDIT.find(auditor, criteria, clock.now()), ""))
    assert found == rows[::-1]
    said = AUDIT.sheets(auditor, clock.now())(found)
    who = f"{director.post.name} · {director.post.unit.name}"
    assert [said[row.pk] for row in found] == [f"{who} 督办了 事项 {nth}" for nth in (2, 1)]
    values = {column.code: column.value(found[0], said) for column in AUDIT.columns((), criteria)}
    assert (values["act"], values["actor"], values["detail"]) == (
        "matters.supervise",
        director.viewer.key,
        "",
    )
    assert not AUDIT.find(director.viewer, criteria, clock.now())
