"""The chain is made once and in order, and tampering is named for what it is."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from django.conf import settings as current
from django.db import connection, transaction
from pytest_django import Settings

from sanling.foundation.audit.models import AuditPending, AuditSeal
from sanling.foundation.audit.record import record
from sanling.foundation.audit.seal import seal, seal_all
from sanling.foundation.audit.verify import Tampering, verify
from tests.foundation.audit.tampering import TIMER, found, tamper, write

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def head(settings: Settings, tmp_path: Path) -> Path:
    """Keep this test's heads apart."""
    settings.AUDIT_HEAD_FILE = tmp_path / "audit" / "head.log"
    settings.AUDIT_WEBHOOK = ""
    return tmp_path / "audit" / "head.log"


def test_what_nobody_touched_is_sound() -> None:
    write(12, {"text": "金水区 \u2028 \"'\\", "deep": {"b": [1, 2.5, 1e30, None], "a": True}})
    assert [seal(limit=5), seal(limit=5), seal(limit=5), seal(limit=5)] == [5, 5, 2, 0]
    write(1)
    verified = verify()
    assert (verified.findings, verified.rows, verified.waiting) == ([], 12, 1)
    assert verified.sound


def test_an_empty_audit_is_sound() -> None:
    assert seal() == 0
    assert verify().sound


def test_a_row_that_commits_late_is_sealed_later() -> None:
    written, may_commit = Event(), Event()

    def late() -> int:
        try:
            with transaction.atomic():
                row = record(actor=TIMER, act="import.row", subject="late")
                written.set()
                assert may_commit.wait(10)
            return row.pk
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(late)
        assert written.wait(10)
        early = write(1)[0]
        assert seal() == 1
        may_commit.set()
        row_id = writing.result(10)
    assert row_id < early
    assert seal() == 1
    assert list(AuditSeal.objects.order_by("position").values_list("row_id", flat=True)) == [early, row_id]
    assert verify().sound


def test_two_sealers_at_once_make_one_chain() -> None:
    write(40)

    def run() -> int:
        try:
            return sum(seal(limit=7) for _ in range(6))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.submit(run), pool.submit(run)
        assert first.result(20) + second.result(20) == 40
    assert not AuditPending.objects.exists()
    assert verify().sound


@pytest.mark.parametrize(
    "change",
    [
        "SET act = 'matter.forgive'",
        "SET at = at + interval '1 microsecond'",
        "SET city = '4110'",
        "SET actor_key = 'post:1'",
        "SET subject = 'matter:99'",
        "SET detail = '{}'",
    ],
)
def test_a_changed_row_is_named(change: str) -> None:
    ids = write()
    seal_all()
    tamper(f"UPDATE audit_auditrow {change} WHERE id = {ids[4]}")
    assert found() == [(Tampering.CHANGED, 5, ids[4])]


def test_a_row_changed_together_with_its_seal_is_named() -> None:
    ids = write()
    seal_all()
    tamper(
        f"UPDATE audit_auditrow SET act = 'x' WHERE id = {ids[4]}",
        f"UPDATE audit_auditseal SET row_mac = sha256('guess') WHERE row_id = {ids[4]}",
    )
    assert found() == [(Tampering.CHANGED, 5, ids[4])]


def test_a_removed_row_is_named() -> None:
    ids = write()
    seal_all()
    tamper(f"DELETE FROM audit_auditrow WHERE id = {ids[4]}")
    assert found() == [(Tampering.REMOVED, 5, ids[4])]


def test_a_row_removed_with_its_seal_leaves_a_gap() -> None:
    ids = write()
    seal_all()
    tamper(
        f"DELETE FROM audit_auditrow WHERE id IN ({ids[4]}, {ids[5]})",
        "DELETE FROM audit_auditseal WHERE position IN (5, 6)",
    )
    assert found() == [(Tampering.REMOVED, 5, None)]


def test_a_gap_that_was_closed_shows_too() -> None:
    ids = write()
    seal_all()
    tamper(
        f"DELETE FROM audit_auditrow WHERE id = {ids[4]}",
        "DELETE FROM audit_auditseal WHERE position = 5",
        "UPDATE audit_auditseal SET position = -position WHERE position > 5",
        "UPDATE audit_auditseal SET position = -position - 1 WHERE position < 0",
    )
    assert found()[0] == (Tampering.REMOVED, 5, ids[5])


def test_a_row_inserted_past_the_record_is_named() -> None:
    write()
    seal_all()
    tamper(
        "INSERT INTO audit_auditrow (id, at, city, actor_kind, actor_key, act, subject, detail)"
        " VALUES (999999, now(), '', 'post', 'post:1', 'matter.close', 'matter:1', '{}')"
    )
    assert found() == [(Tampering.INSERTED, None, 999999)]


@pytest.mark.parametrize("position", [5, 11])
def test_a_row_inserted_under_a_forged_seal_is_named(position: int) -> None:
    write()
    seal_all()
    tamper(
        f"UPDATE audit_auditseal SET position = -position WHERE position >= {position}",
        "UPDATE audit_auditseal SET position = -position + 1 WHERE position < 0",
        "INSERT INTO audit_auditrow (id, at, city, actor_kind, actor_key, act, subject, detail)"
        " VALUES (999999, now(), '', 'post', 'post:1', 'matter.close', 'matter:1', '{}')",
        "INSERT INTO audit_auditseal (position, row_id, algorithm, row_mac, mac, sealed_at)"
        f" VALUES ({position}, 999999, 'hmac-sha256', sha256('guess'), sha256('guess'), now())",
    )
    assert (Tampering.INSERTED, position, 999999) in found()
    assert {kind for kind, _position, _row in found()} <= {Tampering.INSERTED, Tampering.CHANGED}


def test_links_that_changed_places_are_named() -> None:
    ids = write()
    seal_all()
    tamper(
        "UPDATE audit_auditseal SET position = -position WHERE position IN (4, 8)",
        "UPDATE audit_auditseal SET position = 12 + position WHERE position < 0",
    )
    named = found()
    assert {kind for kind, _position, _row in named} == {Tampering.REORDERED}
    assert {(4, ids[7]), (8, ids[3])} <= {(position, row) for _kind, position, row in named}


def test_rows_that_changed_places_under_their_seals_are_named() -> None:
    ids = write()
    seal_all()
    tamper(
        f"UPDATE audit_auditseal SET row_id = -{ids[7]} WHERE position = 4",
        f"UPDATE audit_auditseal SET row_id = {ids[3]} WHERE position = 8",
        f"UPDATE audit_auditseal SET row_id = {ids[7]} WHERE position = 4",
    )
    assert found() == [(Tampering.REORDERED, 4, ids[7]), (Tampering.REORDERED, 8, ids[3])]


def test_a_tail_that_was_cut_off_shows_by_the_kept_head() -> None:
    ids = write()
    seal_all()
    tamper(
        f"DELETE FROM audit_auditrow WHERE id > {ids[6]}",
        "DELETE FROM audit_auditseal WHERE position > 7",
    )
    assert found() == [(Tampering.TRUNCATED, 10, None)]


def test_everything_removed_shows_by_the_kept_head() -> None:
    write()
    seal_all()
    tamper("DELETE FROM audit_auditrow", "DELETE FROM audit_auditseal")
    assert found() == [(Tampering.TRUNCATED, 10, None)]


def test_a_missing_head_is_told() -> None:
    write()
    seal_all()
    Path(current.AUDIT_HEAD_FILE).unlink()
    assert found() == [(Tampering.TRUNCATED, 10, None)]


def test_a_chain_made_anew_differs_from_the_kept_heads() -> None:
    ids = write()
    seal_all()
    tamper(
        "DELETE FROM audit_auditseal",
        f"UPDATE audit_auditrow SET act = 'x' WHERE id = {ids[0]}",
        "INSERT INTO audit_auditpending (row_id) SELECT id FROM audit_auditrow",
    )
    seal_all()
    assert found() == [(Tampering.CHANGED, 10, ids[9])]


def test_several_findings_are_all_named() -> None:
    ids = write(30)
    seal_all()
    tamper(
        f"UPDATE audit_auditrow SET act = 'x' WHERE id IN ({ids[2]}, {ids[20]})",
        f"DELETE FROM audit_auditrow WHERE id = {ids[10]}",
    )
    assert found() == [
        (Tampering.CHANGED, 3, ids[2]),
        (Tampering.REMOVED, 11, ids[10]),
        (Tampering.CHANGED, 21, ids[20]),
    ]


def test_a_seal_of_an_unknown_algorithm_is_not_believed() -> None:
    write()
    seal_all()
    tamper("UPDATE audit_auditseal SET algorithm = 'none' WHERE position = 3")
    assert [(kind, position) for kind, position, _row in found()] == [(Tampering.CHANGED, 3)]


def test_the_head_is_kept_after_a_crash_before_it_was_written(head: Path) -> None:
    write()
    seal_all()
    lines = head.read_bytes()
    write()
    seal_all()
    head.write_bytes(lines + b'{"position": 20, "ma')
    assert seal() == 0
    assert json.loads(head.read_bytes().splitlines()[-1])["position"] == 20
    assert verify().sound


def test_the_algorithm_can_change_along_the_chain(settings: Settings) -> None:
    write()
    seal_all()
    settings.AUDIT_MAC = "hmac-sm3"
    ids = write()
    seal_all()
    assert set(AuditSeal.objects.values_list("algorithm", flat=True)) == {"hmac-sha256", "hmac-sm3"}
    assert verify().sound
    tamper(f"UPDATE audit_auditrow SET act = 'x' WHERE id = {ids[0]}")
    assert found() == [(Tampering.CHANGED, 11, ids[0])]


def test_another_key_verifies_nothing(settings: Settings) -> None:
    write(2)
    seal_all()
    settings.AUDIT_KEY = b"stolen and replaced"
    assert len(found()) == 2
