"""An address that somebody typed leads out into the world by https, and nowhere else."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from ipaddress import IPv4Address, IPv6Address, IPv6Network
from time import monotonic, sleep

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanling.foundation import outward
from sanling.foundation.cleaning import is_storable
from sanling.foundation.outward import OutwardError, Reach, post_bytes, post_json, target_of

WORLD = Reach()
DEMO = Reach(plain_loopback=True)


@pytest.mark.parametrize(
    "url",
    [
        "http://1.1.1.1/",
        "ftp://1.1.1.1/",
        "https://1.1.1.1:0/",
        "https://:443/",
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
        "https://[fe80::1%lo]/",
        "https://[fec0::1]/",
        "https://[::127.0.0.1]/",
        "https://[::ffff:0:127.0.0.1]/",
        "https://[64:ff9b::a00:1]/",
        "https://[64:ff9b:1::101:101]/",
        "https://[2002:7f00:1::]/",
        "https://[2001::1]/",
        "https://[2001:db8::1]/",
        "https://[3fff::1]/",
        "https://[ff0e::1]/",
        "https://224.0.0.1/",
        "https://192.88.99.1/",
        "https://203.0.113.9/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0177.0.0.1/",
        "https://127.1/",
        "https://127.0.0.1./",
        "https://127%2e0.0.1/",
        "https://１２７.0.0.1/",
        "https://１27。0。0。1/",
        "https://1.1.1.1\\@127.0.0.1/",
        "https://@1.1.1.1/",
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


def test_a_name_that_is_not_known_is_refused_in_the_same_words_as_one_that_leads_inside() -> None:
    said = set()
    for host in ("no-such-host.invalid", "localhost", "10.1.2.3"):
        with pytest.raises(OutwardError) as refused:
            target_of(f"https://{host}/", WORLD)
        said.add(str(refused.value).replace(host, "HOST"))
    assert len(said) == 1, said


def test_a_public_server_is_reached_by_https_with_its_path_and_query() -> None:
    found = target_of("https://1.1.1.1/hook?for=sanling", WORLD)
    assert (found.address, found.port, found.path) == ("1.1.1.1", 443, "/hook?for=sanling")


def test_a_public_ipv4_server_is_reached_through_a_translator_too() -> None:
    assert target_of("https://[64:ff9b::101:101]/", WORLD).address == "64:ff9b::101:101"
    assert target_of("https://[::ffff:1.1.1.1]/", WORLD).port == 443


def embedded(address: IPv4Address) -> list[IPv6Address]:
    """Return the IPv6 addresses that may lead to an IPv4 address: mapped, compatible, translated, NAT64, 6to4."""
    prefixes = ("::ffff:0:0", "::", "::ffff:0:0:0", "64:ff9b::", "64:ff9b:1::")
    return [
        *(IPv6Address(int(IPv6Address(prefix)) | int(address)) for prefix in prefixes),
        IPv6Address(int(IPv6Address("2002::")) | int(address) << 80),
    ]


@given(st.ip_addresses(v=4))
def test_however_an_ipv4_address_is_wrapped_it_leads_nowhere_that_it_may_not_itself(
    address: IPv4Address,
) -> None:
    may = WORLD.allows(address, "https")
    assert not may or (address.is_global and not address.is_multicast)
    assert may or not any(WORLD.allows(wrapped, "https") for wrapped in embedded(address))


@given(
    st.one_of(
        st.ip_addresses(v=6),
        st.ip_addresses(v=6, network="2000::/3"),
        st.ip_addresses(v=6, network="2001::/16"),
    )
)
def test_an_ipv6_server_is_reached_only_where_servers_are(address: IPv6Address) -> None:
    if WORLD.allows(address, "https"):
        translated = any(address in IPv6Network(net) for net in ("::ffff:0:0/96", "64:ff9b::/96"))
        assert translated or (address.is_global and address in IPv6Network("2000::/3"))


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


@contextmanager
def answering(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """Run a server that answers one call by hand; give its address."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            link, _peer = server.accept()
            with link, suppress(OSError):
                link.recv(65_536)
                answer(link)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/hook"
        thread.join()


def send(url: str, *, typed: bool) -> None:
    if typed:
        post_bytes(url=url, body=b"{}", headers={}, reach=DEMO)
    else:
        post_json(url=url, body={})


@pytest.mark.parametrize("typed", [True, False])
def test_a_server_that_answers_drop_by_drop_is_cut_off(typed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outward, "LONGEST_SECONDS", 0.3)

    def drip(link: socket.socket) -> None:
        for byte in b"HTTP" * 1000:
            link.sendall(bytes([byte]))
            sleep(0.02)

    begun = monotonic()
    with answering(drip) as url, pytest.raises(OutwardError):
        send(url, typed=typed)
    assert monotonic() - begun < 2


@pytest.mark.parametrize("typed", [True, False])
@pytest.mark.parametrize(
    "said", [b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\n\r\n", b"SSH-2.0-x\r\n", b""]
)
def test_a_redirect_and_nonsense_are_no_success(typed: bool, said: bytes) -> None:
    with answering(lambda link: link.sendall(said)) as url, pytest.raises(OutwardError):
        send(url, typed=typed)


@pytest.mark.parametrize("typed", [True, False])
def test_what_a_server_says_that_speaks_no_http_is_told_as_far_as_it_can_be_kept(typed: bool) -> None:
    """Such as a server of TLS that is told by plain http."""
    alert = b"\x15\x03\x03\x00\x02\x02\x46\r\n"
    with answering(lambda link: link.sendall(alert)) as url, pytest.raises(OutwardError) as caught:
        send(url, typed=typed)
    assert is_storable(str(caught.value))
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("typed", [True, False])
def test_any_answer_of_2xx_is_success(typed: bool) -> None:
    with answering(lambda link: link.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")) as url:
        send(url, typed=typed)


@pytest.mark.parametrize("url", ["", "ftp://127.0.0.1/", "127.0.0.1", "http://", "http://127.0.0.1:x/"])
def test_a_setting_that_is_no_address_is_said(url: str) -> None:
    with pytest.raises(OutwardError):
        post_json(url=url, body={})
