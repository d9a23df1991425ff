"""A list is sent, its columns said, the result read, taken in and fetched back, by the post that sent it alone."""

from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from sanling.domain.incidents.models import Incident
from sanling.domain.people.cast import Player
from sanling.domain.subjects.models import Subject
from sanling.foundation.audit.models import AuditRow
from sanling.processes.imports.actions.say_columns import say_columns
from sanling.processes.imports.models import Upload
from sanling.processes.imports.work_on import work_on
from tests.domain.incidents.test_imports import HEADS as INCIDENT_HEADS
from tests.domain.incidents.test_imports import ROW as INCIDENT
from tests.domain.subjects.helpers import school
from tests.domain.subjects.test_imports import HEADS, ROW, changed
from tests.foundation.files import samples
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


def bomb(path: Path) -> Path:
    """Write a workbook of a megabyte whose one sheet is a gigabyte of blanks."""
    plain = workbook(path.with_name("plain.xlsx"), [HEADS, ROW])
    with ZipFile(plain) as before, ZipFile(path, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            with after.open(name, "w", force_zip64=True) as part:
                if name.startswith("xl/worksheets/sheet"):
                    head, end, rest = content.partition(b"</sheetData>")
                    part.write(head)
                    for _nth in range(1 << 6):
                        part.write(b" " * (1 << 24))
                    content = end + rest
                part.write(content)
    return path


def locked(path: Path) -> Path:
    """Write a workbook that asks for a password, as far as one sees from outside."""
    path.write_bytes(samples.container({"EncryptionInfo": b"\4\0\4\0", "EncryptedPackage": b"\0" * 64}))
    return path


@pytest.mark.parametrize(("write", "said"), [(bomb, "解压"), (locked, "密码")])
def test_a_workbook_that_can_not_be_read_is_told_with_what_to_do_and_nothing_is_taken_in(
    desk: SignIn, tmp_path: Path, write: Callable[[Path], Path], said: str
) -> None:
    browser = desk("liaison")
    answer = browser.post(PAGE, {"sheet": "subjects", "file": sent(write(tmp_path / "台账.xlsx"))})
    shown = answer.content.decode()
    if answer.status_code == 302:
        work_on(upload_id=str(Upload.objects.get().pk))
        shown = browser.get(answer.headers["Location"]).content.decode()
    assert said in shown
    assert not Subject.objects.exists()


def test_headings_merged_over_three_rows_are_read(
    desk: SignIn, cast: dict[str, Player], tmp_path: Path
) -> None:
    browser = desk("liaison")
    rows = [["主体台账"], ["基本信息", "", "", "所在地"], ["", "", "", "区划", "", ""], HEADS, ROW]
    merged = [(0, 0, 0, 9, "主体台账"), (1, 0, 2, 2, "基本信息"), (1, 3, 2, 5, "所在地")]
    file = workbook(tmp_path / "a.xlsx", rows, merged=merged)
    here = browser.post(PAGE, {"sheet": "subjects", "file": sent(file)}).headers["Location"]
    upload = Upload.objects.get()
    work_on(upload_id=str(upload.pk))
    upload.refresh_from_db()
    chosen = {"名册": upload.tables[0]["proposed"]}
    say_columns(actor=cast["liaison"].viewer, upload=upload, chosen=chosen)
    work_on(upload_id=str(upload.pk))
    assert browser.get(here).context["changes"] == 1


def test_a_lead_department_takes_in_its_list_of_incidents_and_is_led_to_them(
    desk: SignIn, cast: dict[str, Player], tmp_path: Path
) -> None:
    school()
    browser = desk("petition_officer")
    assert "ask_source" not in browser.get(PAGE).context["form"].fields
    file = workbook(tmp_path / "7月来访.xlsx", [["7月信访情况"], INCIDENT_HEADS, INCIDENT])
    here = browser.post(PAGE, {"sheet": "incidents", "file": sent(file)}).headers["Location"]
    upload = Upload.objects.get()
    work_on(upload_id=str(upload.pk))
    form = browser.get(here).context["form"]
    boxes = {name: form[name].value() or "" for name in form.fields}
    boxes = {name: "on" if value is True else value for name, value in boxes.items()}
    browser.post(f"{here}columns/", boxes)
    work_on(upload_id=str(upload.pk))
    browser.post(f"{here}apply/")
    work_on(upload_id=str(upload.pk))
    visit = Incident.objects.get()
    assert (visit.own_id, visit.persons, visit.source) == (
        "XF-1",
        6,
        cast["petition_officer"].posts[0].unit.code,
    )
    assert 'href="/desk/ledgers/incidents/"' in browser.get(here).content.decode()


def test_who_records_no_incidents_is_offered_no_list_of_them(desk: SignIn, tmp_path: Path) -> None:
    browser = desk("liaison")
    file = workbook(tmp_path / "a.xlsx", [INCIDENT_HEADS, INCIDENT])
    assert browser.post(PAGE, {"sheet": "incidents", "file": sent(file)}).status_code == 422
    assert not Upload.objects.exists()
