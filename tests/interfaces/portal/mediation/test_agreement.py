"""A side reads the agreement by its link, signs it by hand or by a code, and tells how it is kept."""

import json
import re
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client

from sanling.domain.mediation.actions.end_agreement import end_agreement
from sanling.domain.mediation.actions.print_link import print_link
from sanling.domain.mediation.actions.say import say
from sanling.domain.mediation.models import Obligation, Saying, Side, Signature
from sanling.domain.publications.bulletin import BrokenTemplate
from sanling.foundation.days import today
from sanling.foundation.delivery import sms
from sanling.foundation.files.kinds import DOCX
from sanling.foundation.privacy.tokens import digest as digest_of
from tests.domain.mediation.agreed import STROKES, closed, drawn_up, in_force, informed
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import OTHER_PHONE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def link_of(cast: Cast, side: Side) -> str:
    """Return the address of a side's agreement."""
    return f"/side/{print_link(actor=cast['mediator'].viewer, side_id=side.pk)}/agreement/"


def send(client: Client, url: str, what: str, **typed: Any) -> Any:
    """Send one of the forms of the page."""
    return client.post(url, {"what": what, "key": f"{what}-0123456789abcdef", **typed})


def test_it_reads_the_text_and_signs_it_once(cast: Cast, client: Client) -> None:
    _matter, _first, other, agreement = closed(cast)
    url = link_of(cast, other)
    page = client.get(url).content.decode()
    for words in ("李大山", "王小明", "人民币伍佰元整（¥500.00）", "我已阅读文本"):
        assert words in page
    digest = re.findall(r'name="digest" value="([0-9a-f]{64})"', page)[0]
    assert digest == bytes(agreement.digest or b"").hex()
    dot = send(client, url, "sign", digest=digest, strokes="[[[0.1,0.1]]]")
    assert dot.status_code == 422
    for _twice in range(2):
        signed = client.post(
            url,
            {"what": "sign", "key": "s-0123456789abcdef", "digest": digest, "strokes": json.dumps(STROKES)},
        )
        assert signed.status_code == 302
    assert Signature.objects.get().name == "李大山"
    assert "已于" in client.get(url).content.decode()
    assert client.get(f"{url}paper.pdf").content[:5] == b"%PDF-"


def test_it_keeps_the_text_as_word_without_the_phone_of_the_other_side_or_what_was_said_alone(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    _matter, first, other, _agreement = closed(cast)
    mediator = cast["mediator"].viewer
    say(actor=mediator, side_id=first.pk, kind=Saying.Kind.PRIVATE, text="底线是三百元")
    url = link_of(cast, other)
    assert "text.docx" in client.get(url).content.decode()
    answer = client.get(f"{url}text.docx")
    assert (answer["Content-Type"], answer["Cache-Control"]) == (DOCX.media_type, "private, no-store")
    with ZipFile(BytesIO(answer.content)) as parts:
        text = "".join(parts.read(name).decode(errors="replace") for name in parts.namelist())
    assert "王小明" in text
    for kept in (OTHER_PHONE[3:], "底线是三百元"):
        assert kept not in text

    def broken(*_given: Any) -> bytes:
        raise BrokenTemplate("agreement.docx: phones")

    monkeypatch.setattr("sanling.interfaces.components.agreements.agreement_docx", broken)
    again = client.get(f"{url}text.docx", follow=True)
    assert (again.redirect_chain, "phones" in again.content.decode()) == ([(url, 302)], False)


@pytest.mark.parametrize("strokes", ["", "[", "{}", "[[[1]]]", '[[["a","b"]]]', "[" * 2000, "[[[1e999,0]]]"])
def test_what_is_no_signature_is_refused(cast: Cast, client: Client, strokes: str) -> None:
    _matter, _first, other, agreement = closed(cast)
    url = link_of(cast, other)
    digest = bytes(agreement.digest or b"").hex()
    assert send(client, url, "sign", digest=digest, strokes=strokes).status_code == 422
    assert not Signature.objects.exists()


def test_it_signs_by_the_code_of_its_phone(cast: Cast, client: Client, settings: Any) -> None:
    settings.DEMO = True
    _matter, _first, other, agreement = closed(cast)
    url = link_of(cast, other)
    assert send(client, url, "ask_code").status_code == 302
    digest = bytes(agreement.digest or b"").hex()
    assert send(client, url, "code", digest=digest, code="000000").status_code == 422
    code = sms.current_code(OTHER_PHONE)
    right = client.post(url, {"what": "code", "key": "c-1123456789abcdef", "digest": digest, "code": code})
    assert right.status_code == 302
    assert Signature.objects.get().way == "code"


def test_a_text_that_was_taken_back_is_signed_no_more(cast: Cast, client: Client) -> None:
    _matter, _first, other, agreement = closed(cast)
    url = link_of(cast, other)
    end_agreement(actor=cast["mediator"].viewer, agreement_id=agreement.pk, how="changed", reason="金额写错")
    digest = bytes(agreement.digest or b"").hex()
    assert "这份文本已收回" in client.get(url).content.decode()
    late = send(client, url, "sign", digest=digest, strokes=json.dumps(STROKES))
    assert late.status_code in {302, 422}
    assert not Signature.objects.exists()


def test_before_its_rights_are_read_it_is_told_to_read_them(cast: Cast, client: Client) -> None:
    _matter, first, other, _agreement = closed(cast)
    Side.objects.filter(pk=other.pk).update(notice_read_at=None)
    page = client.get(link_of(cast, first)).content.decode()
    assert "权利义务告知" in page
    assert "我已阅读文本" not in page
    informed(Side.objects.get(pk=other.pk))
    assert "我已阅读文本" in client.get(link_of(cast, first)).content.decode()


def test_a_draft_is_the_mediators_and_not_found_by_a_side(cast: Cast, client: Client) -> None:
    _matter, first, _other, _agreement = drawn_up(cast)
    url = link_of(cast, first)
    assert client.get(url).status_code == 404
    assert client.get(f"{url}paper.pdf").status_code == 404
    assert client.get(f"{url}text.docx").status_code == 404


def test_whom_it_is_owed_to_tells_how_it_was_kept(cast: Cast, client: Client) -> None:
    tokens = {}
    _matter, first, other, _agreement = in_force(cast)
    for side in (first, other):
        token = f"token-of-side-{side.nth}-0123456789"
        tokens[side.pk] = f"/side/{token}/agreement/"
        from_token(side, token)
    said = {"result": "whole", "done_on": f"{today()}"}
    assert send(client, tokens[other.pk], "performance-1", **said).status_code == 422
    assert Obligation.objects.get().performed_at is None
    assert send(client, tokens[first.pk], "performance-1", **said).status_code == 302
    assert Obligation.objects.get().performed_at is not None


def from_token(side: Side, token: str) -> None:
    """Give a side a link of a known secret: where mediation has ended nobody is given one."""
    Side.objects.filter(pk=side.pk).update(link_digest=digest_of(token))


def test_the_public_page_says_how_it_stands_and_nothing_else(cast: Cast, client: Client) -> None:
    matter, *_sides, agreement = in_force(cast)
    url = f"/agreements/{agreement.code}/"
    page = client.get(url).content.decode()
    assert "这份协议有效" in page
    for secret in ("李大山", "王小明", "清理", matter.number, "500"):
        assert secret not in page
    end_agreement(actor=cast["mediator"].viewer, agreement_id=agreement.pk, how="withdrawn", reason="解除")
    assert "这份协议已撤销" in client.get(url).content.decode()
    assert client.get("/agreements/none-of-ours/").status_code == 404


def test_one_that_waits_for_signatures_is_not_in_force(cast: Cast, client: Client) -> None:
    *_rest, agreement = closed(cast)
    assert "尚未生效" in client.get(f"/agreements/{agreement.code}/").content.decode()
