"""A bulletin that leaves the house is recorded, and holds no more than its reader is told."""

import pytest

from sanling.domain.publications.actions.download import download
from sanling.domain.publications.bulletin import BrokenTemplate
from sanling.foundation.audit.models import AuditRow
from tests.domain.publications.helpers import Cast, published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("judged")]


def test_who_took_it_is_recorded(cast: Cast) -> None:
    made, reader = published(cast), cast["township_leader"].viewer
    assert download(actor=reader, publication=made).startswith(b"PK")
    taken = AuditRow.objects.get(act="publications.download")
    assert (taken.actor_key, taken.subject) == (reader.key, f"publication:{made.pk}")


def test_what_could_not_be_made_was_not_taken(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_said: object) -> bytes:
        raise BrokenTemplate

    monkeypatch.setattr("sanling.domain.publications.printing.bulletin", broken)
    with pytest.raises(BrokenTemplate):
        download(actor=cast["township_leader"].viewer, publication=published(cast))
    assert not AuditRow.objects.filter(act="publications.download").exists()
