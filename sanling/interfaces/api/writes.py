"""Writes that may be sent twice: one effect, and the same answer to every sending."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import Header
from pydantic import BaseModel

from sanling.foundation.delivery.idempotency import InvalidKey, KeyReused, fingerprint, once, opened
from sanling.foundation.privacy.sealed import seal
from sanling.interfaces.api.problems import Problem, invalid

HEADER = "Idempotency-Key"
Key = Annotated[
    str,
    Header(
        alias=HEADER,
        min_length=16,
        max_length=200,
        pattern=r"^[\x21-\x7e]+$",
        description="Of your choice, new for each write (a UUID). Sending the same again changes nothing and gets "
        "the first answer; the key with another content gets 422. Kept for seven days.",
        examples=["5b1f0c7e-6d0c-4a55-8f0e-2f4f6f0f8f11"],
    ),
]


@dataclass(frozen=True)
class Made:
    """What a write answers with."""

    status: int
    body: BaseModel


def write(
    request: HttpRequest, *, scope: str, key: str, sent: Any, effect: Callable[[], Made]
) -> HttpResponse:
    """Make the effect unless the key was sent before, and answer; ``sent`` is what tells two writes apart.

    Kept answers are encrypted, for they hold secrets of links and what residents wrote. An effect that raises
    leaves no key behind.
    """
    mark = fingerprint([request.method, request.path, sent])
    try:
        with once(scope=scope, key=key, fingerprint=mark) as attempt:
            if attempt.first():
                made = effect()
                attempt.keep(_sealed({"status": made.status, "body": made.body.model_dump(mode="json")}))
        answer: dict[str, Any] = json.loads(opened(attempt.result))
    except InvalidKey as error:
        raise invalid({HEADER: str(error)}) from error
    except KeyReused as error:
        raise Problem(
            422, "key_reused", _("This idempotency key was sent before with another content.")
        ) from error
    return JsonResponse(answer["body"], status=answer["status"], json_dumps_params={"ensure_ascii": False})


def _sealed(answer: dict[str, Any]) -> str:
    return seal(json.dumps(answer))
