"""How often one address may ask for what a page, or script on it, looks up."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from sanling.foundation.delivery.limits import Over, hit
from sanling.interfaces.components.client import client_address
from sanling.interfaces.components.responses import error_page

HOUR = timedelta(hours=1)
View = Callable[..., HttpResponse]


def limited(scope: str, an_hour: int) -> Callable[[View], View]:
    """Answer one address so many times an hour, and then tell it when to come again."""

    def limit(view: View) -> View:
        @wraps(view)
        def answered(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            counted = hit(scope=scope, key=client_address(request), limit=an_hour, per=HOUR)
            if isinstance(counted, Over):
                seconds = max(1, round(counted.retry_after.total_seconds()))
                return error_page(request, 429, retry_after=seconds)
            return view(request, **kwargs)

        return answered

    return limit
