"""Administrators find accounts, end them and take them up again; another phone needs a second person."""

import pytest
from django.test import Client

from sanling.domain.people.cast import Player
from sanling.domain.people.models import PhoneChange
from sanling.foundation.accounts.models import User
from sanling.foundation.audit.models import AuditRow
from tests.interfaces.desk.conftest import SignIn

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]
NEW = "13812340019"


@pytest.fixture(autouse=True)
def _just_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sanling.interfaces.desk.people.accounts.way_to_proof", lambda request, then: None)


def page(player: Player) -> str:
    return f"/desk/accounts/{player.user.pk}/"


def test_an_account_is_found_ended_and_taken_up_again(desk: SignIn, cast: Cast) -> None:
    client, mediator = desk("administrator"), cast["mediator"]
    assert (
        mediator.user.display_name
        in client.get(f"/desk/accounts/?q={mediator.user.display_name}").content.decode()
    )
    inside = Client()
    inside.force_login(mediator.user)
    assert client.post(f"{page(mediator)}switch/", {"do": "end"}).status_code == 302
    assert inside.get("/desk/").status_code == 302
    assert "已停用" in client.get(page(mediator)).content.decode()
    client.post(f"{page(mediator)}switch/", {"do": "take_up"})
    mediator.user.refresh_from_db()
    assert mediator.user.is_active
    assert inside.get("/desk/inbox/tabs/").status_code != 200


def test_another_phone_waits_for_a_second_person_and_then_ends_all_sessions(desk: SignIn, cast: Cast) -> None:
    client, mediator = desk("administrator"), cast["mediator"]
    before = mediator.user.phone
    assert client.post(page(mediator), {"phone": NEW}).status_code == 302
    mediator.user.refresh_from_db()
    assert mediator.user.phone == before
    change = PhoneChange.objects.get()
    where = f"/desk/confirmations/phone/{change.pk}/"
    assert client.post(where, {"decision": "confirm"}).status_code == 403
    second = desk("security_administrator")
    shown = second.get("/desk/confirmations/").content.decode()
    assert mediator.user.display_name in shown
    assert NEW not in shown
    second.post(where, {"decision": "confirm"})
    mediator.user.refresh_from_db()
    change.refresh_from_db()
    assert (mediator.user.phone, mediator.user.phone_verified) == (f"+86{NEW}", False)
    assert (change.phone, change.confirmed) == ("", True)
    acts = set(AuditRow.objects.filter(subject=mediator.user.key).values_list("act", flat=True))
    assert {"account.ask_phone_change", "account.confirm_phone", "account.change_phone"} <= acts
    again = second.post(where, {"decision": "confirm"}, follow=True)
    assert "此前已作出决定" in again.content.decode()


def test_a_phone_that_is_not_confirmed_changes_nothing(desk: SignIn, cast: Cast) -> None:
    mediator = cast["mediator"]
    desk("administrator").post(page(mediator), {"phone": NEW})
    change = PhoneChange.objects.get()
    desk("security_administrator").post(f"/desk/confirmations/phone/{change.pk}/", {"decision": "reject"})
    change.refresh_from_db()
    assert (change.phone, change.confirmed) == ("", False)
    assert not User.objects.filter(phone=f"+86{NEW}").exists()


def test_a_phone_of_another_account_and_one_that_is_none_are_refused_at_the_field(
    desk: SignIn, cast: Cast
) -> None:
    User.objects.filter(pk=cast["liaison"].user.pk).update(phone=f"+86{NEW}")
    for phone in (NEW, "0371-65500001", "x"):
        answer = desk("administrator").post(page(cast["mediator"]), {"phone": phone})
        assert (answer.status_code, "phone" in answer.context["form"].errors) == (422, True)


@pytest.mark.parametrize("key", ["auditor", "security_administrator"])
def test_no_administrator_touches_another_administrators_account(desk: SignIn, cast: Cast, key: str) -> None:
    client = desk("administrator")
    assert client.get(page(cast[key])).status_code == 403
    assert client.post(f"{page(cast[key])}switch/", {"do": "end"}).status_code == 403
    assert client.post(page(cast[key]), {"phone": NEW}).status_code == 403


def test_nobody_keeps_their_own_account(desk: SignIn, cast: Cast) -> None:
    assert desk("administrator").get(page(cast["administrator"])).status_code == 403


def test_without_a_fresh_proof_nothing_is_done(
    desk: SignIn, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    client, mediator = desk("administrator"), cast["mediator"]
    for where, said in ((f"{page(mediator)}switch/", {"do": "end"}), (page(mediator), {"phone": NEW})):
        assert "/accounts/" in client.post(where, said)["Location"]
    mediator.user.refresh_from_db()
    assert mediator.user.is_active
    assert not PhoneChange.objects.exists()


def test_an_address_for_notices_is_noted_by_who_keeps_the_account_and_lets_nobody_in(
    desk: SignIn, cast: Cast
) -> None:
    client, mediator = desk("administrator"), cast["mediator"]
    refused = client.post(f"{page(mediator)}email/", {"email": "no address"})
    assert refused.status_code == 422
    assert "account_email" in refused.content.decode()
    assert client.post(f"{page(mediator)}email/", {"email": "wang@city.test"}).status_code == 302
    mediator.user.refresh_from_db()
    assert mediator.user.email == "wang@city.test"
    assert AuditRow.objects.filter(act="account.change_email", subject=mediator.user.key).exists()
    assert "wang@city.test" in client.get(page(mediator)).content.decode()
    assert client.post(f"{page(mediator)}email/", {"email": ""}).status_code == 302
    assert client.post(f"{page(cast['administrator'])}email/", {"email": "a@b.test"}).status_code == 403
