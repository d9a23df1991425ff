"""The one edge at which requests lose what nothing behind it can keep: NUL, and halves of surrogate pairs.

No text of PostgreSQL holds them, and nobody types them; a client that sends them has cut a text in two or means harm.
So addresses, query strings, cookies and forms are rid of them before anything reads them, and bodies of JSON as they
are parsed (`cleaning.storable_json`). Fields, codes and names are cleaned further by their own rules.
"""

from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.http import QueryDict
from django.http.request import parse_header_parameters  # type: ignore[attr-defined]

from sanling.foundation.cleaning import is_storable, storable

# In which browsers and old programs here send forms. Some codecs of Python decode to anything, some are no encodings
# and fail before a request is one.
ENCODINGS = frozenset({"utf-8", "utf8", "gb2312", "gbk", "gb18030"})


class LegibleRequest(WSGIRequest):
    """A request of whose texts all can be kept; its form is parsed as late as any, so that views can limit uploads."""

    _post: QueryDict

    def __init__(self, environ: dict[str, Any]) -> None:
        """Take what the server received."""
        super().__init__(environ)
        self.path, self.path_info = storable(self.path), storable(self.path_info)
        self.GET = storable_query(self.GET)  # type: ignore[assignment]
        # A cookie that can't be kept is none of ours.
        cookies = self.COOKIES.items()
        self.COOKIES = {name: value for name, value in cookies if is_storable(name + value)}

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        charset = self.content_params.get("charset", "").lower()
        if charset in ENCODINGS:
            self.encoding = charset

    def _load_post_and_files(self) -> None:
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
