"""At the desk minutes save themselves, are read back, confirmed on the device or on paper, and corrected beside."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sanling.domain.mediation.actions.consent_to_recording import consent_to_recording
from sanling.domain.mediation.models import Attestation, Minutes, SittingFile
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.files.models import StoredFile
from tests.domain.mediation.agreed import STROKES
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import by
from tests.domain.mediation.sitting import WORDS, held, written
from tests.interfaces.desk.conftest import SignIn

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
SOUND = b"ID3\x04\x00\x00\x00\x00\x00\x00" + b"\xff\xfb\x90\x00" + b"\x00" * 413


def test_they_are_written_closed_and_confirmed_by_all(cast: Cast, desk: SignIn) -> None:
    matter, first, other, sitting = held(cast)
    mediator = desk("mediator")
    url = f"/desk/matters/{matter.number}/sittings/{sitting.pk}/minutes/"
    assert "宣读并定稿" in mediator.get(url).content.decode()
    saved = mediator.post(f"{url}autosave/", {"version": "0", "text": "甲方："}).content.decode()
    assert 'value="1" id="text_version" hx-swap-oob="true"' in saved
    stale = mediator.post(f"{url}autosave/", {"version": "0", "text": "另一页"}).content.decode()
    assert "这期间有人改了文本" in stale
    assert mediator.post(f"{url}save/", {"version": "0", "text": "另一页"}).status_code == 422
    assert mediator.post(f"{url}save/", {"version": "1", "text": WORDS}).status_code == 302
    assert mediator.post(f"{url}close/", {"version": "1"}).status_code == 422
    assert mediator.post(f"{url}close/", {"version": "2"}).status_code == 302
    assert mediator.post(f"{url}save/", {"version": "2", "text": "改"}).status_code == 404
    page = mediator.get(url).content.decode()
    assert page.count("在本机签名") == 3
    assert "不提交法院" in page
    digest = bytes(Minutes.objects.get().digest or b"").hex()
    for side in (first.pk, 0):
        pad = f"{url}confirming/{side}/"
        assert WORDS in mediator.get(pad).content.decode()
        dot = mediator.post(pad, {"digest": digest, "strokes": "[[[0.5,0.5]]]"})
        assert dot.status_code == 422
        assert mediator.post(pad, {"digest": digest, "strokes": json.dumps(STROKES)}).status_code == 302
    paper = SimpleUploadedFile("笔录.pdf", b"%PDF-1.4\n%%EOF")
    assert mediator.post(f"{url}paper/", {"digest": digest}).status_code == 422
    assert mediator.post(f"{url}paper/", {"digest": digest, "_files": paper}).status_code == 302
    assert set(Attestation.objects.values_list("side", "way")) == {
        (first.pk, "glass"),
        (None, "glass"),
        (other.pk, "paper"),
    }
    assert mediator.post(f"{url}correct/", {"side": f"{other.pk}", "text": "金额有误"}).status_code == 302
    assert "金额有误" in mediator.get(url).content.decode()


def test_only_who_works_on_the_dispute_and_reads_names_reads_them_and_each_reading_is_recorded(
    cast: Cast, desk: SignIn, django_assert_max_num_queries: Any
) -> None:
    matter, *_sides, sitting = held(cast)
    written(cast, sitting)
    url = f"/desk/matters/{matter.number}/sittings/{sitting.pk}/minutes/"
    for who in ("county_leader", "village_secretary", "city_leader"):
        assert desk(who).get(url).status_code == 404
    mediator = desk("mediator")
    mediator.get(url)
    with django_assert_max_num_queries(36):
        mediator.get(url)
    read = AuditRow.objects.filter(act="mediation.read_minutes")
    assert [row.actor_key for row in read] == [cast["mediator"].viewer.key] * 2


def test_a_recording_is_kept_where_all_agreed_and_each_opening_is_recorded(cast: Cast, desk: SignIn) -> None:
    matter, first, other, sitting = held(cast)
    mediator = desk("mediator")
    url = f"/desk/matters/{matter.number}/sittings/{sitting.pk}/"

    def send(content: bytes = SOUND, name: str = "录音.mp3") -> int:
        answer = mediator.post(f"{url}recordings/", {"recording": SimpleUploadedFile(name, content)})
        return answer.status_code

    consent_to_recording(actor=by(first), sitting_id=sitting.pk, side_id=first.pk, records=True)
    assert send() == 403
    assert not StoredFile.objects.exists()
    consent_to_recording(actor=by(other), sitting_id=sitting.pk, side_id=other.pk, records=True)
    assert send(b"%PDF-1.4\n%%EOF", "不是.pdf") == 302
    assert not StoredFile.objects.exists()
    assert send() == 302
    kept = SittingFile.objects.get()
    assert "录音.mp3" in mediator.get(url).content.decode()
    opened = mediator.get(f"{url}files/{kept.pk}/")
    assert (opened.status_code, opened["Content-Type"]) == (200, "audio/mpeg")
    assert AuditRow.objects.filter(act="mediation.read_recording", detail__file=kept.pk).count() == 1
    for who in ("county_leader", "village_secretary"):
        assert desk(who).get(f"{url}files/{kept.pk}/").status_code == 404
