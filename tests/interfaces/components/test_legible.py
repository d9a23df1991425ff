"""The server makes requests of whose texts all can be kept; what a client cut in two or hid does not come through."""

from io import BytesIO
from typing import Any
from urllib.parse import quote

import pytest

from sanling.interfaces.components.legible import LegibleRequest
from sanling.wsgi import application


def request(**environ: Any) -> LegibleRequest:
    body = environ.pop("body", b"")
    usual = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/",
        "wsgi.input": BytesIO(body),
        "CONTENT_LENGTH": str(len(body)),
    }
    return LegibleRequest({**usual, **environ})


def test_the_server_makes_such_requests() -> None:
    assert application.request_class is LegibleRequest


def test_nul_goes_from_address_query_cookies_and_form() -> None:
    form = {"CONTENT_TYPE": "application/x-www-form-urlencoded", "body": b"a%00=b%00c&d=e"}
    found = request(
        PATH_INFO="/q/A\0B", QUERY_STRING="q=a%00b&q=c&r=d", HTTP_COOKIE='a="\\000"; b=kept', **form
    )
    assert found.path == found.path_info == "/q/AB"
    assert (found.GET.getlist("q"), found.GET["r"]) == (["ab", "c"], "d")
    assert found.COOKIES == {"b": "kept"}
    assert dict(found.POST.lists()) == {"a": ["bc"], "d": ["e"]}


@pytest.mark.parametrize("charset", ["utf-7", "unicode_escape", "rot13", "undefined", "no-such", ""])
def test_what_is_no_encoding_of_forms_is_read_as_utf_8(charset: str) -> None:
    kind = f"text/plain; charset={charset}"
    assert request(QUERY_STRING="q=+2AA-%E6%A5%BC", CONTENT_TYPE=kind).GET["q"] == " 2AA-楼"


def test_a_form_in_chinas_own_encoding_is_read_by_it() -> None:
    text = "楼道".encode("gbk")
    body = b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n' + text + b"\r\n--x--\r\n"
    kind = "multipart/form-data; boundary=x; charset=gbk"
    assert request(CONTENT_TYPE=kind, body=body).POST["text"] == "楼道"


@pytest.mark.parametrize(
    ("charset", "encoding"), [("gbk", "gbk"), ("GB2312", "gb18030"), ("utf8", "utf-8"), ("UTF-8", "utf-8")]
)
def test_a_plain_form_is_read_by_the_encoding_that_it_names(charset: str, encoding: str) -> None:
    kind = f"application/x-www-form-urlencoded; charset={charset}"
    found = request(CONTENT_TYPE=kind, body=f"text={quote('楼道镕', encoding=encoding)}".encode())
    assert found.POST["text"] == "楼道镕"


@pytest.mark.parametrize("name", ["孙\U00031350.jpg", "\ue863庄.jpg", "👨\u200d👩\u200d👧.jpg", "a&lt;b.jpg"])
def test_a_file_keeps_its_name_whole(name: str) -> None:
    body = f'--x\r\nContent-Disposition: form-data; name="f"; filename="C:\\照片/{name}"\r\n\r\nx\r\n--x--\r\n'.encode()
    (file,) = request(CONTENT_TYPE="multipart/form-data; boundary=x", body=body).FILES.getlist("f")
    assert file.name == name


@pytest.mark.parametrize("name", ["", ".", "..", "a/", "a\\.."])
def test_what_is_no_name_is_no_file(name: str) -> None:
    body = (
        f'--x\r\nContent-Disposition: form-data; name="f"; filename="{name}"\r\n\r\nx\r\n--x--\r\n'.encode()
    )
    assert not request(CONTENT_TYPE="multipart/form-data; boundary=x", body=body).FILES
