"""After keys were lost for good: what can't be read opens nothing, and what goes on is vouched for."""

import secrets
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from click.testing import CliRunner
from django.test import Client
from pytest_django import Settings
from python_calamine import CalamineWorkbook

from sanling.domain.matters.ledger_queries import Criteria
from sanling.domain.matters.models import Matter, Party
from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.foundation.accounts.actions.create_user import create_user
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.audit.models import AuditRow, AuditSeal
from sanling.foundation.audit.record import record
from sanling.foundation.audit.seal import seal
from sanling.foundation.audit.verify import Tampering, verify
from sanling.foundation.delivery import sms
from sanling.foundation.delivery.idempotency import KeyReused, opened
from sanling.foundation.keys import marks
from sanling.foundation.keys.marks import KeysDiffer, note
from sanling.foundation.privacy.sealed import seal as seal_text
from sanling.interfaces.console import audit as audit_command
from sanling.interfaces.console.rotate_keys import command
from sanling.processes.exports.actions.request import request_export
from sanling.processes.exports.tasks import path_of, write_export
from sanling.processes.keys import keep_marks
from sanling.processes.reactions import react
from sanling.processes.retention.actions.forget import forget
from sanling.processes.retention.config import RetentionRule
from tests.city import CITY, TEST
from tests.domain.matters.helpers import act as act_on
from tests.domain.matters.helpers import registered
from tests.foundation.audit.tampering import tamper

pytestmark = pytest.mark.django_db
OTHER = secrets.token_bytes(32)
PHONE = "+8613800000000"
RULE = RetentionRule.model_validate(
    {"code": "all", "name": {"zh": "一律", "en": "All"}, "years": 5, "remove": ["parties", "texts", "files"]}
)


@pytest.fixture(autouse=True)
def fresh_process() -> Iterator[None]:
    """Let each test be a process that has not looked at the marks yet."""
    before = dict(marks._seen)
    marks._seen.clear()
    yield
    marks._seen.clear()
    marks._seen.update(before)


def act(count: int = 1) -> None:
    for n in range(count):
        record(actor=SystemActor("test"), act="x.y", subject=f"x:{n}")
    seal()


def accept() -> None:
    done = CliRunner().invoke(command, ["--accept-loss"])
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_words_for_an_unreadable_code_are_no_code(settings: Settings, language: str) -> None:
    settings.LANGUAGE_CODE = language
    sms.current_code(PHONE)
    settings.PRIVACY_KEYS = {"other": OTHER}
    for words in ("无法读取：缺少密钥", "unreadable: the key is missing", "-", ""):
        assert not sms.verify(PHONE, words, claim=f"claim {words}")
    assert sms.verify(PHONE, sms.current_code(PHONE), claim="later")


def test_a_second_factor_that_can_not_be_read_lets_nobody_in_and_breaks_no_page(settings: Settings) -> None:
    user = create_user(actor=TEST, username="lost", display_name="某人")
    secret = totp.generate_totp_secret()
    factor = totp.TOTP.activate(user, secret)
    code = totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))
    settings.PRIVACY_KEYS = {"other": OTHER}
    fresh = Authenticator.objects.get(pk=factor.instance.pk)
    empty = totp.format_hotp_value(totp.hotp_value("", next(totp.yield_hotp_counters_from_time())))
    assert not fresh.wrap().validate_code(code)
    assert not fresh.wrap().validate_code(empty)
    assert "mfa.Authenticator.secret" in CliRunner().invoke(command, ["--check"]).output


def test_rows_sealed_under_a_lost_key_are_named_as_that_and_later_ones_are_vouched_for(
    settings: Settings,
) -> None:
    note()
    act(3)
    settings.AUDIT_KEY = OTHER
    accept()
    act(2)
    outcome = verify()
    assert [finding.text for finding in outcome.findings if finding.kind is not Tampering.TRUNCATED] == []
    assert (outcome.unvouched, outcome.rows - outcome.unvouched >= 3) == (3, True)
    said = CliRunner().invoke(audit_command.command, ["verify"]).output
    assert "3 rows were sealed under another key" in said


def test_a_loss_excuses_no_later_row_and_can_not_be_made_up(settings: Settings) -> None:
    note()
    act(3)
    settings.AUDIT_KEY = OTHER
    accept()
    act(2)
    made_up = AuditRow.objects.get(act="keys.accept_loss")
    made_up.pk, made_up.detail = None, {"keys": ["AUDIT_KEY"], "audit_position": 99, "audit_mac": ""}
    made_up.save()
    last = AuditSeal.objects.latest("position")
    tamper(f"UPDATE audit_auditrow SET subject = 'x:other' WHERE id = {last.row_id}")
    outcome = verify()
    assert outcome.unvouched == 3
    assert {finding.position for finding in outcome.findings if finding.kind is Tampering.CHANGED} >= {
        last.position
    }


@pytest.mark.parametrize("name", ["AUDIT_KEY", "BLIND_INDEX_KEY", "PRIVACY_KEYS"])
def test_an_upgrade_keeps_no_mark_of_a_key_that_the_data_was_not_written_under(
    settings: Settings, workflows: None, name: str
) -> None:
    registered()
    seal()
    setattr(settings, name, {"other": OTHER} if name == "PRIVACY_KEYS" else OTHER)
    with pytest.raises(KeysDiffer, match=name):
        keep_marks()
    assert marks.known_marks() == {}


def test_the_key_of_sessions_has_its_mark_too(settings: Settings) -> None:
    note()
    settings.SECRET_KEY = "another one " * 5
    assert marks.differing() == ["SECRET_KEY"]
    answer: Any = Client().get("/readyz")
    assert answer.status_code == 503
    accept()
    assert marks.differing() == []


def test_who_sends_again_what_was_taken_before_the_loss_gets_an_answer(settings: Settings) -> None:
    answer = seal_text("the link")
    settings.PRIVACY_KEYS = {"other": OTHER}
    with pytest.raises(KeyReused):
        opened(answer)


def test_exports_notices_and_retention_go_on(
    settings: Settings, cast: dict[str, Player], workflows: None, tmp_path: Path
) -> None:
    settings.FILES_ROOT, settings.AUDIT_HEAD_FILE = tmp_path, tmp_path / "head"
    matter = registered().matter
    settings.PRIVACY_KEYS = {"other": OTHER}
    officer = cast["intake_officer"].viewer
    export = request_export(
        actor=officer,
        ledger="matters",
        criteria=Criteria(),
        columns=("number", "applicant"),
        sort="",
        language="zh-hans",
    )
    write_export(export_id=str(export.pk))
    book = CalamineWorkbook.from_filelike(BytesIO(path_of(export).read_bytes()))
    assert matter.number in str(book.get_sheet_by_index(0).to_python())
    assert "缺少密钥" in str(book.get_sheet_by_index(0).to_python())
    told = react()
    assert told
    act_on(officer, matter, "accept")
    Matter.objects.filter(pk=matter.pk).update(open=False, ended_at=clock.now(), state="archived")
    with clock.turned(shift=timedelta(days=5 * 366)):
        assert forget(actor=TEST, city=CITY, rule=RULE).parties == 1
    assert Party.objects.get(matter=matter).name == ""


def test_a_page_of_a_matter_says_so_to_who_unmasks_it(
    settings: Settings, cast: dict[str, Player], workflows: None
) -> None:
    matter = registered().matter
    settings.PRIVACY_KEYS = {"other": OTHER}
    browser = Client()
    browser.force_login(cast["intake_officer"].user)
    party = matter.parties.get()
    url = f"/desk/matters/{matter.number}/parties/{party.pk}/"
    shown = browser.post(url, {"purpose": "联系当事人"}, follow=True)
    assert shown.status_code == 200
    assert "缺少密钥" in shown.content.decode()
