"""A room that is not ours plugs itself in: the use of a village's square, which no file of the house knows."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from sanling.domain.matters.models import Matter
from sanling.domain.matters.publishing import publish_workflows
from sanling.domain.workflow import conditions, field_types, installed, verbs
from sanling.foundation.delivery.models import Notice
from sanling.foundation.delivery.texts import register_notice
from sanling.foundation.profile.registry import forget_profiles, profile_by_code
from sanling.foundation.profile.source import ProfileError
from sanling.processes import reactions
from sanling.processes.reactions import react
from sanling.processes.simulation.cast import Player
from sanling.rooms import ROOMS
from tests.city import TEST, VILLAGE
from tests.interfaces.doors import signed_in, token_of
from tests.seams.squares.followers import GIVEN

pytestmark = pytest.mark.django_db
OWN = Path(__file__).parent / "profile"
CACHES = (verbs.verbs, field_types.field_types, conditions.guards, reactions.followers)
FORGET = (*(cache.cache_clear for cache in CACHES), forget_profiles)


@pytest.fixture(autouse=True)
def squares(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Iterator[None]:
    """Install the room, and have Zhengzhou offer its kind."""
    monkeypatch.setattr(installed, "ROOMS", (*ROOMS, "tests.seams.squares"))
    shutil.copytree(settings.PROFILES_ROOT, tmp_path / "profiles")
    shutil.copytree(OWN, tmp_path / "profiles" / "zhengzhou", dirs_exist_ok=True)
    settings.PROFILES_ROOT = tmp_path / "profiles"
    settings.SECURE_SSL_REDIRECT = False
    register_notice("squares.allotted", "%(number)s")
    GIVEN.clear()
    for forget in FORGET:
        forget()
    yield
    monkeypatch.undo()
    for forget in FORGET:
        forget()


@pytest.fixture
def asked(cast: dict[str, Player]) -> Matter:
    """Give a household's question for the square, brought by the staff API."""
    publish_workflows(actor=TEST, profile=profile_by_code("zhengzhou"))
    sent = Client().post(
        "/api/v1/matters",
        {
            "kind": "square_permit",
            "text": "女儿出嫁，想用村里的广场。",
            "division": VILLAGE,
            "channel": "visit",
            "place": "村口",
        },
        content_type="application/json",
        headers={
            "Authorization": f"Bearer {token_of(cast['intake_officer'])}",
            "Idempotency-Key": "asked-for-the-square",
        },
    )
    assert sent.status_code == 201, sent.content
    return Matter.objects.get(number=sent.json()["number"])


def test_its_kind_is_worked_on_at_the_desk_with_its_own_verb_field_and_guard(
    asked: Matter, cast: dict[str, Player]
) -> None:
    desk = signed_in(cast["intake_officer"])
    page = f"/desk/matters/{asked.number}/"
    assert "安排广场" in desk.get(page).content.decode()
    typed = {
        "_act": "allot",
        "_version": asked.version,
        "_key": "once",
        "slot": "2026-12-01 noon",
        "for": "wedding",
    }
    assert desk.post(page, typed).status_code == 422
    assert desk.post(page, {**typed, "slot": "2026-12-01 am"}).status_code == 302
    shown = desk.get(page).content.decode()
    assert "2026-12-01 上午" in shown
    assert "婚礼" in shown
    asked.refresh_from_db()
    assert asked.state == "given"
    # The guard: it isn't given twice while it is used.
    assert "?act=allot" not in shown
    again = desk.post(page, {**typed, "_version": asked.version, "_key": "twice", "slot": "2026-12-02 pm"})
    assert again.status_code == 403
    assert "Given already." in again.content.decode()


def test_its_follower_counts_and_its_notice_is_written(asked: Matter, cast: dict[str, Player]) -> None:
    bearer = {
        "Authorization": f"Bearer {token_of(cast['intake_officer'])}",
        "Idempotency-Key": "the-square-is-given",
    }
    done = Client().post(
        f"/api/v1/matters/{asked.number}/actions/allot",
        {"version": asked.version, "fields": {"slot": "2026-12-01 pm", "for": "fair"}},
        content_type="application/json",
        headers=bearer,
    )
    assert done.status_code == 200, done.content
    react()
    react()
    assert GIVEN == {"2026-12-01 pm": 1}
    told = Notice.objects.filter(code="squares.allotted").values_list("recipient", flat=True)
    assert cast["centre_director"].viewer.key in told
    assert cast["intake_officer"].viewer.key not in told


def test_what_its_verb_can_not_tell_apart_is_told_when_it_is_published(
    cast: dict[str, Player], settings: Any
) -> None:
    file = settings.PROFILES_ROOT / "zhengzhou" / "workflows" / "square_permit.toml"
    file.write_text(file.read_text("utf-8").replace("fair.name", "feast.name"), encoding="utf-8")
    forget_profiles()
    with pytest.raises(ProfileError, match="'allot' knows no 'feast'"):
        publish_workflows(actor=TEST, profile=profile_by_code("zhengzhou"))
