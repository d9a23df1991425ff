"""At the desk a matter is merged into another by its number, and split off again for a reason."""

import pytest

from tests.domain.matters.helpers import registered
from tests.interfaces.desk.conftest import SignIn
from tests.interfaces.desk.matters.sending import form, url

pytestmark = pytest.mark.django_db


def test_a_matter_is_merged_and_split_off_again_at_the_desk(desk: SignIn) -> None:
    first, again = registered().matter, registered().matter
    browser = desk("intake_officer")
    done = browser.post(url(again), form(again, "merge", number=first.number), follow=True)
    page = done.content.decode()
    assert "已并案" in page
    assert first.number in page
    assert f"{again.number} 并入本件" in browser.get(url(first)).content.decode()
    again.refresh_from_db()
    browser.post(url(again), form(again, "split_off", key="apart", reason="不是同一件事"))
    again.refresh_from_db()
    assert again.state == "waiting"
    there = browser.get(url(first))
    assert f"{again.number} 从本件分出" in there.content.decode()
    assert not there.context["page"].view.related
