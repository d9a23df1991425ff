"""What hinders a start is said in one line, with its fix."""

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from sanling.supervisor.preflight import address_from, check_address, check_disk, check_profiles, web_address
from sanling.supervisor.trouble import Trouble


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield int(holder.getsockname()[1])


def test_a_taken_port_is_named_with_its_holder_and_another_to_use(taken_port: int) -> None:
    with pytest.raises(
        Trouble, match=rf"Port {taken_port} on 127.0.0.1 is taken.*Fix: .*PORT=\d+ make demo"
    ) as caught:
        check_address("127.0.0.1", taken_port)
    assert "\n" not in str(caught.value)
    assert f"PORT={taken_port} " not in str(caught.value)


def test_a_taken_port_of_ipv6_is_named_too() -> None:
    with socket.socket(socket.AF_INET6) as holder:
        holder.bind(("::1", 0))
        holder.listen()
        port = int(holder.getsockname()[1])
        with pytest.raises(Trouble, match=rf"Port {port} on ::1 is taken.*Fix: .*PORT=\d+ make demo"):
            check_address("::1", port)


def test_an_address_of_ipv6_stands_in_brackets() -> None:
    assert web_address("::1", 8000) == "http://[::1]:8000"
    assert web_address("127.0.0.1", 8000) == "http://127.0.0.1:8000"


def test_a_free_port_is_left_free() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    check_address("127.0.0.1", port)
    check_address("127.0.0.1", port)


@pytest.mark.parametrize("wrong", ["http", "0", "65536", "-1", "8000 "])
def test_a_port_that_is_none_is_refused(wrong: str) -> None:
    with pytest.raises(Trouble, match="is not a port"):
        address_from({"PORT": wrong})


def test_the_address_is_loopback_unless_asked_otherwise() -> None:
    assert address_from({}) == ("127.0.0.1", 8000)
    assert address_from({"HOST": "0.0.0.0", "PORT": "9000"}) == ("0.0.0.0", 9000)


@pytest.mark.parametrize("host", ["192.0.2.1", "..", "a" * 64])
def test_what_is_no_address_of_this_machine_is_refused(host: str) -> None:
    with pytest.raises(Trouble, match="no address of this machine"):
        check_address(host, 8000)


def test_a_full_disk_is_said_before_anything_is_written(tmp_path: Path) -> None:
    check_disk(tmp_path, least=1)
    with pytest.raises(Trouble, match=r"is full\. Fix: free some space"):
        check_disk(tmp_path, least=shutil.disk_usage(tmp_path).total + 1)


def test_an_unknown_city_is_answered_with_those_there_are(tmp_path: Path) -> None:
    for city in ("zhengzhou", "xuchang"):
        (tmp_path / city).mkdir()
        (tmp_path / city / "profile.toml").touch()
    check_profiles("xuchang", tmp_path)
    check_profiles("zhengzhou, xuchang", tmp_path)
    with pytest.raises(Trouble, match=r"no city profile 'zhengzou'.*there are: xuchang, zhengzhou"):
        check_profiles("xuchang,zhengzou", tmp_path)


def test_cities_that_cannot_be_told_apart_are_not_served_together(tmp_path: Path) -> None:
    heads = {
        "north": ("1101", "BJ"),
        "south": ("4401", "GZ"),
        "east": ("3101", "BJ"),
        "again": ("4401", "GY"),
    }
    for code, (city, letters) in heads.items():
        (tmp_path / code).mkdir()
        head = f'city = "{city}"\nletters = "{letters}" # of numbers\n'
        (tmp_path / code / "profile.toml").write_text(head, encoding="utf-8")
    check_profiles("north,south", tmp_path)
    with pytest.raises(Trouble, match="north and east have the same letters, BJ"):
        check_profiles("north,south,east", tmp_path)
    with pytest.raises(Trouble, match="south and again have the same city, 4401"):
        check_profiles("south,again", tmp_path)


def test_a_province_alone_is_no_installation(tmp_path: Path) -> None:
    for code, city in (("above", "11"), ("below", "1101")):
        (tmp_path / code).mkdir()
        (tmp_path / code / "profile.toml").write_text(f'city = "{city}"\n', encoding="utf-8")
    check_profiles("below,above", tmp_path)
    with pytest.raises(Trouble, match="a province alone"):
        check_profiles("above", tmp_path)
