"""Whatever is sent to any address, by whomever, is never a failure: NUL, halves of characters, numbers without end."""

import json
import re
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import cycle
from typing import Any
from urllib.parse import quote

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver

from sanling.domain.people.cast import Player, working_token
from sanling.domain.territory.actions.hang_code_point import hang_code_point
from sanling.domain.workflow.models import Definition
from sanling.foundation import clock
from tests.city import TEST, VILLAGE
from tests.domain.matters.helpers import act, picture, registered
from tests.house.sources import python_files, text_of
from tests.interfaces.doors import TEXT
from tests.interfaces.test_permissions import PLACEHOLDER, REGEX_SIGNS, routes

pytestmark = pytest.mark.django_db
NUL, HALF, ENDLESS = "a\0b", "\ud800", "9" * 4400
ODD = [NUL, "9223372036854775808", ENDLESS, "²"]
# Percent escapes of what is no UTF-8, and of a half of a surrogate pair written as if it were a character.
BROKEN = ["%FF", "%ED%A0%80", "%C3", "%00"]
ASKED = re.compile(r'(?:GET|POST|asked|sent)(?:\.get(?:list)?\(|\[)\s*"(\w+)"')
FIELD = re.compile(
    r'^    (\w+)(?::[^=]+)? = (?:\w+\.)?\w*Field\(|^    (\w+) = PlainText\(|fields\["(\w+)"\]', re.M
)
Keys = Mapping[str, str]
Callers = dict[str, tuple[Client, dict[str, str]]]


@pytest.fixture(autouse=True)
def plain_http(settings: Any, tmp_path: Any) -> None:
    settings.SECURE_SSL_REDIRECT = False
    settings.FILES_ROOT = tmp_path
    settings.API_CALLS_A_MINUTE_BY_ADDRESS = settings.API_CALLS_A_MINUTE_BY_TOKEN = 100_000


@pytest.fixture
def keys(cast: dict[str, Player], workflows: None) -> Keys:
    """What the placeholders of addresses stand for."""
    made = registered()
    officer = cast["intake_officer"]
    act(officer.viewer, made.matter, "note", {"note": "附照片"}, [picture()])
    attachment = made.matter.entries.latest("pk").attachments.get().pk
    return {
        "post_id": str(officer.post.pk),
        "number": made.matter.number,
        "token": made.token,
        "party_id": str(made.matter.parties.get().pk),
        "attachment_id": str(attachment),
        "attachment": str(attachment),
        "unit_id": str(made.matter.unit_id),
        "definition_id": str(Definition.objects.filter(city="4101")[0].pk),
        "code": hang_code_point(actor=TEST, division=VILLAGE, place="门口").code,
        "export_id": "00000000-0000-4000-8000-000000000000",
        "batch_id": "00000000-0000-4000-8000-000000000000",
        "provider_id": "city",
        "act": "route",
        "action": "accept",
        "name": "unit",
        "form": "json",
        "secret": made.token,
    }


@pytest.fixture
def callers(cast: dict[str, Player], workflows: None) -> Callers:
    """Nobody, members of the cast who between them reach every page, and systems."""
    found: Callers = {"nobody": (Client(raise_request_exception=False), {})}
    for key in ("intake_officer", "centre_director", "administrator", "auditor"):
        browser = Client(raise_request_exception=False)
        browser.force_login(cast[key].user)
        found[key] = (browser, {})
    until = clock.now() + timedelta(hours=1)
    token = working_token(actor=TEST, post=cast["intake_officer"].post, name="t", ends_at=until)
    system = Client(raise_request_exception=False)
    found["system"] = (system, {"Authorization": f"Bearer {token.secret}", "Idempotency-Key": "k" * 20})
    return found


def addresses(keys: Keys, odd: str = "") -> Iterator[str]:
    """Yield every address with the keys filled in, or once for each placeholder with ``odd`` in its place."""
    for route in sorted(set(routes(get_resolver().url_patterns))):
        names = [found[1] or found[2] for found in PLACEHOLDER.finditer(route)]
        for strange in [name for name in names if name != "form"] if odd else [""]:
            filled = PLACEHOLDER.sub(
                lambda found, strange=strange: (
                    odd  # type: ignore[misc]
                    if (found[1] or found[2]) == strange
                    else keys.get(found[1] or found[2], "1")
                ),
                route,
            )
            yield f"/{REGEX_SIGNS.sub('', filled)}"


def asked_for() -> list[str]:
    """Return the names of all that any page reads from a query or a form."""
    found = {"q", "cursor", "limit", "next", "login", "password", "credential", "phone", "device"}
    for path in python_files("sanling/interfaces/"):
        found |= set(ASKED.findall(text_of(path)))
        found |= {name for match in FIELD.finditer(text_of(path)) for name in match.groups() if name}
    return sorted(found)


def refuse_failures(
    callers: Mapping[str, Any], method: str, address: str, *args: Any, **options: Any
) -> None:
    """Send something as each of the callers; it must not fail, and nothing of it stays."""
    for key, (client, headers) in callers.items():
        with transaction.atomic():
            answer = getattr(client, method)(address, *args, headers=headers, **options)
            transaction.set_rollback(True)
        assert answer.status_code < 500, (key, method, address[:300], args, answer.status_code)


@pytest.mark.parametrize("odd", ["%00", quote("²"), "9223372036854775808", "9" * 30, "%ED%A0%80"])
def test_no_odd_key_in_an_address_is_a_failure(keys: Keys, callers: Callers, odd: str) -> None:
    few = {key: callers[key] for key in ("nobody", "centre_director", "administrator", "system")}
    for address in addresses(keys, odd):
        refuse_failures(few, "get", address)


@pytest.mark.parametrize("odd", ODD, ids=["nul", "larger than any id", "without end", "no digit"])
def test_no_odd_query_or_form_is_a_failure(keys: Keys, callers: Callers, odd: str) -> None:
    names = asked_for()
    assert len(names) > 60
    query = "&".join(f"{name}={quote(odd)}" for name in names)
    for address in addresses(keys):
        refuse_failures(callers, "get", f"{address}?{query}")
        refuse_failures(callers, "post", address, dict.fromkeys(names[:150], odd))


def test_no_number_of_parts_in_a_query_is_a_failure(keys: Keys, callers: Callers) -> None:
    query = "&".join(f"a{nth}=1" for nth in range(3000))
    for address in addresses(keys):
        refuse_failures(callers, "get", f"{address}?{query}")
        refuse_failures(callers, "post", f"{address}?{query}")


def test_no_broken_escape_is_a_failure(keys: Keys, callers: Callers) -> None:
    few = {key: callers[key] for key in ("nobody", "intake_officer", "system")}
    pairs = zip(asked_for()[:90], cycle(BROKEN), strict=False)
    query = "&".join(f"{name}={broken}&{broken}={name}" for name, broken in pairs)
    for address in addresses(keys):
        refuse_failures(few, "get", f"{address}?{query}")
        refuse_failures(few, "post", address, query, content_type="application/x-www-form-urlencoded")


@pytest.mark.parametrize(
    "charset", ["utf-7", "unicode_escape", "rot13", "undefined", "utf-16", "idna", "gbk", "no-such"]
)
def test_no_encoding_is_a_failure(callers: Callers, charset: str) -> None:
    browser, _headers = callers["intake_officer"]
    half = "+2AA-\\ud800\\x00"
    body = f'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n{half}\r\n--x--\r\n'.encode()
    kind = f"multipart/form-data; boundary=x; charset={charset}"
    for address in ("/report/", "/track/", "/desk/search/", "/desk/new/", "/open311/v2/requests.json"):
        query = f"{address}?q={half}&words={half}"
        assert browser.get(query, CONTENT_TYPE=f"text/plain; charset={charset}").status_code < 500, address
        assert browser.generic("POST", address, body, kind).status_code < 500, address


JSON = [
    {"fields": {HALF: "x"}, "version": 1},
    {"fields": {"note": HALF, "unit": NUL, "number": NUL, "division": NUL, "reason": HALF}, "version": 1},
    {"kind": "dispute", "text": f"{TEXT}{HALF}{NUL}", "division": VILLAGE, "channel": "phone", "code": NUL,
     "name": HALF, "applicant": {"name": HALF, "phone": NUL}, "respondent_unit": NUL, "respondent": HALF},
    {"kind": NUL, "text": HALF, "division": HALF, "channel": NUL, HALF: 1, NUL: 2},
    {"url": f"https://{HALF}.test/{NUL}", "events": [HALF, NUL], "unit": 2**63},
    {"deliveries": [2**63, -1, 0], "version": 2**63, "attachments": [HALF, NUL]},
    HALF, [HALF, [NUL]], 10**4000,
]  # fmt: skip


@pytest.mark.parametrize("body", JSON, ids=[str(n) for n in range(len(JSON))])
def test_no_json_is_a_failure(keys: Keys, callers: Callers, body: Any) -> None:
    few = {key: callers[key] for key in ("nobody", "system")}
    text = json.dumps(body)
    unescaped = json.dumps(body, ensure_ascii=False).encode("utf-8", "surrogatepass")
    for address in addresses(keys):
        if address.startswith("/api/"):
            for raw in (text, unescaped):
                refuse_failures(few, "post", address, raw, content_type="application/json")


def test_no_body_of_json_is_a_failure_in_another_encoding_or_nested_without_end(callers: Callers) -> None:
    system, headers = callers["system"]
    for raw in ("{}".encode("utf-16"), b"\xff", b'{"a": "\xed\xa0\x80"}', "[" * 100_000):
        for path in ("matters", "public/matters"):
            answer = system.post(f"/api/v1/{path}", raw, content_type="application/json", headers=headers)
            assert answer.status_code in (400, 422), (raw[:10], answer.status_code)


@pytest.mark.parametrize(
    "credential",
    [
        *("[" * 20_000, ENDLESS, "null", "1", '"x"', "[]", "{}", '{"id": 1}', '{"response": null}', "{"),
        '{"id": "\\u0000", "rawId": "\\ud800", "type": "public-key", "response": {"userHandle": "AA", '
        '"clientDataJSON": "AA", "authenticatorData": "AA", "signature": "AA"}}',
    ],
    ids=str,
)
def test_no_passkey_is_a_failure(keys: Keys, callers: Callers, credential: str) -> None:
    few = {key: callers[key] for key in ("nobody", "intake_officer")}
    for address in addresses(keys):
        if address.startswith("/accounts/2fa/"):
            refuse_failures(few, "post", address, {"credential": credential, "name": "k"})


def test_no_cookie_cursor_or_key_is_a_failure(keys: Keys, callers: Callers) -> None:
    client = Client(raise_request_exception=False)
    for address in ("/", "/desk/", "/track/", "/mine/", "/accounts/login/", "/report/"):
        for name in ("sessionid", "csrftoken", "django_language", "messages"):
            client.cookies.clear()
            cookies = f'{name}="\\000\\355\\240\\200"; {name}x="\\777"; \\000=1'
            answer = client.get(address, HTTP_COOKIE=cookies)
            assert answer.status_code < 500, (address, name)
    for place in ("\0", "1\0", "9" * 4400, "²", "nan_1", "1e400_1"):
        cursor = urlsafe_b64encode(place.encode()).decode().rstrip("=")
        for path in ("matters", "units", "posts", "webhooks"):
            system, headers = callers["system"]
            assert system.get(f"/api/v1/{path}", {"cursor": cursor}, headers=headers).status_code < 500, place


def test_a_text_cut_within_a_character_is_taken_without_its_half(keys: Keys, callers: Callers) -> None:
    system, headers = callers["system"]
    body = {
        "kind": "dispute",
        "text": f"{TEXT}\0\ud83d",
        "division": VILLAGE,
        "channel": "phone",
        "place": "三号楼",
    }
    answer = system.post(
        "/api/v1/matters", json.dumps(body), content_type="application/json", headers=headers
    )
    assert answer.status_code == 201, answer.content
    number = answer.json()["number"]
    assert system.get(f"/api/v1/matters/{number}", headers=headers).json()["text"] == TEXT
    browser, _headers = callers["intake_officer"]
    assert number in browser.get(f"/desk/search/?q={quote('垃圾')}%00").content.decode()
