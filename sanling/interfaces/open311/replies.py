"""Answers as GeoReport writes them, in XML or JSON, and its errors."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse

MEDIA_TYPES = {"xml": "text/xml; charset=utf-8", "json": "application/json; charset=utf-8"}
# What one of several is called in XML.
ONE = {
    "services": "service",
    "service_requests": "request",
    "attributes": "attribute",
    "values": "value",
    "errors": "error",
    "endpoints": "endpoint",
    "formats": "format",
}
# The characters that XML 1.0 can't hold.
NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class GeoError(Exception):
    """A request that GeoReport refuses; ``status`` is also the code."""

    def __init__(self, status: int, description: str, *, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.retry_after = retry_after


def reply(form: str, root: str, content: Any, *, status: int = 200) -> HttpResponse:
    """Return an answer; ``root`` names it in XML, where JSON has the content alone."""
    if form == "xml":
        element = Element(root)
        _fill(element, root, content)
        text = b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(element, encoding="unicode").encode()
    else:
        text = json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False).encode()
    return HttpResponse(text, status=status, content_type=MEDIA_TYPES[form])


def error_reply(form: str, error: GeoError) -> HttpResponse:
    """Return an error; codes are strings, as all codes of the standard."""
    content = [{"code": str(error.status), "description": error.description}]
    response = reply(form, "errors", content, status=error.status)
    if error.retry_after is not None:
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _fill(element: Element, name: str, content: Any) -> None:
    if isinstance(content, Mapping):
        for key, value in content.items():
            _fill(SubElement(element, key), key, value)
    elif isinstance(content, Sequence) and not isinstance(content, str):
        for item in content:
            _fill(SubElement(element, ONE[name]), ONE[name], item)
    elif isinstance(content, bool):
        element.text = "true" if content else "false"
    elif content is not None:
        text = json.loads(json.dumps(content, cls=DjangoJSONEncoder))
        element.text = NO_XML.sub("", str(text))
