"""An address that somebody typed leads out into the world by https, and nowhere else."""

import pytest

from sanling.foundation.outward import OutwardError, Reach, target_of

WORLD = Reach()
DEMO = Reach(plain_loopback=True)


@pytest.mark.parametrize(
    "url",
    [
        "http://1.1.1.1/",
        "ftp://1.1.1.1/",
        "https://127.0.0.1/",
        "https://localhost/",
        "https://[::1]/",
        "https://10.1.2.3/",
        "https://192.168.0.9/",
        "https://169.254.169.254/latest/meta-data/",
        "https://100.64.0.1/",
        "https://0.0.0.0/",
        "https://[::ffff:10.0.0.1]/",
        "https://[fd00::1]/",
        "https://224.0.0.1/",
        "https://2130706433/",
        "https://user:secret@1.1.1.1/",
        "https://1.1.1.1/#part",
        "https://1.1.1.1/a b",
        "https://1.1.1.1/\r\nX-Evil: 1",
        "https://1.1.1.1:99999/",
        "https://no-such-host.invalid/",
        "https:///path",
        "https://例子.测试/",
        "",
    ],
)
def test_what_leads_inside_or_nowhere_is_refused(url: str) -> None:
    with pytest.raises(OutwardError):
        target_of(url, WORLD)


def test_a_public_server_is_reached_by_https_with_its_path_and_query() -> None:
    found = target_of("https://1.1.1.1/hook?for=sanling", WORLD)
    assert (found.address, found.port, found.path) == ("1.1.1.1", 443, "/hook?for=sanling")


def test_the_citys_own_networks_are_reached_when_the_settings_name_them() -> None:
    city = Reach.of(["10.0.0.0/8", "fd00::/8"])
    assert target_of("https://10.1.2.3:8443/", city).port == 8443
    assert target_of("https://[fd00::1]/", city).address == "fd00::1"
    with pytest.raises(OutwardError):
        target_of("https://192.168.0.9/", city)
    with pytest.raises(OutwardError):
        target_of("http://10.1.2.3/", city)


def test_a_demonstration_tells_programs_on_its_own_machine_by_http() -> None:
    assert target_of("http://127.0.0.1:9000/", DEMO).address == "127.0.0.1"
    with pytest.raises(OutwardError):
        target_of("http://10.0.0.1/", DEMO)
    with pytest.raises(OutwardError):
        target_of("http://1.1.1.1/", DEMO)
