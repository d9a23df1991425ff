"""By night rules are applied where a profile wants it so."""

from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from sanling.domain.matters.access import LinkActor
from sanling.domain.matters.models import Matter
from sanling.foundation import clock
from sanling.processes.retention.config import RetentionPart, RetentionRule
from sanling.processes.retention.nightly import forget_automatically
from sanling.processes.simulation.cast import Player
from tests.city import City
from tests.domain.matters.helpers import act, picture, registered

pytestmark = pytest.mark.django_db


RULE = RetentionRule.model_validate(
    {"code": "all", "name": {"zh": "一律", "en": "All"}, "years": 5, "remove": ["parties", "texts", "files"]}
)


YEARS = timedelta(days=5 * 366)


@pytest.fixture(autouse=True)
def files_root(settings: Settings, tmp_path: Path) -> None:
    settings.FILES_ROOT, settings.FILES_RESERVE_BYTES = tmp_path / "files", 0
    settings.AUDIT_HEAD_FILE = tmp_path / "head"


@pytest.fixture
def ended(cast: dict[str, Player], workflows: None) -> tuple[Matter, str]:
    """A dispute that was settled and rated, and has ended; with the secret of its link."""
    made = registered()
    matter = made.matter
    act(cast["intake_officer"].viewer, matter, "accept")
    act(cast["intake_officer"].viewer, matter, "assign", {"mediator": cast["mediator"].post.pk})
    act(cast["mediator"].viewer, matter, "sign_for")
    act(cast["mediator"].viewer, matter, "contact", {"note": "已上门"})
    act(cast["mediator"].viewer, matter, "agree", {"form": "oral", "answer": "垃圾已清理"}, [picture()])
    act(LinkActor(matter.pk), matter, "rate", {"result": 5, "accept": 5, "handle": 4, "comment": "谢谢大家"})
    end(matter)
    return matter, made.token


def end(matter: Matter) -> None:
    Matter.objects.filter(pk=matter.pk).update(open=False, ended_at=clock.now(), state="archived")
    matter.refresh_from_db()


@pytest.mark.parametrize("automatic", [True, False])
def test_by_night_only_a_profile_that_says_so_forgets(
    ended: tuple[Matter, str], city: City, monkeypatch: pytest.MonkeyPatch, *, automatic: bool
) -> None:
    part = RetentionPart(automatic=automatic, rules=(RULE,))
    parts = {**city.profile.parts, "retention": part}
    monkeypatch.setattr(type(city.profile), "part", lambda _profile, name: parts[name])
    with clock.turned(shift=YEARS):
        assert forget_automatically() == int(automatic)
