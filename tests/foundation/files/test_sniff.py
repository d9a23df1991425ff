"""Each file is known for what it is, whatever phone, recorder or office program made it."""

import codecs
from pathlib import Path

import pytest

from sanling.foundation.files.kinds import (
    AAC,
    AMR,
    AMR_WB,
    AVI,
    DOC,
    DOCX,
    HEIC,
    KINDS,
    M4A,
    MOV,
    MP3,
    MP4,
    OFD,
    OGG,
    PDF,
    TEXT,
    THREE_GP,
    WAV,
    WEBM,
    XLS,
    XLSX,
    Kind,
)
from sanling.foundation.files.refused import Refused
from sanling.foundation.files.sniff import kind_of
from tests.foundation.files import samples

BOM = b"\xef\xbb\xbf"
MP4_BRANDS = (
    *("isom", "iso2", "iso3", "iso4", "iso5", "iso6", "iso7", "iso8", "iso9", "mp41", "mp42", "mmp4"),
    *("avc1", "M4V ", "M4VH", "M4VP", "MSNV", "dash", "msdh", "XAVC", "hvc1", "av01", "cmfc"),
)
THREE_GP_BRANDS = ("3gp4", "3gp5", "3gp6", "3gr6", "3gs7", "3ge6", "3g2a")
OOXML = {"[Content_Types].xml": b""}


def kind(data: bytes, folder: Path) -> Kind | str:
    """Return the kind, or why it is refused."""
    file = folder / "upload"
    file.write_bytes(data)
    try:
        return kind_of(file)
    except Refused as refused:
        return refused.code


@pytest.mark.parametrize(
    "before",
    [b"", b"\r\n", b"\n\n  ", BOM, BOM + b"\r\n", b"\x1b%-12345X@PJL\r\n", b"Date: x\r\n\r\n", b"x" * 1000],
    ids=repr,
)
def test_a_pdf_may_begin_late(before: bytes, tmp_path: Path) -> None:
    assert kind(before + samples.PDF, tmp_path) is PDF


def test_what_only_speaks_of_a_pdf_is_none(tmp_path: Path) -> None:
    assert kind("该文件以 %PDF- 开头\n".encode() * 100, tmp_path) is TEXT
    assert kind(b"x" * 1100 + samples.PDF, tmp_path) is TEXT
    assert kind(b"MZ\x90\0" + samples.PDF, tmp_path) == "type"


@pytest.mark.parametrize("brand", MP4_BRANDS)
def test_a_film_is_known_by_any_usual_brand(brand: str, tmp_path: Path) -> None:
    assert kind(samples.film(brand.encode()), tmp_path) is MP4


@pytest.mark.parametrize("brand", THREE_GP_BRANDS)
def test_a_film_of_an_older_phone_is_known(brand: str, tmp_path: Path) -> None:
    assert kind(samples.film(brand.encode(), b"isom"), tmp_path) is THREE_GP


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (samples.film(b"qt  ", b"qt  "), MOV),
        (samples.film(b"QXYZ", b"mp42", b"isom"), MP4),
        (samples.film(b"QXYZ", b"abcd"), "type"),
        (samples.film(b"avif", b"mif1", b"isom"), "type"),
        (samples.film(b"mif1", b"mif1", b"avif", b"miaf"), "type"),
        (samples.film(b"mp42", b"isom", tracks=(b"soun",)), M4A),
        (samples.M4A, M4A),
        (samples.HEIC, HEIC),
        (samples.MP3, MP3),
        (b"ID3\x04" + bytes(100), MP3),
        (b"\xff\xf1\x50\x80\x02\x1f\xfc" * 10, AAC),
        (samples.AMR, AMR),
        (b"#!AMR-WB\n" + bytes(60), AMR_WB),
        (samples.WAV, WAV),
        (samples.WEBM, WEBM),
        (samples.WEBM.replace(b"A_OPUS", b"V_VP8A_OPUS"), "type"),
        (samples.WEBM.replace(b"webm", b"mkva"), "type"),
        (b"OggS\0\x02" + bytes(20) + b"\x01\x13OpusHead" + bytes(60), OGG),
        (b"OggS\0\x02" + bytes(20) + b"\x80theora" + bytes(60), "type"),
        (b"RIFF\0\0\0\0AVI LIST" + bytes(60), AVI),
        (b"RIFF\0\0\0\0ACON" + bytes(60), "type"),
    ],
)
def test_films_and_recordings_are_known(data: bytes, expected: Kind | str, tmp_path: Path) -> None:
    assert kind(data, tmp_path) == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (samples.docx(), DOCX),
        (samples.xlsx(), XLSX),
        (samples.archive({**OOXML, "word/document2.xml": b""}), DOCX),
        (samples.archive({"OFD.xml": b"", "Doc_0/Document.xml": b""}), OFD),
        (samples.container({"WordDocument": b"text", "1Table": b""}), DOC),
        (samples.container({"Workbook": samples.workbook(0, 2)}), XLS),
        (samples.container({"Book": samples.workbook(0)}), XLS),
        (samples.container({"WordDocument": b""}, ("Macros",)), "type"),
        (samples.container({"WordDocument": b""}, ("_vba_project_cur",)), "type"),
        (samples.container({"Workbook": samples.workbook(0, 1)}), "type"),
        (samples.container({"Workbook": samples.workbook(0, encrypted=True)}), "locked"),
        (samples.container({"EncryptionInfo": b"", "EncryptedPackage": b"docx"}), "locked"),
        (samples.container({"Anything": b""}), "type"),
        (samples.container({"WordDocument": b""})[:700], "damaged"),
        (samples.archive({**OOXML, "word/document.xml": b"", "word/vbaProject.bin": b""}), "type"),
        (samples.archive({"a.txt": b"x"}), "type"),
    ],
)
def test_documents_are_known_and_none_brings_a_program(
    data: bytes, expected: Kind | str, tmp_path: Path
) -> None:
    assert kind(data, tmp_path) == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("楼道堆物".encode(), TEXT),
        (BOM + "楼道堆物".encode(), TEXT),
        ("楼道堆物，𬭚".encode("gb18030"), TEXT),
        ("孙𱍐\ue123".encode(), TEXT),
        ("楼道堆物，𬭚\r\n".encode("utf-16"), TEXT),
        (codecs.BOM_UTF16_BE + "楼道堆物".encode("utf-16-be"), TEXT),
        ("a\0b".encode("utf-16"), "type"),
        ("楼道".encode("utf-16")[:-1], "type"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8a\0", "type"),
        ("楼道".encode("utf-16-le") + "a".encode("utf-16-le"), "type"),
        (b"a\0b", "type"),
        (b"a\x1bb", "type"),
        ("a\x85b".encode(), TEXT),
        ("a\x9bb".encode(), "type"),
        ("a\uffffb".encode(), "type"),
        (rb"{\rtf1\ansi x}", "type"),
    ],
)
def test_text_is_what_decodes_and_holds_nothing_binary(
    data: bytes, expected: Kind | str, tmp_path: Path
) -> None:
    assert kind(data, tmp_path) == expected


def test_every_kind_can_be_stored_under_a_safe_name() -> None:
    for media_type, known in KINDS.items():
        assert len(media_type) <= 100
        assert 3 <= len(known.extension) <= 5
