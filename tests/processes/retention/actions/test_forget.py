"""What is over is forgotten: nobody and nothing typed is left, figures and the audit trail stay."""

from datetime import timedelta
from typing import Any

import pytest
from click.testing import CliRunner

from sanling.domain.matters.access import visible_matters
from sanling.domain.matters.actions.register import PartyDetails
from sanling.domain.matters.holders import by_token
from sanling.domain.matters.identity import PersonDetails
from sanling.domain.matters.ledger_queries import Criteria, ledger
from sanling.domain.matters.models import Attachment, Entry, Matter, Party, Rating
from sanling.domain.matters.models.matter import INDEXES
from sanling.domain.matters.timeline import timeline
from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.audit.seal import seal
from sanling.foundation.audit.verify import verify
from sanling.foundation.delivery.models import Notice
from sanling.foundation.files.models import StoredFile
from sanling.foundation.files.store import open_file, purge_orphans
from sanling.interfaces.console.retention import command
from sanling.processes.retention.actions import forget as forget_module
from sanling.processes.retention.models import Tombstone
from tests.city import TEST
from tests.domain.matters.helpers import registered
from tests.processes.retention.over import RULE, YEARS, end, forget_later, left_of

pytestmark = pytest.mark.django_db

WORDS = ("王小明", "13800000000", "三号楼", "垃圾", "已上门", "谢谢大家")


def everything_of(matter: Matter) -> str:
    """Return all that is stored of a matter, as text."""
    rows: list[object] = [
        *Matter.objects.filter(pk=matter.pk).values(),
        *Entry.objects.filter(matter=matter).values(),
        *Party.objects.filter(matter=matter).values(),
        *Rating.objects.filter(matter=matter).values(),
        *Attachment.objects.filter(entry__matter=matter).values(),
        *StoredFile.objects.values(),
    ]
    return str(rows)


def test_nothing_that_somebody_said_of_themselves_or_typed_is_left(ended: tuple[Matter, str]) -> None:
    matter, token = ended
    assert all(word in everything_of(matter) for word in WORDS)
    done = forget_later()
    assert (done.matters, done.parties, done.files) == (1, 1, 1)
    left = everything_of(matter)
    assert [word for word in WORDS if word in left] == []
    assert left_of(WORDS) == set()
    assert by_token(token) is None


def test_what_figures_are_counted_from_stays(ended: tuple[Matter, str]) -> None:
    matter, _token = ended
    entries = Entry.objects.filter(matter=matter).order_by("pk")
    before = list(entries.values_list("code", "at", "from_state", "to_state"))
    forget_later()
    kept = Matter.objects.get(pk=matter.pk)
    for name in ("number", "kind", "category", "division_id", "outcome", "registered_at", "ended_at"):
        assert getattr(kept, name) == getattr(matter, name)
    assert list(entries.values_list("code", "at", "from_state", "to_state")) == before
    assert entries.get(code="agree").params["form"] == "oral"
    assert Rating.objects.get(matter=matter).result == 5
    assert Party.objects.get(matter=matter).role == "applicant"


def test_the_pages_of_a_forgotten_matter_still_open(
    ended: tuple[Matter, str], cast: dict[str, Player]
) -> None:
    matter, _token = ended
    forget_later()
    viewer = cast["intake_officer"].viewer
    found = visible_matters(viewer).get(pk=matter.pk)
    assert timeline(viewer, found)
    assert list(ledger(viewer, Criteria(words=matter.number), clock.now())) == [found]
    assert not ledger(viewer, Criteria(words="垃圾"), clock.now()).exists()


def test_a_tombstone_and_an_audit_row_tell_what_went(ended: tuple[Matter, str]) -> None:
    matter, _token = ended
    file = StoredFile.objects.get()
    forget_later()
    tombstone = Tombstone.objects.get(matter=matter)
    assert (tombstone.rule, tombstone.parties) == ("all", 1)
    assert tombstone.files == [{"sha256": file.sha256, "size": file.size, "media_type": file.media_type}]
    row = AuditRow.objects.get(act="retention.forget")
    assert (row.subject, row.actor_key) == (f"matter:{matter.pk}", TEST.key)
    assert row.detail == {"rule": "all", "removed": ["parties", "texts", "files"], "parties": 1, "files": 1}


def test_the_contents_leave_the_disk_with_the_next_purge(ended: tuple[Matter, str]) -> None:
    file = StoredFile.objects.get()
    open_file(file).close()
    forget_later()
    with clock.turned(shift=timedelta(days=2)):
        purge_orphans()
    with pytest.raises(FileNotFoundError):
        open_file(file)


def test_a_second_run_finds_nothing(ended: tuple[Matter, str]) -> None:
    assert forget_later().matters == 1
    assert forget_later().matters == 0
    assert AuditRow.objects.filter(act="retention.forget").count() == 1


def test_a_person_is_forgotten_in_one_matter_and_kept_in_another(
    cast: dict[str, Player], workflows: None
) -> None:
    old, new = registered().matter, registered().matter
    end(old)
    forget_later()
    gone, kept = Party.objects.get(matter=old), Party.objects.get(matter=new)
    assert not gone.is_person
    assert {getattr(gone, name) for name in INDEXES} == {None}
    assert (kept.name, kept.phone) == ("王小明", "+8613800000000")


def test_a_rule_removes_only_what_it_names(cast: dict[str, Player], workflows: None) -> None:
    neighbour = PartyDetails(role="respondent", description="四楼的老张")
    person = PartyDetails(role="applicant", person=PersonDetails(name="王小明", phone="13800000000"))
    matter = registered(parties=[person, neighbour]).matter
    end(matter)
    forget_later(RULE.model_copy(update={"remove": ("parties",)}))
    matter.refresh_from_db()
    assert "垃圾" in matter.text
    kept = Party.objects.filter(name__isnull=True, description="")
    assert set(kept.values_list("role", flat=True)) == {"applicant", "respondent"}
    assert kept.count() == Party.objects.count()


def test_told_to_apply_the_command_removes(ended: tuple[Matter, str]) -> None:
    with clock.turned(shift=2 * YEARS):
        done = CliRunner().invoke(command, ["--apply"], catch_exceptions=False)
    assert "long: removed 1 parties and 1 files" in done.output
    tombstone = Tombstone.objects.get(rule="long")
    assert str(tombstone) == f"{ended[0].number}: long, {tombstone.at:%Y-%m-%d}"


def test_notices_that_tell_its_title_go_with_a_matter(ended: tuple[Matter, str]) -> None:
    matter, _token = ended
    for number in (matter.number, "ZZ-261122-00009-X"):
        notice = {"code": "matter.assigned", "params": {"number": number, "title": "垃圾"}}
        put = {"recipient": "post:1", "url": f"/desk/matters/{number}/", "created_at": clock.now()}
        Notice.objects.create(**notice, **put)
    forget_later()
    assert [notice.params["number"] for notice in Notice.objects.filter(recipient="post:1")] == [
        "ZZ-261122-00009-X"
    ]


def test_the_audit_trail_is_sound_afterwards(
    ended: tuple[Matter, str], django_capture_on_commit_callbacks: Any
) -> None:
    seal()
    forget_later()
    # The head is written when the seals have committed.
    with django_capture_on_commit_callbacks(execute=True):
        seal()
    outcome = verify()
    assert (outcome.findings, outcome.waiting) == ([], 0)
    assert outcome.rows == AuditRow.objects.count()


def test_many_matters_go_by_batches(
    cast: dict[str, Player], workflows: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forget_module, "BATCH", 2)
    for _n in range(5):
        end(registered().matter)
    assert forget_later().matters == 5
    assert set(Matter.objects.values_list("text", flat=True)) == {""}
