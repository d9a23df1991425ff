"""Publishing a definition, and reading it back."""

from pathlib import Path

import pytest

from sanling.domain.matters.publishing import publish_workflows
from sanling.domain.workflow import queries
from sanling.domain.workflow.actions.publish import publish
from sanling.domain.workflow.models import Definition
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.profile.registry import profile_by_code
from sanling.foundation.profile.source import ProfileError
from tests.domain.workflow.shipped import CODES, shipped
from tests.domain.workflow.small import KNOWN, SMALL, draft

pytestmark = pytest.mark.django_db
TEST = SystemActor("test")


def published(folder: Path, small: str = SMALL) -> Definition:
    return publish(actor=TEST, city="4101", draft=draft(folder, small), known=KNOWN)


def test_a_definition_is_published_once_and_read_back_as_it_was(tmp_path: Path) -> None:
    row = published(tmp_path)
    assert (row.version, row.kind) == (1, "dispute")
    assert queries.definition_of(row.pk) == draft(tmp_path).definition()
    assert published(tmp_path) == row


def test_a_change_makes_a_new_version_and_the_old_one_stays_readable(tmp_path: Path) -> None:
    first = published(tmp_path)
    second = published(tmp_path, SMALL.replace("limit = 1", "limit = 3"))
    assert (second.version, queries.current(city="4101", code="small").pk) == (2, second.pk)
    assert queries.definition_of(first.pk).action("pause").limit == 1
    assert [row.version for row in queries.versions(city="4101", code="small")] == [2, 1]
    assert [row.pk for row in queries.all_current("4101")] == [second.pk]


def test_publishing_leaves_an_audit_row_and_doing_it_again_none(tmp_path: Path) -> None:
    published(tmp_path)
    published(tmp_path)
    row = AuditRow.objects.get(act="workflow.publish")
    assert (row.actor_key, row.city, row.detail["version"]) == ("system:test", "4101", 1)


def test_a_broken_definition_is_not_published(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match=r"small\.toml:\d+: initial: There is no state 'nowhere'"):
        published(tmp_path, SMALL.replace('initial = "waiting"', 'initial = "nowhere"'))
    assert not Definition.objects.exists()


def test_one_city_does_not_touch_anothers_versions(tmp_path: Path) -> None:
    row = published(tmp_path)
    other = publish(actor=TEST, city="4110", draft=draft(tmp_path), known=KNOWN)
    assert (other.version, row.version) == (1, 1)


def test_a_profiles_workflows_are_published_in_one_go_and_only_changes_again() -> None:
    profile = profile_by_code("zhengzhou")
    rows = publish_workflows(actor=TEST, profile=profile)
    assert tuple(sorted(row.code for row in rows)) == CODES
    assert [row.pk for row in publish_workflows(actor=TEST, profile=profile)] == [row.pk for row in rows]
    assert queries.definitions_of(row.pk for row in rows) == {row.pk: shipped()[row.code] for row in rows}
