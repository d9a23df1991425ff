"""Parts of a sound or film: Safari plays none whose server doesn't send them (RFC 9110, 14)."""

import re

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase

_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


def ranged(request: HttpRequest, whole: FileResponse, media_type: str) -> HttpResponseBase:
    """Return the part of a file that was asked for, else all of it; a part that there is none of is refused (416)."""
    if not media_type.startswith(("audio/", "video/")):
        return whole
    whole.headers["Accept-Ranges"] = "bytes"
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    if asked is None or asked[0] == "bytes=-":
        return whole
    content = whole.getvalue()
    # The answer itself stays open: closing it ends the request.
    if whole.file_to_stream is not None:
        whole.file_to_stream.close()
    first, last = asked[1], asked[2]
    begin = int(first) if first else max(len(content) - int(last), 0)
    end = min(int(last), len(content) - 1) if first and last else len(content) - 1
    part = HttpResponse(
        content[begin : end + 1] if begin <= end else b"", status=206 if begin <= end else 416
    )
    for name, value in whole.headers.items():
        if name != "Content-Length":
            part.headers[name] = value
    said = f"{begin}-{end}" if begin <= end else "*"
    part.headers["Content-Range"] = f"bytes {said}/{len(content)}"
    return part
