"""The forms of acts, several of which stand open on the page of a matter."""

import re
from collections import Counter

import pytest

from sanling.domain.people.cast import Player
from tests.domain.matters.helpers import act, registered
from tests.interfaces.desk.conftest import SignIn

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_forms_of_several_acts_stand_on_one_page_and_share_no_id(
    desk: SignIn, cast: dict[str, Player]
) -> None:
    matter = registered().matter
    act(cast["intake_officer"].viewer, matter, "assign", {"mediator": cast["mediator"].post.pk})
    act(cast["mediator"].viewer, matter, "sign_for")
    browser, url = desk("mediator"), f"/desk/matters/{matter.number}/"
    page = browser.get(url).content.decode()
    acts = set(re.findall(r"\?act=(\w+)", page))
    assert len(acts) > 5
    forms = [
        browser.get(url, {"act": code}, headers={"HX-Request": "true"}).content.decode()
        for code in sorted(acts)
    ]
    ids = Counter(re.findall(r'\sid="([^"]+)"', "".join([page, *forms])))
    assert [name for name, times in ids.items() if times > 1] == []
