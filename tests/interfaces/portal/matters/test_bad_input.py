"""Whatever is sent, the answer is a message beside its field, never a failure, and never half a matter."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanling.domain.matters.models import Attachment, Matter
from sanling.domain.territory.models import CodePoint
from sanling.foundation.files.models import StoredFile
from sanling.interfaces.portal.matters.draft import NAMES
from tests.interfaces.portal.conftest import POSTER, TEXT, Resident, picture, report

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>'\"><img src=x onerror=alert(1)>{{ 7|add:7 }}"


def _first_step(resident: Resident, **typed: Any) -> Resident:
    resident.open(f"/q/{POSTER}")
    resident.send({"kind": "dispute", "text": TEXT, "go": "next"} | typed)
    return resident


def test_a_text_too_long_is_refused_and_kept_whole(poster: CodePoint, resident: Resident) -> None:
    long = "楼" * 5000
    _first_step(resident, text=long)
    assert resident.page.status_code == 422
    assert "id_text_error" in resident.html
    assert resident.fields["text"] == [long]


def test_a_body_beyond_all_measure_is_answered_by_a_page(poster: CodePoint, resident: Resident) -> None:
    _first_step(resident, text="楼" * 600_000)
    assert resident.page.status_code == 413


def test_control_and_direction_characters_are_taken_out(poster: CodePoint, resident: Resident) -> None:
    matter = report(resident, text="楼道\x00里\x1b[31m有\u202e垃圾\r\n第二行　缩进")
    assert matter.text == "楼道里[31m有垃圾\n第二行 缩进"


def test_text_in_another_encoding_is_asked_for_again(poster: CodePoint, resident: Resident) -> None:
    body = (
        b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n'
        + "楼道".encode("gbk")
        + b"\r\n--x--\r\n"
    )
    answer = resident.client.post(f"/q/{POSTER}", body, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 422
    assert b"id_text_error" in answer.content


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"\xff\xfe=1", "application/x-www-form-urlencoded"),
        (b"text=%FF%FE", "application/x-www-form-urlencoded; charset=gbk"),
        (b"not multipart", "multipart/form-data; boundary=x"),
        (b"{}", "application/json"),
        (b"", "multipart/form-data"),
    ],
)
def test_a_malformed_body_is_never_a_failure(
    poster: CodePoint, resident: Resident, body: bytes, kind: str
) -> None:
    assert resident.client.post(f"/q/{POSTER}", body, content_type=kind).status_code in (400, 422)


def test_forged_hidden_values_do_no_harm(poster: CodePoint, resident: Resident) -> None:
    _first_step(resident)
    forged = {
        "key": ["\x00" * 20],
        "step": "../etc",
        "kind": "no_such_kind",
        "division": "9999",
        "picture": ["forged", "eyJ:x:y"],
        "go": "send",
    }
    resident.send(forged)
    assert resident.page.status_code == 422
    assert "id_kind_error" in resident.html
    assert not Matter.objects.exists()


@pytest.mark.parametrize("division", ["9999", "110101", "4101", "410105002' OR 1=1", "0" * 400])
def test_a_forged_division_is_refused(poster: CodePoint, resident: Resident, division: str) -> None:
    _first_step(resident)
    resident.send({"division": division, "phone": "13800000001", "go": "next"})
    assert resident.page.status_code == 422


def test_a_picture_of_another_draft_is_not_taken(poster: CodePoint, resident: Resident) -> None:
    _first_step(resident, pictures=[picture()])
    others = resident.fields["picture"]
    _first_step(resident)
    resident.send({"picture": others, "phone": "13800000001", "go": "next"})
    resident.send({"go": "send"})
    assert Matter.objects.count() == 1
    assert not Attachment.objects.exists()


def test_what_is_no_picture_is_refused_beside_the_field(poster: CodePoint, resident: Resident) -> None:
    program = SimpleUploadedFile("photo.jpg", b"MZ\x90\x00" + b"\x00" * 400, content_type="image/jpeg")
    _first_step(resident, pictures=[program, picture("好.jpg")])
    assert resident.page.status_code == 422
    assert "id_pictures_error" in resident.html
    assert len(resident.fields["picture"]) == 1
    assert resident.fields["text"] == [TEXT]


def test_an_empty_picture_is_told_and_the_others_are_kept(poster: CodePoint, resident: Resident) -> None:
    empty = SimpleUploadedFile("空.jpg", b"", content_type="image/jpeg")
    _first_step(resident, pictures=[empty, picture("好.jpg")])
    assert resident.page.status_code == 422
    assert "空.jpg: 这个文件是空的" in resident.html
    assert len(resident.fields["picture"]) == 1


def test_too_many_pictures_are_left_out_with_a_word(
    poster: CodePoint, resident: Resident, settings: Any
) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 60
    _first_step(resident, pictures=[picture(f"{nth}.jpg", 10 + nth) for nth in range(30)])
    assert resident.page.status_code == 422
    assert len(resident.fields["picture"]) == StoredFile.objects.count() == 6
    assert resident.fields["text"] == [TEXT]


def test_a_picture_too_large_is_left_out_with_a_word(
    poster: CodePoint, resident: Resident, settings: Any
) -> None:
    settings.FILES_MAX_BYTES = 20_000
    large = SimpleUploadedFile("大.jpg", b"\xff\xd8" + b"\x00" * 90_000, content_type="image/jpeg")
    _first_step(resident, pictures=[picture("小.jpg"), large, picture("又一.jpg", 44)])
    assert resident.page.status_code == 422
    assert "大.jpg" in resident.html
    assert len(resident.fields["picture"]) == 2


def test_script_in_any_field_is_only_text(poster: CodePoint, resident: Resident) -> None:
    resident.open(f"/q/{POSTER}")
    resident.send(
        {"kind": "dispute", "text": SCRIPT, "pictures": [picture(f"{SCRIPT[:30]}.jpg")], "go": "next"}
    )
    resident.send({"name": SCRIPT[:40], "place": SCRIPT, "phone": "13800000001", "go": "next"})
    assert "<script>alert" not in resident.html
    resident.send({"go": "send"})
    resident.open(resident.url.removesuffix("receipt/"))
    assert "<script>alert" not in resident.html
    assert "<img src=x" not in resident.html
    assert "14" not in Matter.objects.get().text


def test_a_scanned_script_is_only_text(poster: CodePoint, resident: Resident) -> None:
    assert "<script>alert" not in resident.open("/q/<script>alert(1)</script>")


def test_of_a_link_that_has_run_out_it_is_told_how_else_to_find_the_matter(resident: Resident) -> None:
    answer = resident.client.get(f"/t/{'x' * 22}/")
    assert answer.status_code == 404
    page = answer.content.decode()
    assert "凭编号和手机号查询" in page
    assert 'href="/track/' in page
    card = page.partition("<main")[2].partition("</main>")[0]
    # The number is a link itself, and stands in no other.
    assert re.search(r'服务电话 <a [^>]*href="tel:', card)
    assert not re.search(r"<a [^>]*>[^<]*<a ", card)


def test_lookalike_addresses_of_links_are_not_found(poster: CodePoint, resident: Resident) -> None:
    for token in ("x", "x" * 22, "x" * 400, "%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00", "坏" * 20):
        assert resident.client.get(f"/t/{token}/").status_code == 404
        assert resident.client.post(f"/t/{token}/do/withdraw/").status_code == 404


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.dictionaries(
        st.sampled_from([*NAMES, "key", "step", "go", "altcha", "picture"]),
        st.text(max_size=60),
    )
)
def test_no_form_whatever_makes_it_fail(poster: CodePoint, resident: Resident, data: dict[str, str]) -> None:
    answer = resident.client.post(
        f"/q/{POSTER}", {name: value.replace("\ud800", "") for name, value in data.items()}
    )
    assert answer.status_code in (200, 302, 422)
