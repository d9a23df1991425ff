"""Each request has a name in the log, is counted and timed by its page, and leaves no secret behind."""

import json
import logging
import re
from collections.abc import Iterator

import pytest
from django.conf import settings as usual
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import Settings

from sanling.interfaces.components.logs import HideSecretLinks, JsonFormatter, LineFormatter
from sanling.interfaces.components.observing import measured
from sanling.interfaces.components.request_name import request_name

SECRET = "QVOqoZfMmiQJo3XoZPIlnA"


def number_of(sample: str) -> float:
    found = re.search(rf"^{re.escape(sample)} (\S+)$", measured(), re.M)
    return float(found[1]) if found else 0.0


@pytest.mark.django_db
def test_requests_are_counted_and_timed_by_page_and_status() -> None:
    good = 'sanling_requests_total{method="GET",page="portal:start",status="200"}'
    timed = 'sanling_request_seconds_count{page="portal:start"}'
    before = number_of(good), number_of(timed)
    Client().get("/")
    assert (number_of(good), number_of(timed)) == (before[0] + 1, before[1] + 1)


@pytest.mark.django_db
def test_what_is_typed_makes_no_new_figure() -> None:
    for path in ("/nowhere/1", "/nowhere/2", f"/t/{SECRET}/"):
        Client().get(path)
    Client().generic("ODD", "/nowhere/3")
    text = measured()
    assert "nowhere/" not in text
    assert SECRET not in text
    assert 'method="other",page="none",status="' in text
    assert 'page="portal:link_matter"' in text


@pytest.mark.django_db
def test_a_request_is_known_by_the_name_that_our_proxy_gave_it_and_by_nobody_elses(
    settings: Settings,
) -> None:
    said = {"X-Request-ID": "0123456789abcdef0123456789abcdef"}
    assert re.fullmatch("[0-9a-f]{16}", Client().get("/", headers=said).headers["X-Request-ID"])
    settings.TRUSTED_PROXIES = 1
    assert Client().get("/", headers=said).headers["X-Request-ID"] == said["X-Request-ID"]
    odd = {"X-Request-ID": "a b\t\x7f"}
    assert re.fullmatch("[0-9a-f]{16}", Client().get("/", headers=odd).headers["X-Request-ID"])
    assert request_name.get() == ""


@pytest.mark.django_db
def test_the_access_log_tells_the_page_without_secret_and_question(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.ACCESS_LOG = True
    with caplog.at_level(logging.INFO, "sanling.access"):
        Client().get(f"/t/{SECRET}/?q=secret-of-mine")
        Client().get("/metrics")
    (record,) = [record for record in caplog.records if record.name == "sanling.access"]
    HideSecretLinks().filter(record)
    told = json.loads(JsonFormatter().format(record))
    assert SECRET not in str(told)
    assert "secret-of-mine" not in str(told)
    assert (told["method"], told["path"], told["status"]) == ("GET", "/t/…/", 404)
    assert (told["page"], told["milliseconds"] >= 0) == ("portal:link_matter", True)
    assert re.fullmatch(r"GET /t/…/ 404 \d+ ms", told["message"])


def test_a_line_and_json_tell_when_with_its_zone_and_of_which_request() -> None:
    record = logging.LogRecord("sanling.x", logging.ERROR, "x.py", 1, "坏了：%s", ("一",), None)
    token = request_name.set("abc")
    try:
        told = json.loads(JsonFormatter().format(record))
        line = LineFormatter().format(record)
    finally:
        request_name.reset(token)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d", told["time"])
    assert (told["level"], told["message"], told["request"]) == ("ERROR", "坏了：一", "abc")
    assert line == f"{told['time']} ERROR sanling.x [abc]: 坏了：一"


def test_an_exception_stays_in_its_line_as_json() -> None:
    try:
        raise ValueError(f"/t/{SECRET}/ postgresql://u:s3cret@h/n")
    except ValueError as error:
        info = (type(error), error, error.__traceback__)
    record = logging.LogRecord("sanling.x", logging.ERROR, "x.py", 1, "broken", (), info)
    HideSecretLinks().filter(record)
    line = JsonFormatter().format(record)
    assert "\n" not in line
    assert "Traceback" in json.loads(line)["exception"]
    assert SECRET not in line
    assert "s3cret" not in line


def routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from routes(entry, before + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield before + str(entry.pattern)


SECRETS = re.compile(
    r"<(?:\w+:)?(?:token|secret|key|signature)>|\(\?P<(?:token|secret|key|signature)>[^)]*\)"
)
NUMBER = re.compile(r"<str:number>")


def test_every_address_with_a_secret_is_hidden_by_the_log_of_the_program_and_of_nginx() -> None:
    nginx = (usual.PACKAGE.parent / "deploy" / "nginx" / "nginx.conf").read_text()
    doors = set(re.findall(r"\(\?<door>\(\?i:(.+?)\)\)", nginx))
    assert len(doors) == 1
    secret = {route for route in routes(get_resolver()) if SECRETS.search(route)}
    assert len(secret) >= 8
    for route in secret:
        path = "/" + NUMBER.sub("ZZ-261129-00029-L", SECRETS.sub(SECRET, route)).replace("^", "")
        record = logging.LogRecord("x", logging.INFO, "x.py", 1, "%s", (path,), None)
        HideSecretLinks().filter(record)
        assert SECRET not in record.getMessage(), route
        assert re.search(f"(?:{'|'.join(doors)})([^/]*/)?{SECRET}", path), route
