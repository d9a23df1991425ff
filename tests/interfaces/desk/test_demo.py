"""Sign-in as one of the cast works in a demonstration, straight from this machine, and nowhere else."""

import pytest
from django.http import Http404
from django.test import RequestFactory, override_settings

from sanling.interfaces.desk.demo import demo, from_this_machine

LOCAL = {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "127.0.0.1:8000"}


def test_straight_from_this_machine_is_recognised() -> None:
    make = RequestFactory()
    assert from_this_machine(make.get("/demo/", **LOCAL))  # type: ignore[arg-type]
    assert from_this_machine(make.get("/demo/", REMOTE_ADDR="::1", HTTP_HOST="[::1]:8000"))
    assert from_this_machine(make.get("/demo/", REMOTE_ADDR="::ffff:127.0.0.1", HTTP_HOST="127.0.0.1"))
    for host in ("localhost", "LocalHost:8000", "localhost.:8000", "[::1]"):
        assert from_this_machine(make.get("/demo/", REMOTE_ADDR="127.0.0.1", HTTP_HOST=host)), host


@pytest.mark.parametrize(
    "changed",
    [
        {"REMOTE_ADDR": "192.168.1.7"},
        {"REMOTE_ADDR": ""},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_FORWARDED": "for=127.0.0.1"},
        {"HTTP_X_REAL_IP": "127.0.0.1"},
        {"REMOTE_ADDR": "::ffff:192.168.1.7"},
    ],
)
@override_settings(DEMO=True)
def test_a_client_elsewhere_or_behind_a_proxy_finds_nothing(changed: dict[str, str]) -> None:
    request = RequestFactory().post("/demo/", {"member": "auditor"}, **{**LOCAL, **changed})  # type: ignore[arg-type]
    with pytest.raises(Http404):
        demo(request)


@override_settings(DEMO=True, ALLOWED_HOSTS=["*"])
def test_another_host_name_finds_nothing() -> None:
    with pytest.raises(Http404):
        demo(RequestFactory().get("/demo/", REMOTE_ADDR="127.0.0.1", HTTP_HOST="city.example"))


@override_settings(DEMO=False)
def test_outside_a_demonstration_there_is_nothing() -> None:
    with pytest.raises(Http404):
        demo(RequestFactory().get("/demo/", **LOCAL))  # type: ignore[arg-type]
