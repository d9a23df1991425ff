"""Nothing is written, sealed or started under other keys than those that the data was written under."""

import json
import secrets
from collections.abc import Iterator
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client
from pytest_django import Settings

from sanling.domain.matters.models import Party
from sanling.domain.people.cast import Player
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.audit.record import record
from sanling.foundation.audit.seal import seal
from sanling.foundation.audit.verify import verify
from sanling.foundation.keys import marks
from sanling.foundation.keys.marks import KeysDiffer, note, own_marks, require
from sanling.foundation.privacy.crypt import encrypt
from sanling.interfaces.console.finding import Severity
from sanling.interfaces.console.findings import keys
from sanling.interfaces.console.rotate_keys import command
from sanling.processes.keys import keep_marks
from tests.domain.matters.helpers import registered

pytestmark = pytest.mark.django_db
OTHER = secrets.token_bytes(32)


@pytest.fixture(autouse=True)
def fresh_process() -> Iterator[None]:
    """Let each test be a process that has not looked at the marks yet."""
    before = dict(marks._seen)
    marks._seen.clear()
    yield
    marks._seen.clear()
    marks._seen.update(before)


@pytest.mark.parametrize("name", ["AUDIT_KEY", "BLIND_INDEX_KEY", "PRIVACY_KEYS"])
def test_with_another_key_nothing_is_written(settings: Settings, name: str) -> None:
    note()
    key_id = next(iter(settings.PRIVACY_KEYS))
    setattr(settings, name, {key_id: OTHER} if name == "PRIVACY_KEYS" else OTHER)
    named = f"PRIVACY_KEYS {key_id}" if name == "PRIVACY_KEYS" else name
    for act in (
        lambda: record(actor=SystemActor("test"), act="x.y", subject="x:1"),
        lambda: encrypt(b"x"),
        seal,
        require,
        note,
    ):
        with pytest.raises(KeysDiffer, match=named):
            act()
    assert [(finding.level, finding.area) for finding in keys()] == [(Severity.BROKEN, "keys")]
    assert named in next(keys()).text
    answer = Client().get("/readyz")
    assert (answer.status_code, json.loads(answer.content)["keys"]) == (503, [named])


def test_with_the_right_keys_all_goes_on_and_one_look_is_enough(django_assert_num_queries: Any) -> None:
    note()
    require()
    with django_assert_num_queries(0):
        encrypt(b"x")
    assert [finding.level for finding in keys()] == [Severity.GOOD]


def test_a_mark_tells_nothing_of_its_key_and_differs_for_each(settings: Settings) -> None:
    assert settings.AUDIT_KEY.hex()[:32] != own_marks()["AUDIT_KEY"]
    assert len(set(own_marks().values())) == len(own_marks())


def test_the_audit_says_that_its_key_is_another_and_blames_no_row(settings: Settings) -> None:
    note()
    record(actor=SystemActor("test"), act="x.y", subject="x:1")
    seal()
    assert not [finding for finding in verify().findings if finding.row_id is not None and finding.position]
    settings.AUDIT_KEY = OTHER
    with pytest.raises(KeysDiffer, match="AUDIT_KEY"):
        verify()


def test_an_upgraded_installation_keeps_the_marks_of_keys_that_read_its_data(
    settings: Settings, workflows: None
) -> None:
    registered()
    assert set(keep_marks()) == set(own_marks())
    assert keep_marks() == []


def test_data_that_these_keys_do_not_read_gets_no_marks_of_them(settings: Settings, workflows: None) -> None:
    registered()
    settings.PRIVACY_KEYS = {"other": OTHER}
    with pytest.raises(KeysDiffer, match="PRIVACY_KEYS"):
        keep_marks()


def lose(settings: Settings) -> None:
    """Lose the key of what was written so far, and write on under another, as if nothing had happened."""
    settings.PRIVACY_KEYS = {"other": OTHER}


def test_an_unreadable_value_shows_as_such_and_stops_nothing_else(
    settings: Settings, cast: dict[str, Player], workflows: None
) -> None:
    matter, kept = registered().matter, settings.PRIVACY_KEYS
    lose(settings)
    later = registered().matter
    browser = Client()
    browser.force_login(cast["intake_officer"].user)
    page = browser.get(f"/desk/matters/{matter.number}/")
    assert page.status_code == 200
    assert "无法读取：缺少密钥" in page.content.decode()
    assert "无法读取" not in browser.get(f"/desk/matters/{later.number}/").content.decode()
    assert browser.get("/desk/matters/").status_code == 200
    # Saving the row keeps what nobody could read.
    party = Party.objects.get(matter=matter)
    party.save()
    settings.PRIVACY_KEYS = kept
    assert Party.objects.get(matter=matter).name == "王小明"


def test_rotation_goes_on_past_what_it_can_not_read_and_names_it(settings: Settings, workflows: None) -> None:
    lost = registered().matter.parties.get()
    middle = {"middle": secrets.token_bytes(32)}
    settings.PRIVACY_KEYS = middle
    moved = registered().matter.parties.get()
    settings.PRIVACY_KEYS = {"newest": OTHER, **middle}
    assert isinstance(CliRunner().invoke(command).exception, KeysDiffer)
    CliRunner().invoke(command, ["--accept-loss"])
    done = CliRunner().invoke(command)
    assert done.exit_code == 1
    assert f"matters.Party.name, row {lost.pk}: can't be read" in done.output
    assert f"row {moved.pk}:" not in done.output
    settings.PRIVACY_KEYS = {"newest": OTHER}
    assert Party.objects.get(pk=moved.pk).name == "王小明"


def test_what_can_not_be_read_is_listed_without_a_change(settings: Settings, workflows: None) -> None:
    registered()
    assert CliRunner().invoke(command, ["--check"]).output == "Every value can be read.\n"
    lose(settings)
    listed = CliRunner().invoke(command, ["--check"])
    assert (listed.exit_code, listed.output.count("can't be read\n")) == (1, 2)


def test_a_loss_is_accepted_by_a_command_of_its_own_and_recorded(settings: Settings) -> None:
    note()
    settings.AUDIT_KEY = OTHER
    assert CliRunner().invoke(command, ["--accept-loss"]).exit_code == 0
    require()
    assert [finding.level for finding in keys()] == [Severity.GOOD]


def test_a_key_that_nothing_is_under_any_more_may_leave(settings: Settings, workflows: None) -> None:
    settings.PRIVACY_KEYS = {"old": secrets.token_bytes(32)}
    registered()
    keep_marks()
    settings.PRIVACY_KEYS = {"new": OTHER, **settings.PRIVACY_KEYS}
    assert CliRunner().invoke(command).exit_code == 0
    settings.PRIVACY_KEYS = {"new": OTHER}
    CliRunner().invoke(command)
    marks._seen.clear()
    require()
