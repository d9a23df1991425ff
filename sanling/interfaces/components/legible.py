"""The one edge at which requests lose what nothing behind it can keep: NUL, and halves of surrogate pairs.

No text of PostgreSQL holds them, and nobody types them; a client that sends them has cut a text in two or means harm.
So addresses, query strings, cookies and forms are rid of them before anything reads them, and bodies of JSON as they
are parsed (`cleaning.storable_json`). Fields, codes and names are cleaned further by their own rules.
"""

from functools import cached_property
from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.http import QueryDict
from django.http.multipartparser import MultiPartParser
from django.http.request import parse_header_parameters  # type: ignore[attr-defined]
from django.utils.datastructures import ImmutableList, MultiValueDict

from sanling.foundation.cleaning import is_storable, storable

# In which browsers and old programs here send forms. Some codecs of Python decode to anything, some are no encodings
# and fail before a request is one. Who says GB2312 sends all of GB18030 (https://encoding.spec.whatwg.org/#gbk).
ENCODINGS = {"utf-8": "utf-8", "utf8": "utf-8"} | dict.fromkeys(("gb2312", "gbk", "gb18030"), "gb18030")
FORM = "application/x-www-form-urlencoded"


class _WholeNames(MultiPartParser):
    """Takes the names of files as they are: what is rare in them means something, and the rest `clean_name` knows."""

    def sanitize_file_name(self, file_name: str) -> str | None:
        """Return the last part; Django's own also drops what this Python doesn't know."""
        name = storable(file_name).replace("\\", "/").rsplit("/", 1)[-1]
        return None if name in {"", ".", ".."} else name


class LegibleRequest(WSGIRequest):
    """A request of whose texts all can be kept; its form is parsed as late as any, so that views can limit uploads."""

    _post: QueryDict
    _files: Any
    _read_started: bool

    def __init__(self, environ: dict[str, Any]) -> None:
        """Take what the server received."""
        super().__init__(environ)
        self.path, self.path_info = storable(self.path), storable(self.path_info)
        # A cookie that can't be kept is none of ours.
        cookies = self.COOKIES.items()
        self.COOKIES = {name: value for name, value in cookies if is_storable(name + value)}

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        charset = self.content_params.get("charset", "").lower()
        if charset in ENCODINGS:
            self.encoding = ENCODINGS[charset]

    @cached_property
    def GET(self) -> QueryDict:  # type: ignore[override]  # noqa: N802 -- Django's name
        """Return the query; one of too many parts is refused where it is asked for, as any bad request."""
        return storable_query(super().GET)

    def parse_file_upload(self, META: Any, post_data: Any) -> Any:  # noqa: N803 -- Django's name
        """Parse a form with files, and leave their names whole."""
        self.upload_handlers = ImmutableList(self.upload_handlers)
        return _WholeNames(META, post_data, self.upload_handlers, self.encoding).parse()

    def _load_post_and_files(self) -> None:
        unread = not self._read_started or hasattr(self, "_body")
        if self.method == "POST" and self.content_type == FORM and unread:
            # Django would refuse each encoding but the one, and that in any other spelling ("utf8").
            self._post, self._files = (
                QueryDict(self.body, encoding=self.encoding or "utf-8"),
                MultiValueDict(),
            )
        else:
            super()._load_post_and_files()
        self._post = storable_query(self._post)


def storable_query(data: QueryDict) -> QueryDict:
    """Return a query or form, rid of what can't be kept."""
    if all(is_storable(text) for name, values in data.lists() for text in (name, *values)):
        return data
    clean = QueryDict(mutable=True, encoding=data.encoding)
    for name, values in data.lists():
        for value in values:
            clean.appendlist(storable(name), storable(value))
    return clean
