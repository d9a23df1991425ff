"""A token of an app opens the portal within five minutes, once, and nothing else does."""

import base64
import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from sanling.foundation import clock
from sanling.interfaces.portal.app_tokens import Refused, RunOut, read
from sanling.interfaces.portal.checks import check_app_keys
from tests.interfaces.portal.apps import KEY, KID, OLD_KEY, token
from tests.profiles import with_apps

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def keys(settings: Settings) -> Any:
    """Let the city have an app with two keys, the newer of this month."""
    settings.APP_KEYS = f"yunhai.2026-01:{OLD_KEY}, {KID}:{KEY}"
    with with_apps():
        yield


def test_a_good_token_says_app_city_place_and_phone() -> None:
    arrival = read(token(place={"division": "410105002012", "words": "三号楼"}, phone="13800000001"))
    assert (arrival.app.code, arrival.profile.code) == ("yunhai", "zhengzhou")
    assert (arrival.place.division, arrival.place.words, arrival.phone) == (
        "410105002012",
        "三号楼",
        "13800000001",
    )


def test_while_a_key_is_changed_both_are_good() -> None:
    assert read(token(kid="yunhai.2026-01", key=OLD_KEY)).app.code == "yunhai"
    with pytest.raises(Refused):
        read(token(kid="yunhai.2026-01", key=KEY))


def test_it_is_used_once() -> None:
    sent = token()
    read(sent).use()
    with pytest.raises(RunOut):
        read(sent).use()
    read(token()).use()


def test_it_is_over_after_what_it_says_and_never_good_for_more_than_five_minutes() -> None:
    now = clock.now()
    with pytest.raises(RunOut):
        read(token(iat=now - timedelta(seconds=200), exp=now - timedelta(seconds=1)))
    for iat, exp in (
        (now, now + timedelta(seconds=301)),
        (now - timedelta(days=1), now + timedelta(seconds=60)),
        (now + timedelta(minutes=10), now + timedelta(minutes=12)),
    ):
        with pytest.raises(Refused):
            read(token(iat=iat, exp=exp))


@pytest.mark.parametrize("left_out", ["iss", "aud", "iat", "exp", "jti"])
def test_what_says_less_than_it_must_opens_nothing(left_out: str) -> None:
    with pytest.raises(Refused):
        read(token(**dict[str, Any]({left_out: None})))


@pytest.mark.parametrize(
    "changed",
    [
        {"iss": "other"},
        {"aud": "xuchang"},
        {"aud": ["zhengzhou"]},
        {"jti": "short"},
        {"jti": "x" * 65},
        {"iat": True},
        {"place": {"lon": 113.6, "lat": 34.7}},
        {"place": {"lon": 113.6, "datum": "gcj02"}},
        {"place": {"lon": float("nan"), "lat": 34.7, "datum": "gcj02"}},
        {"place": {"somewhere": "else"}},
    ],
)
def test_what_is_said_wrongly_opens_nothing(changed: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        read(token(**changed))


def _unsigned(algorithm: str) -> str:
    parts = token().split(".")
    header = json.dumps({"alg": algorithm, "typ": "JWT", "kid": KID}).encode()
    return ".".join([base64.urlsafe_b64encode(header).rstrip(b"=").decode(), parts[1], ""])


@pytest.mark.parametrize("algorithm", ["none", "None", "HS512", "RS256"])
def test_no_other_algorithm_is_taken(algorithm: str) -> None:
    with pytest.raises(Refused):
        read(_unsigned(algorithm))
    with pytest.raises(Refused):
        read(token(algorithm="HS512"))


@pytest.mark.parametrize("kid", ["yunhai", "other.2026-11", "yunhai.2026-02", "../secrets", ""])
def test_no_key_but_those_given_is_taken(kid: str) -> None:
    with pytest.raises(Refused):
        read(token(kid=kid))


def test_an_app_cannot_speak_for_another(settings: Settings) -> None:
    settings.APP_KEYS += f",lake.2026-11:{OLD_KEY}"
    with with_apps("yunhai", "lake"), pytest.raises(Refused):
        read(token(kid="lake.2026-11", key=OLD_KEY, iss="yunhai"))


def test_an_app_that_the_profile_lists_no_more_opens_nothing() -> None:
    with with_apps("lake"), pytest.raises(Refused):
        read(token())


def test_an_app_that_verifies_no_phones_hands_over_none() -> None:
    with with_apps(phones=False):
        assert read(token(phone="13800000001")).phone == ""


@pytest.mark.filterwarnings("ignore:The HMAC key")
def test_a_weak_key_is_none(settings: Settings) -> None:
    settings.APP_KEYS = f"{KID}:short"
    with pytest.raises(Refused):
        read(token(key="short"))


@given(st.data())
def test_a_token_of_which_one_sign_was_changed_opens_nothing(data: st.DataObject) -> None:
    sent = token()
    # The last sign holds bits of no meaning.
    place = data.draw(st.integers(0, len(sent) - 2))
    sign = data.draw(st.sampled_from("ABCxyz019-_."))
    if sent[place] != sign:
        with pytest.raises(Refused):
            read(sent[:place] + sign + sent[place + 1 :])


@given(st.text(max_size=60))
def test_whatever_else_is_sent_opens_nothing(sent: str) -> None:
    with pytest.raises(Refused):
        read(sent)


def problems(settings: Settings, given_keys: str) -> list[str | None]:
    settings.APP_KEYS = given_keys
    return [message.id for message in check_app_keys()]


def test_the_set_up_is_checked(settings: Settings) -> None:
    month = f"{clock.now():%Y-%m}"
    assert problems(settings, f"yunhai.{month}:{KEY}") == []
    assert problems(settings, f"yunhai:{KEY}") == ["portal.E001"]
    assert problems(settings, f"yunhai.{month}:short") == ["portal.E002"]
    assert problems(settings, f"yunhai.{month}:{KEY},lake.{month}:{KEY}") == ["portal.W001"]
    assert problems(settings, "") == ["portal.W002"]
    assert problems(settings, f"yunhai.2024-01:{KEY}") == ["portal.W003"]
    three = ",".join(f"yunhai.2026-0{month}:{KEY}" for month in (7, 8, 9))
    assert problems(settings, three) == ["portal.W004"]


def test_one_code_for_different_apps_of_two_cities_is_told(settings: Settings) -> None:
    month, settings.SERVED = f"{clock.now():%Y-%m}", ("zhengzhou", "xuchang")
    with with_apps(city="xuchang"):
        assert problems(settings, f"yunhai.{month}:{KEY}") == []
    with with_apps(city="xuchang", called="莲城通"):
        assert problems(settings, f"yunhai.{month}:{KEY}") == ["portal.W005"]


def test_no_check_tells_a_secret(settings: Settings) -> None:
    settings.APP_KEYS = "yunhai.2024-01:tide-pool,lake:other-tide"
    told = " ".join(f"{message.msg} {message.hint}" for message in check_app_keys())
    assert "tide" not in told
