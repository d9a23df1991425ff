"""A poster as a file: for those who keep it, and never with a box for a sign."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.http import FileResponse

from sanling.domain.territory.actions.hang_code_point import hang_code_point
from sanling.domain.territory.actions.retire_code_point import retire_code_point
from sanling.domain.territory.models import CodePoint
from sanling.processes.exports.models import Export
from sanling.processes.exports.tasks import write_export
from tests.city import SIBLING_TOWNSHIP, TEST, VILLAGE
from tests.interfaces.desk.conftest import SignIn

pytestmark = pytest.mark.django_db


def hung(place: str = "三号楼二单元门口") -> CodePoint:
    return hang_code_point(actor=TEST, division=VILLAGE, place=place)


@pytest.mark.parametrize("paper", ["a4", "a3"])
def test_a_poster_is_fetched_as_pdf(desk: SignIn, paper: str) -> None:
    point = hung()
    browser, address = desk("intake_officer"), f"/desk/posters/{point.code}/{paper}.pdf"
    assert address in browser.get(f"/desk/posters/{point.code}/").content.decode()
    answer = browser.get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{point.code}-{paper}.pdf"'
    assert answer.content.startswith(b"%PDF")


def test_paper_that_there_is_not_is_not_found(desk: SignIn) -> None:
    assert desk("intake_officer").get(f"/desk/posters/{hung().code}/b5.pdf").status_code == 404


@pytest.mark.parametrize("wrong", ["\ue000", "𪚥"])
def test_a_sign_that_cannot_be_printed_is_told_on_the_posters_page(desk: SignIn, wrong: str) -> None:
    point = hung(f"{wrong}村口")
    browser = desk("intake_officer")
    answer = browser.get(f"/desk/posters/{point.code}/a4.pdf")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/desk/posters/{point.code}/")
    page = browser.get(f"/desk/posters/{point.code}/").content.decode()
    assert f"字库缺少{wrong}" in page
    assert ".pdf" not in page


def content(answer: Any) -> bytes:
    assert isinstance(answer, FileResponse), answer
    return b"".join(answer.streaming_content)  # type: ignore[arg-type]


def test_the_posters_that_the_list_shows_are_printed_by_a_job_and_fetched(
    desk: SignIn, settings: Any, tmp_path: Path
) -> None:
    settings.FILES_ROOT = tmp_path
    gone, shown, _other = hung("三号楼东门"), hung("三号楼西门"), hung("村口")
    retire_code_point(actor=TEST, code_point=gone)
    hang_code_point(actor=TEST, division=SIBLING_TOWNSHIP, place="三号楼")
    browser = desk("intake_officer")
    page = browser.get("/desk/posters/", {"q": "三号楼"}).content.decode()
    (query,) = re.findall(r'name="query" value="([^"]*)"', page)
    answer = browser.post("/desk/posters/files/", {"query": query.replace("&amp;", "&"), "form": "a3"})
    assert answer.headers["Location"] == "/desk/exports/"
    export = Export.objects.get()
    base = f"/desk/exports/{export.pk}/file/"
    assert browser.get(f"{base}zip/").status_code == 404
    write_export(export_id=str(export.pk))
    assert f"{base}zip/" in browser.get("/desk/exports/").content.decode()
    pdf, archive = browser.get(f"{base}pdf/"), browser.get(f"{base}zip/")
    assert (pdf.headers["Content-Type"], archive.headers["Content-Type"]) == (
        "application/pdf",
        "application/zip",
    )
    assert content(pdf).startswith(b"%PDF")
    with ZipFile(BytesIO(content(archive))) as held:
        (name,) = held.namelist()
    assert name.startswith(shown.code)
    assert browser.get(f"{base}xlsx/").status_code == browser.get(f"{base}part/").status_code == 404
    assert desk("centre_director").get(f"{base}pdf/").status_code == 404


def test_the_list_goes_into_a_workbook_and_into_no_form_that_there_is_not(desk: SignIn) -> None:
    browser = desk("intake_officer")
    assert browser.post("/desk/posters/files/", {"query": "", "form": "docx"}).status_code == 404
    assert browser.post("/desk/posters/files/", {"query": "within=x", "form": "a4"}).status_code == 302
    assert not Export.objects.exists()
    browser.post("/desk/posters/files/", {"query": "", "form": "xlsx"})
    assert Export.objects.get().form == "xlsx"


def test_the_list_asks_the_same_of_many_as_of_few(desk: SignIn, django_assert_max_num_queries: Any) -> None:
    browser = desk("intake_officer")
    for _nth in range(30):
        hung()
    browser.get("/desk/posters/")
    with django_assert_max_num_queries(20) as counted:
        page = browser.get("/desk/posters/", {"q": "三号楼", "state": "hanging", "within": VILLAGE})
    assert page.content.decode().count("data-row-link") == 30
    assert len(counted) <= 20


def test_wrong_filters_are_told_and_nothing_is_listed(desk: SignIn) -> None:
    hung()
    answer = desk("intake_officer").get("/desk/posters/", {"state": "hung", "within": "x"})
    assert answer.status_code == 422
    assert "data-row-link" not in answer.content.decode()
