"""The bulletin is handed out from the page of what was published; a broken template says so there."""

from pathlib import Path

import pytest

from tests.city import City
from tests.domain.publications.helpers import Cast, judge, published
from tests.interfaces.desk.conftest import SignIn

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def judged(city: City, cast: Cast) -> None:
    judge(city)


def test_its_readers_have_it_as_a_word_document(cast: Cast, desk: SignIn) -> None:
    made = published(cast)
    browser = desk("township_leader")
    address = f"/desk/rates/published/{made.pk}/bulletin/"
    assert address in browser.get(f"/desk/rates/published/{made.pk}/").content.decode()
    answer = browser.get(address)
    assert answer.content.startswith(b"PK")
    assert answer.headers["Content-Type"].endswith("wordprocessingml.document")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert desk("village_secretary").get(address).status_code == 404


def test_a_broken_template_is_told_on_the_page(
    cast: Cast, desk: SignIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = tmp_path / "bulletin.docx"
    template.write_bytes(b"no document")
    monkeypatch.setattr("sanling.domain.publications.printing.template_of", lambda _city: template)
    address = f"/desk/rates/published/{published(cast).pk}/bulletin/"
    page = desk("city_leader").get(address, follow=True).content.decode()
    assert "模板不能使用" in page
    assert "bulletin.docx" in page
