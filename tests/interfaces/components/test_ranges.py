"""A part of a sound is sent as it was asked for, and of what is no sound all."""

from io import BytesIO

import pytest
from django.http import FileResponse
from django.test import RequestFactory

from sanling.interfaces.components.ranges import ranged

SOUND = bytes(range(100))


@pytest.mark.parametrize(
    ("asked", "status", "content", "said"),
    [
        ("bytes=0-1", 206, SOUND[:2], "bytes 0-1/100"),
        ("bytes=90-", 206, SOUND[90:], "bytes 90-99/100"),
        ("bytes=-5", 206, SOUND[95:], "bytes 95-99/100"),
        ("bytes=50-500", 206, SOUND[50:], "bytes 50-99/100"),
        ("bytes=100-", 416, b"", "bytes */100"),
        ("bytes=9-3", 416, b"", "bytes */100"),
        ("bytes=-", 200, SOUND, ""),
        ("bytes=0-1,5-6", 200, SOUND, ""),
        ("", 200, SOUND, ""),
    ],
)
def test_parts(asked: str, status: int, content: bytes, said: str) -> None:
    request = RequestFactory().get("/", HTTP_RANGE=asked)
    answer = ranged(request, FileResponse(BytesIO(SOUND)), "audio/mp4")
    sent = answer.getvalue() if isinstance(answer, FileResponse) else answer.content  # type: ignore[attr-defined]
    assert (answer.status_code, sent, answer.headers.get("Content-Range", "")) == (status, content, said)


def test_a_picture_is_sent_whole() -> None:
    request = RequestFactory().get("/", HTTP_RANGE="bytes=0-1")
    assert ranged(request, FileResponse(BytesIO(SOUND)), "image/jpeg").status_code == 200
