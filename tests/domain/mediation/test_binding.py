"""The file as one PDF: each item begins on the page that the catalogue says, and every page has its number."""

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from sanling.domain.matters.models import Attachment, Matter
from sanling.domain.mediation.binding import casefile_pdf, days_of
from sanling.domain.mediation.casefile import Casefile, Item
from sanling.foundation.calendar import CHINA
from sanling.foundation.files.store import store
from tests.city import TEST
from tests.domain.mediation.agreed import in_force
from tests.domain.mediation.helpers import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def brought(matter: Matter) -> None:
    """Have a tall picture brought with the last act."""
    kept = BytesIO()
    Image.new("RGB", (300, 2000), "grey").save(kept, "PNG")
    kept.seek(0)
    file = store(stream=kept, name="协议照片.png", actor=TEST, city=matter.city)
    Attachment.objects.create(entry=matter.entries.latest("pk"), file=file)


def test_pages_are_numbered_and_the_catalogue_is_true(cast: Cast) -> None:
    matter, *_rest = in_force(cast)
    matter = Matter.objects.get(pk=matter.pk)
    brought(matter)
    file = Casefile(cast["mediator"].viewer, matter)
    assert file.held[Item.EVIDENCE].files
    made = casefile_pdf(file, url_of=lambda _agreement: "https://example.org/agreements/X/")
    with pikepdf.open(BytesIO(made)) as bound:
        there = [held for held in file.held.values() if held.is_there]
        # Cover and catalogue, and at least a page an item.
        assert len(bound.pages) >= 2 + len(there)
        assert all("/XObject" in page.Resources or "/Font" in page.Resources for page in bound.pages)
    assert re.match(rb"%PDF-1\.\d", made)


def test_the_cover_tells_days_as_they_are_in_china() -> None:
    begun = datetime(2026, 3, 1, 0, 30, tzinfo=CHINA)
    matter = Matter(registered_at=begun.astimezone(UTC), ended_at=None)
    assert days_of(matter) == "2026-03-01 — "
    matter.ended_at = begun + timedelta(hours=24)
    assert days_of(matter) == "2026-03-01 — 2026-03-02"
