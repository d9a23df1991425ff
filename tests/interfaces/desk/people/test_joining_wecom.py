"""An administrator notes which member of WeCom an account is, and a second one confirms it on their page."""

import pytest
from pytest_django import Settings

from sanling.domain.people.cast import Player
from sanling.domain.people.models import WeComChange
from sanling.foundation.accounts.models import User
from tests.interfaces.desk.conftest import SignIn

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]


@pytest.fixture(autouse=True)
def _offered(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    monkeypatch.setattr("sanling.interfaces.desk.people.accounts.way_to_proof", lambda request, then: None)
    settings.WECOM_SIGN_IN = True
    settings.WECOM_CORP_ID, settings.WECOM_AGENT_ID, settings.WECOM_SECRET = "corp", "1", "s3cret"


def test_what_is_asked_for_waits_and_is_confirmed_by_another(desk: SignIn, cast: Cast) -> None:
    mediator = cast["mediator"]
    page = f"/desk/accounts/{mediator.user.pk}/"
    first = desk("administrator")
    assert "未绑定" in first.get(page).content.decode()
    assert first.post(f"{page}wecom/", {"wecom_id": " ZhangSan "}).status_code == 302
    assert "zhangsan" in first.get(page).content.decode()
    change = WeComChange.objects.get()
    where = f"/desk/confirmations/wecom/{change.pk}/"
    assert first.post(where, {"decision": "confirm"}).status_code == 403
    second = desk("security_administrator")
    assert "zhangsan" in second.get("/desk/confirmations/").content.decode()
    second.post(where, {"decision": "confirm"})
    assert User.objects.get(pk=mediator.user.pk).wecom_id == "zhangsan"
    assert "此前已作出决定" in second.post(where, {"decision": "confirm"}, follow=True).content.decode()
    assert "zhangsan" not in second.get("/desk/confirmations/").content.decode()


def test_what_is_none_is_refused_at_its_field(desk: SignIn, cast: Cast) -> None:
    answer = desk("administrator").post(
        f"/desk/accounts/{cast['mediator'].user.pk}/wecom/", {"wecom_id": "张三"}
    )
    assert answer.status_code == 422
    assert 'id="account_wecom_id"' in answer.content.decode()
    assert not WeComChange.objects.exists()


def test_where_nobody_signs_in_by_it_nothing_is_asked(desk: SignIn, cast: Cast, settings: Settings) -> None:
    settings.WECOM_SIGN_IN = False
    page = desk("administrator").get(f"/desk/accounts/{cast['mediator'].user.pk}/").content.decode()
    assert "wecom" not in page
