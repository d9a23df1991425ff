"""A list is sent, its columns said, the result read, taken in and fetched back, by the post that sent it alone."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from sanling.domain.subjects.models import Subject
from sanling.foundation.audit.models import AuditRow
from sanling.processes.imports.models import Upload
from sanling.processes.imports.work_on import work_on
from tests.domain.subjects.test_imports import HEADS, ROW, changed
from tests.interfaces.desk.conftest import SignIn
from tests.sheets import workbook

pytestmark = pytest.mark.django_db
PAGE = "/desk/imports/"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "FILES_ROOT", tmp_path / "files")


def sent(path: Path) -> SimpleUploadedFile:
    return SimpleUploadedFile(path.name, path.read_bytes())


def test_a_list_goes_its_way_from_sending_to_fetching(desk: SignIn, tmp_path: Path) -> None:
    browser = desk("liaison")
    wrong = changed(统一社会信用代码="1", 负责人电话="12345678901234567890")
    file = workbook(tmp_path / "台账.xlsx", [["学校台账"], HEADS, ROW, wrong])
    answer = browser.post(PAGE, {"sheet": "subjects", "file": sent(file)})
    upload = Upload.objects.get()
    here = f"{PAGE}{upload.pk}/"
    assert answer.headers["Location"] == here
    assert "hx-get" in browser.get(here).content.decode()
    assert "HX-Refresh" not in browser.get(f"{here}progress/").headers
    work_on(upload_id=str(upload.pk))
    assert browser.get(f"{here}progress/").headers["HX-Refresh"] == "true"
    form = browser.get(here).context["form"]
    boxes = {name: form[name].value() or "" for name in form.fields}
    boxes = {name: "on" if value is True else value for name, value in boxes.items()}
    missing = {name: "" if name.endswith("_name") else value for name, value in boxes.items()}
    assert browser.post(f"{here}columns/", missing).status_code == 422
    assert browser.post(f"{here}columns/", boxes).headers["Location"] == here
    work_on(upload_id=str(upload.pk))
    shown = browser.get(here).content.decode()
    assert "GB 32100" in shown
    assert "12345678901234567890" not in shown
    assert not Subject.objects.exists()
    browser.post(f"{here}apply/")
    work_on(upload_id=str(upload.pk))
    assert Subject.objects.get().name == "通信花园小学"
    file_back = browser.get(f"{here}file/")
    assert file_back.headers["Content-Disposition"].startswith("attachment")
    assert b"".join(file_back).startswith(b"PK")
    assert AuditRow.objects.filter(act="imports.download").count() == 1
    assert "台账.xlsx" in browser.get(PAGE).content.decode()


def test_lists_are_the_posts_own(desk: SignIn, tmp_path: Path) -> None:
    browser = desk("liaison")
    browser.post(PAGE, {"sheet": "subjects", "file": sent(workbook(tmp_path / "a.xlsx", [HEADS, ROW]))})
    here = f"{PAGE}{Upload.objects.get().pk}/"
    for page in ("", "progress/", "file/"):
        assert desk("township_leader").get(f"{here}{page}").status_code in (403, 404)
        assert desk("village_secretary").get(f"{here}{page}").status_code in (403, 404)


def test_what_is_no_list_is_refused_on_the_page(desk: SignIn) -> None:
    browser = desk("liaison")
    for content in (b"%PDF-1.7 %%EOF", b"\x00\x01\x02"):
        answer = browser.post(PAGE, {"sheet": "subjects", "file": SimpleUploadedFile("a.xlsx", content)})
        assert answer.status_code == 422
    assert browser.post(PAGE, {"sheet": "subjects"}).status_code == 422
    assert not Upload.objects.exists()


def test_a_csv_file_keeps_the_name_that_it_was_sent_by(desk: SignIn, tmp_path: Path) -> None:
    browser = desk("liaison")
    text = "\n".join(",".join(cells) for cells in (HEADS, ROW))
    file = SimpleUploadedFile("台账.csv", text.encode("gb18030"))
    browser.post(PAGE, {"sheet": "subjects", "file": file})
    assert Upload.objects.get().name == "台账.csv"


@pytest.mark.parametrize("content", [b"a,b\n1,\0\n", "名称,类型\n甲,".encode() + b"\xff\x80\n"])
def test_who_sends_a_list_that_can_not_be_read_is_not_asked_for_a_picture(
    desk: SignIn, content: bytes
) -> None:
    file = SimpleUploadedFile("台账.csv", content)
    answer = desk("liaison").post(PAGE, {"sheet": "subjects", "file": file})
    assert answer.status_code == 422
    (said,) = answer.context["form"].errors["file"]
    assert "JPEG" not in said
    assert "Excel" in said
