"""Marks of keys are kept once the data agrees; where keys were lost, going on with others is recorded and sealed."""

import secrets
from collections.abc import Iterator

import pytest
from pytest_django import Settings

from sanling.domain.matters.actions.register import PartyDetails
from sanling.domain.matters.identity import PersonDetails
from sanling.env import PRIVACY_KEYS
from sanling.foundation.audit.given_up import GIVEN_UP
from sanling.foundation.audit.models import AuditPending, AuditRow
from sanling.foundation.keys import marks
from sanling.foundation.keys.marks import KeysDiffer
from sanling.processes.keys import accept_loss, keep_marks
from tests.city import TEST
from tests.domain.matters.helpers import registered

pytestmark = pytest.mark.django_db
EVERY = {"AUDIT_KEY", "BLIND_INDEX_KEY", "PRIVACY_KEYS", "SECRET_KEY"}


@pytest.fixture(autouse=True)
def fresh_process() -> Iterator[None]:
    """Let each test be a process that has not looked at the marks yet."""
    before = dict(marks._seen)
    marks._seen.clear()
    yield
    marks._seen.clear()
    marks._seen.update(before)


def test_marks_are_kept_once_and_again_nothing_is_new() -> None:
    assert {name.split()[0] for name in keep_marks()} == EVERY
    marks._seen.clear()
    assert keep_marks() == []


@pytest.mark.parametrize("setting", ["PRIVACY_KEYS", "BLIND_INDEX_KEY"])
def test_keys_that_did_not_write_the_data_get_no_mark(
    workflows: None, settings: Settings, setting: str
) -> None:
    registered()
    other = secrets.token_bytes(32)
    setattr(settings, setting, {"other": other} if setting == "PRIVACY_KEYS" else other)
    with pytest.raises(KeysDiffer):
        keep_marks()


def test_a_number_that_is_not_found_tells_of_another_key_as_a_phone_does(
    workflows: None, settings: Settings
) -> None:
    known = PersonDetails(name="王小明", citizen_number="11010519491231002X")
    registered(parties=[PartyDetails(role="applicant", person=known)], channel="letter")
    settings.BLIND_INDEX_KEY = secrets.token_bytes(32)
    with pytest.raises(KeysDiffer):
        keep_marks()


def test_going_on_with_others_is_recorded_sealed_and_marks_them_from_now_on(settings: Settings) -> None:
    keep_marks()
    marks._seen.clear()
    settings.PRIVACY_KEYS = {"other": secrets.token_bytes(32)}
    assert accept_loss(actor=TEST) == [f"{PRIVACY_KEYS} other"]
    row = AuditRow.objects.get(act=GIVEN_UP)
    assert row.detail["keys"] == [f"{PRIVACY_KEYS} other"]
    assert not AuditPending.objects.filter(row=row).exists()
    marks._seen.clear()
    assert keep_marks() == []


def test_where_nothing_was_lost_nothing_is_replaced() -> None:
    keep_marks()
    marks._seen.clear()
    assert accept_loss(actor=TEST) == []
