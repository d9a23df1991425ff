"""A city is brought up to its folder; a second time nothing changes."""

from pathlib import Path

import pytest

from sanling.domain.workflow.models import Definition
from sanling.foundation.profile.source import ProfileError
from sanling.processes.publishing.bringing_up import bring_up, checked_profiles, put_in_use
from tests.city import TEST
from tests.processes.publishing.folders import say, shorten

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_what_changed_is_published_once_and_taken_up(root: Path) -> None:
    before = Definition.objects.count()
    shorten(root)
    (profile,) = checked_profiles()
    for _again in range(2):
        bring_up(actor=TEST, profile=profile)
    assert Definition.objects.count() == before + 1
    assert [put_in_use()[0], put_in_use()[0]] == [True, False]


def test_a_folder_with_mistakes_is_refused_with_all_of_them(root: Path) -> None:
    say(root, "workflows/dispute.toml", '\n[actions.agree]\nto = "nowhere"\n')
    with pytest.raises(ProfileError, match=r"actions\.agree\.to"):
        checked_profiles()
