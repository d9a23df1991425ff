"""A dispute that was settled and rated, and has ended, for what is forgotten of it."""

from pathlib import Path

import pytest
from pytest_django import Settings

from sanling.domain.matters.access import LinkActor
from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from tests.domain.matters.helpers import act, picture, registered
from tests.processes.retention.over import end


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
