"""Links as chats and phones hand them on, with a full stop, a bracket or an invisible mark stuck to them."""

import re
from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import Resolver404, resolve
from django.utils.http import escape_leading_slashes

from sanling.foundation.cleaning import fold

# Machines say exactly what they mean, and whatever a camera read behind /q/ is looked up as it is.
_AS_THEY_ARE = ("/api/", "/open311/", "/q/")
_PLAIN = re.compile(r"[A-Za-z0-9_/~=+@%-]*")
_NO_PART_OF_IT = re.compile(r"[^\w./~:=+@%-]")
_END_OF_SENTENCE = "./:"


class StuckSignsMiddleware:
    """Lead whoever finds nothing behind a link with signs stuck to it, or invisible marks in it, to the link itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Go on; lead there from an answer that nothing is here."""
        response = self.get_response(request)
        if response.status_code != HTTPStatus.NOT_FOUND or request.method not in {"GET", "HEAD"}:
            return response
        address = _meant(request.path_info)
        if address is None:
            return response
        query = request.META.get("QUERY_STRING", "")
        found = HttpResponseRedirect(escape_leading_slashes(f"{address}?{query}" if query else address))
        # The address may be a secret.
        found.headers["Cache-Control"] = "private, no-store"
        return found


def _meant(path: str) -> str | None:
    """Return the page that a path means without what is stuck to it, if anything is and there is such a page."""
    if _PLAIN.fullmatch(path) or path.startswith(_AS_THEY_ARE):
        return None
    base = _NO_PART_OF_IT.split(fold(path), maxsplit=1)[0].rstrip(_END_OF_SENTENCE)
    if not base or base == path.rstrip("/"):
        return None
    return next((address for address in (f"{base}/", base) if _is_known(address)), None)


def _is_known(address: str) -> bool:
    try:
        resolve(address)
    except Resolver404:
        return False
    return True
