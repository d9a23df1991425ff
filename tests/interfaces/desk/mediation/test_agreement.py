"""At the desk an agreement is drawn up, looked through, closed, signed, sealed and followed up."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sanling.domain.mediation.models import Agreement, Obligation, Seal, Signature
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.days import today
from sanling.foundation.files.kinds import DOCX
from tests.domain.mediation.agreed import STROKES, a_seal, at_a_body, closed, drawn_up, in_force, informed
from tests.domain.mediation.helpers import Cast, a_body
from tests.domain.mediation.sides import two_sides
from tests.interfaces.desk.conftest import SignIn

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def written(**changes: Any) -> dict[str, Any]:
    """Return what the form of a text holds: a sum to be paid, and a blank clause."""
    first = {
        "text": "支付清理费用伍佰元（500元）。",
        "sort": "pays",
        "by": "2",
        "to": "1",
        "amount": "５００",
        "due_on": f"{today() + timedelta(days=9)}",
        **changes,
    }
    management = {"clause-TOTAL_FORMS": "2", "clause-INITIAL_FORMS": "0"}
    return {
        "version": "1",
        "facts": "楼道堆物",
        **management,
        **{f"clause-0-{name}": value for name, value in first.items()},
    }


def test_it_is_drawn_up_looked_through_and_closed(cast: Cast, desk: SignIn) -> None:
    matter, *sides = two_sides(cast)
    body = at_a_body(cast)
    mediator = desk("mediator")
    url = f"/desk/matters/{matter.number}/agreement/"
    first = mediator.get(url)
    assert "起草调解协议" in first.content.decode()
    assert first.context["draw"]["template"].initial == "general"
    sent = mediator.post(f"{url}draw/", {"body": body.pk, "form": "written", "template": "general"})
    assert sent.status_code == 302
    wrong = mediator.post(f"{url}terms/", written(text="支付伍佰元（5000元），尽快付清"))
    assert wrong.status_code == 302
    page = mediator.get(url).content.decode()
    for words in ("金额的数字与大写不一致", "尽快", "须先改正"):
        assert words in page
    assert "定稿，交付签署" not in page
    stale = mediator.post(f"{url}terms/", written())
    assert stale.status_code == 422
    assert "这期间有人改了文本" in stale.content.decode()
    assert mediator.post(f"{url}terms/", {**written(), "version": "2"}).status_code == 302
    assert mediator.post(f"{url}close/", {"version": "3"}).status_code == 302
    agreement = Agreement.objects.get()
    assert agreement.closed_at is not None
    page = mediator.get(url).content.decode()
    assert "人民币伍佰元整（¥500.00）" in page
    assert "权利义务告知" in page
    informed(*sides)
    page = mediator.get(url).content.decode()
    assert page.count("在本机签名") == 3


def test_all_sign_on_the_mediators_device_and_the_body_seals(cast: Cast, desk: SignIn) -> None:
    matter, first, other, agreement = closed(cast)
    mediator = desk("mediator")
    url = f"/desk/matters/{matter.number}/agreement/"
    digest = bytes(agreement.digest or b"").hex()
    for side in (first.pk, other.pk, 0):
        pad = f"{url}signing/{side}/"
        assert "请在此处签写您的全名" in mediator.get(pad).content.decode()
        dot = mediator.post(pad, {"digest": digest, "strokes": "[[[0.5,0.5]]]"})
        assert (dot.status_code, "一个点不算签名" in dot.content.decode()) == (422, True)
        assert mediator.post(pad, {"digest": digest, "strokes": json.dumps(STROKES)}).status_code == 302
    assert Signature.objects.count() == 3
    assert mediator.post(f"{url}seal/").status_code == 403
    secretary = desk("village_secretary")
    assert "盖章" in secretary.get(url).content.decode()
    assert secretary.post(f"{url}seal/").status_code == 302
    matter.refresh_from_db()
    assert matter.state == "settled"
    paper = mediator.get(f"{url}paper.pdf")
    assert (paper["Content-Type"], paper.content[:5]) == ("application/pdf", b"%PDF-")
    word = mediator.get(f"{url}text.docx")
    assert (word["Content-Type"], word.content[:2]) == (DOCX.media_type, b"PK")


def test_performance_is_written_down(cast: Cast, desk: SignIn) -> None:
    matter, *_sides, _agreement = in_force(cast)
    mediator = desk("mediator")
    url = f"/desk/matters/{matter.number}/agreement/"
    said = {"result": "partly", "amount": "", "done_on": f"{today()}"}
    missing = mediator.post(f"{url}performance-1/", said)
    assert (missing.status_code, "付了多少" in missing.content.decode()) == (422, True)
    assert mediator.post(f"{url}performance-1/", {**said, "amount": "500"}).status_code == 302
    assert Obligation.objects.get().performed_at is not None
    assert mediator.post(f"{url}performance-7/", said).status_code == 404


def test_who_only_sees_the_dispute_reads_no_word_of_it(cast: Cast, desk: SignIn) -> None:
    matter, *_sides, _agreement = in_force(cast)
    leader = desk("county_leader")
    url = f"/desk/matters/{matter.number}/agreement/"
    page = leader.get(url).content.decode()
    assert "已生效" in page
    for secret in ("李大山", "王小明", "清理费用"):
        assert secret not in page
    assert {leader.get(f"{url}{paper}").status_code for paper in ("paper.pdf", "text.docx")} == {404}
    assert desk("volunteer").get(url).status_code in {403, 404}


def test_who_reads_names_masked_reads_no_word_of_what_is_drawn_up(cast: Cast, desk: SignIn) -> None:
    matter, *_sides, _agreement = drawn_up(cast)
    page = desk("village_secretary").get(f"/desk/matters/{matter.number}/agreement/").content.decode()
    assert "起草中" in page
    assert "清理费用" not in page
    assert "李大山" not in page


def test_each_reading_of_a_text_that_names_its_sides_is_recorded(cast: Cast, desk: SignIn) -> None:
    matter, *_sides, agreement = in_force(cast)
    url = f"/desk/matters/{matter.number}/agreement/"
    for reader in ("mediator", "village_secretary", "county_leader"):
        desk(reader).get(url)
    for paper in ("paper.pdf", "text.docx"):
        desk("mediator").get(f"{url}{paper}")
    read = AuditRow.objects.filter(act="mediation.read_agreement", detail__agreement=agreement.pk)
    mediator, secretary = (cast[key].viewer.key for key in ("mediator", "village_secretary"))
    assert [row.actor_key for row in read.order_by("pk")] == [mediator, secretary, mediator, mediator]


def test_a_text_is_taken_back_with_a_reason(cast: Cast, desk: SignIn) -> None:
    matter, *_sides, _agreement = closed(cast)
    mediator = desk("mediator")
    url = f"/desk/matters/{matter.number}/agreement/"
    assert mediator.post(f"{url}end/", {"how": "changed", "reason": ""}).status_code == 422
    assert mediator.post(f"{url}end/", {"how": "changed", "reason": "金额写错"}).status_code == 302
    page = mediator.get(url).content.decode()
    assert "金额写错" in page
    assert "起草中" in page


def test_the_page_takes_as_many_statements_however_many_clauses(
    cast: Cast, desk: SignIn, django_assert_max_num_queries: Any
) -> None:
    matter, *_sides, _agreement = drawn_up(cast)
    mediator: Client = desk("mediator")
    url = f"/desk/matters/{matter.number}/agreement/"
    mediator.get(url)
    with django_assert_max_num_queries(45):
        mediator.get(url)


def test_whoever_keeps_the_unit_puts_the_seal(cast: Cast, desk: SignIn) -> None:
    body = a_body()
    administrator = desk("administrator")
    url = f"/desk/mediation/bodies/{body.pk}/"
    assert "还没有录入印章" in administrator.get(url).content.decode()
    sent = administrator.post(f"{url}seal/", {"_seal": SimpleUploadedFile("章.png", a_seal())})
    assert sent.status_code == 302
    assert Seal.objects.get().body == body
    administrator.post(f"{url}seal/", {"_seal": SimpleUploadedFile("章.png", b"GIF89a")})
    assert Seal.objects.count() == 1
