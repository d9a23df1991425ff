"""Webhooks go out into the world by https, and into a private network only if the settings name it."""

from ipaddress import ip_address

import pytest
from pytest_django import Settings

from sanling.foundation.outward import OutwardError, target_of
from sanling.processes.webhooks.reach import webhook_reach

WORLD, LOOPBACK, INSIDE, OTHER = map(ip_address, ("1.1.1.1", "127.0.0.1", "10.1.2.3", "192.168.1.1"))


@pytest.fixture(autouse=True)
def real(settings: Settings) -> None:
    settings.DEMO = settings.DEBUG = False
    settings.WEBHOOK_NETWORKS = []


def test_the_world_is_reached_by_https_alone() -> None:
    assert webhook_reach().allows(WORLD, "https")
    assert not webhook_reach().allows(WORLD, "http")
    for inside in (LOOPBACK, INSIDE, OTHER):
        assert not webhook_reach().allows(inside, "https")


def test_a_private_network_is_reached_where_it_is_named_and_no_other(settings: Settings) -> None:
    settings.WEBHOOK_NETWORKS = ["10.0.0.0/8"]
    assert webhook_reach().allows(INSIDE, "https")
    assert not webhook_reach().allows(OTHER, "https")


@pytest.mark.parametrize("name", ["DEMO", "DEBUG"])
def test_a_demonstration_tells_programs_on_its_own_machine(settings: Settings, name: str) -> None:
    setattr(settings, name, True)
    assert webhook_reach().allows(LOOPBACK, "http")
    assert not webhook_reach().allows(INSIDE, "http")


@pytest.mark.parametrize("url", ["https://1.1.1.1/", "https://hooks.example.org/", "http://[2606:4700::1]/"])
def test_a_demonstration_tells_nobody_else_and_says_so(settings: Settings, url: str) -> None:
    settings.DEMO, settings.WEBHOOK_NETWORKS = True, ["10.0.0.0/8"]
    with pytest.raises(OutwardError, match="演示"):
        target_of(url, webhook_reach())
    for outside in (WORLD, INSIDE, OTHER):
        assert not webhook_reach().allows(outside, "https")
    assert target_of("http://localhost:9/hook", webhook_reach()).port == 9
