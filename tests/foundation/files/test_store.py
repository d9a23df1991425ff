"""What is sent is kept under its content's hash, or refused with a reason."""

import hashlib
import io
import shutil
import tracemalloc
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.http import Http404
from django.utils import translation
from pytest_django import Settings

from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.clock import turned
from sanling.foundation.files.models import StoredFile
from sanling.foundation.files.store import Refused, open_file, purge_orphans, response, store
from tests.foundation.files import samples

pytestmark = pytest.mark.django_db
VISITOR = SystemActor("test")


def keep(data: bytes, name: str = "a") -> StoredFile:
    return store(stream=io.BytesIO(data), name=name, actor=VISITOR, city="4101")


def contents(root: Path) -> list[Path]:
    return [path for path in root.glob("??/??/*") if path.is_file()]


@pytest.mark.parametrize(
    ("data", "media_type", "extension"),
    [
        (samples.PDF, "application/pdf", ".pdf"),
        (samples.MP4, "video/mp4", ".mp4"),
        (samples.AMR, "audio/amr", ".amr"),
        (samples.docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
        ("楼道堆物\r\n".encode(), "text/plain", ".txt"),
    ],
)
def test_each_kind_is_known_by_content_and_kept_as_sent(data: bytes, media_type: str, extension: str) -> None:
    file = keep(data, "harmless.exe")
    assert (file.media_type, file.name, file.size) == (media_type, f"harmless{extension}", len(data))
    assert file.sha256 == hashlib.sha256(data).hexdigest()
    with open_file(file) as content:
        assert content.read() == data
    row = AuditRow.objects.get()
    assert (row.act, row.subject, row.city) == ("file.store", f"file:{file.pk}", "4101")


@pytest.mark.parametrize(
    ("code", "data"),
    [
        ("empty", b""),
        ("too_large", b"x" * 2_000_001),
        ("type", b"MZ\x90\0" + b"\0" * 300),
        ("type", b"\0\0\0\x18ftypavif" + b"\0" * 100),
        ("damaged", b"\0\0\0\x18ftypheic" + b"\0" * 100),
        ("damaged", samples.HEIC[:-60]),
        ("pixels", samples.heic_that_claims(9_000, 9_000)),
        ("pixels", samples.heic_that_claims(60_000, 60_000)),
        ("type", samples.archive({"a.txt": b"x"})),
        (
            "type",
            samples.archive(
                {"[Content_Types].xml": b"", "word/document.xml": b"", "word/vbaProject.bin": b""}
            ),
        ),
        ("archive", samples.archive({"[Content_Types].xml": b"", "word/document.xml": b"0" * 1_000_000})),
        ("damaged", samples.docx()[:-30]),
        ("damaged", b"PK\x03\x04" + b"\0" * 300),
        ("damaged", samples.picture("JPEG")[:200]),
        ("damaged", b"\x89PNG\r\n\x1a\n" + b"junk" * 20),
        ("damaged", b"GIF89a" + b"\xff" * 40),
        ("damaged", b"RIFF\x20\0\0\0WEBPVP8 " + b"\0" * 40),
        ("pixels", samples.png_that_claims(9_000, 9_000)),
        ("pixels", samples.png_that_claims(60_000, 60_000)),
    ],
)
def test_what_is_not_taken_leaves_nothing_behind(code: str, data: bytes, root: Path) -> None:
    with pytest.raises(Refused) as refused:
        keep(data)
    assert refused.value.code == code
    assert refused.value.message
    assert not contents(root)
    assert not list((root / "incoming").iterdir())
    assert not StoredFile.objects.exists()


def test_who_sends_a_picture_that_is_not_taken_reads_which_are_and_who_locked_a_document_reads_that() -> None:
    with translation.override("zh-hans"):
        with pytest.raises(Refused) as strange:
            keep(b"BM" + bytes(100), "截图.bmp")
        with pytest.raises(Refused) as locked:
            keep(samples.container({"EncryptionInfo": b"", "EncryptedPackage": b""}), "台账.xlsx")
        assert "图片（JPEG、PNG、GIF、WebP、HEIC）" in strange.value.message
        assert locked.value.message == "这份文档设有密码。请去掉密码后再发送。"


def test_a_directory_that_would_fill_the_memory_is_not_read() -> None:
    data = bytearray(samples.docx())
    end = data.rfind(b"PK\x05\x06")
    data[end + 12 : end + 16] = (5_000_000).to_bytes(4, "little")
    with pytest.raises(Refused, match="archive"):
        keep(bytes(data))


def test_below_the_reserve_uploads_are_refused_and_reads_go_on(settings: Settings, root: Path) -> None:
    file = keep(samples.PDF)
    settings.FILES_RESERVE_BYTES = shutil.disk_usage(root).total * 2
    with translation.override("en"), pytest.raises(Refused) as refused:
        keep(samples.PDF)
    assert refused.value.code == "no_space"
    assert open_file(file).read() == samples.PDF


def test_equal_contents_lie_on_the_disk_once(root: Path) -> None:
    first, second = keep(samples.PDF, "one.pdf"), keep(samples.PDF, "two.pdf")
    assert first.pk != second.pk
    assert len(contents(root)) == 1


def test_an_upload_is_never_whole_in_memory(settings: Settings) -> None:
    settings.FILES_MAX_BYTES = 40_000_000

    class Film:
        left = 30_000_000

        def read(self, size: int, /) -> bytes:
            piece = samples.MP4 if self.left == 30_000_000 else b"\0" * size
            self.left -= len(piece)
            return piece if self.left > 0 else b""

    tracemalloc.start()
    try:
        store(stream=Film(), name="film.mp4", actor=VISITOR, city="4101")
        assert tracemalloc.get_traced_memory()[1] < 3_000_000
    finally:
        tracemalloc.stop()


def test_contents_without_a_row_are_purged_when_old(root: Path) -> None:
    kept = keep(samples.PDF)
    with transaction.atomic():
        keep(samples.picture())
        transaction.set_rollback(True)
    assert len(contents(root)) == 3
    assert purge_orphans() == 0
    with turned(shift=timedelta(days=2)):
        assert purge_orphans() == 2
    assert open_file(kept).read() == samples.PDF


def test_a_download_opens_in_place_only_if_a_picture_or_pdf() -> None:
    shown = response(keep(samples.picture(), '门口 "照片".jpg'))
    assert shown["Content-Disposition"].startswith("inline; filename*=utf-8''")
    saved = response(keep(samples.docx(), "书.docx"))
    assert saved["Content-Disposition"].startswith("attachment")
    assert response(keep(samples.PDF), download=True)["Content-Disposition"].startswith("attachment")
    for answer in (shown, saved):
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert "private" in answer["Cache-Control"]


def test_a_thumbnail_is_answered_as_such() -> None:
    answer = response(keep(samples.picture(), "a.jpg"), thumbnail=True)
    assert answer["Content-Type"] == "image/webp"
    assert b"".join(answer.streaming_content).startswith(b"RIFF")  # type: ignore[arg-type]


def test_a_lost_content_is_not_found() -> None:
    with pytest.raises(Http404):
        response(StoredFile(sha256="0" * 64, media_type="application/pdf", name="a.pdf"))
