"""The server of WeCom (企业微信): calls with a token that all processes share, renewed when it is over.

A token is good for two hours, and asking for one too often is refused: it is kept, sealed, in the shared cache.
Source: https://developer.work.weixin.qq.com/document/path/91039 and what it leads to.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import cache

from sanling.foundation.cleaning import clean_line
from sanling.foundation.outward import OutwardError, ask_json
from sanling.foundation.privacy.index import blind_index
from sanling.foundation.privacy.sealed import seal, unseal
from sanling.foundation.privacy.unreadable import NotReadable

# What WeCom answers to a token that is over, revoked or another application's.
_TOKEN_OVER = {40001, 40014, 42001}
# So long before its end a token is renewed.
_SPARE_SECONDS = 300
_MEMBER_SECONDS = 24 * 3600


class WeComError(Exception):
    """WeCom is away, or refuses; ``code`` is its ``errcode``, 0 where there is none."""

    def __init__(self, reason: str, code: int = 0) -> None:
        """Keep the reason and the code."""
        super().__init__(reason)
        self.code = code


def is_set_up() -> bool:
    """Tell whether there is an application of ours."""
    return bool(settings.WECOM_CORP_ID and settings.WECOM_AGENT_ID and settings.WECOM_SECRET)


def agent() -> int:
    """Return the application's number."""
    return int(settings.WECOM_AGENT_ID)


def member_of(phone: str) -> str:
    """Return the member (``userid``) whose mobile phone ("+86…") this is, asked once a day. Raises WeComError."""
    key = f"wecom.member.{blind_index('wecom', phone).hex()}"
    kept = _unsealed(cache.get(key))
    if kept:
        return kept
    answer = call("user/getuserid", {"mobile": phone.removeprefix("+86")})
    member = _text(answer, "userid")
    cache.set(key, seal(member), _MEMBER_SECONDS)
    return member


def member_signing_in(code: str) -> str:
    """Return the member (``userid``) whom WeCom sent with a code, good once and for five minutes; "" for no member.

    Source: https://developer.work.weixin.qq.com/document/path/91023. Raises WeComError.
    """
    answer = call("auth/getuserinfo", code=code)
    # Whoever is no member of the corporation has an ``openid`` alone.
    return _text(answer, "userid") if "userid" in answer else ""


def try_application() -> None:
    """Ask for a fresh token, by which WeCom tells whether it takes the application's secret. Raises WeComError."""
    _token(renewed=True)


def call(path: str, body: Mapping[str, Any] | None = None, **query: str) -> Mapping[str, Any]:
    """Return the answer to a call, by POST with a body and by GET without; a token that is over is renewed once.

    Raises WeComError.
    """
    try:
        return _ask(path, body, {**query, "access_token": _token()})
    except WeComError as error:
        if error.code not in _TOKEN_OVER:
            raise
    return _ask(path, body, {**query, "access_token": _token(renewed=True)})


def _token(*, renewed: bool = False) -> str:
    # Another application's token would be refused: the key is of this one.
    application = f"{settings.WECOM_CORP_ID}:{settings.WECOM_SECRET}"
    key = f"wecom.token.{blind_index('wecom', application).hex()}"
    kept = None if renewed else _unsealed(cache.get(key))
    if kept:
        return kept
    answer = _ask("gettoken", None, {"corpid": settings.WECOM_CORP_ID, "corpsecret": settings.WECOM_SECRET})
    token, seconds = _text(answer, "access_token"), answer.get("expires_in")
    if isinstance(seconds, int) and seconds > _SPARE_SECONDS:
        cache.set(key, seal(token), min(seconds, 7200) - _SPARE_SECONDS)
    return token


def _ask(path: str, body: Mapping[str, Any] | None, query: Mapping[str, str]) -> Mapping[str, Any]:
    try:
        answer = ask_json(url=f"{settings.WECOM_URL}/cgi-bin/{path}?{urlencode(query)}", body=body)
    except OutwardError as error:
        raise WeComError(str(error)) from error
    code = answer.get("errcode", 0)
    if not isinstance(code, int):
        raise WeComError("WeCom's answer can't be read.")
    if code:
        said = clean_line(str(answer.get("errmsg", "")))[:80]
        raise WeComError(f"WeCom refused {path} ({code}): {said.partition(', hint')[0]}", code)
    return answer


def _text(answer: Mapping[str, Any], name: str) -> str:
    found = answer.get(name)
    if not isinstance(found, str) or not found:
        raise WeComError(f"WeCom's answer has no {name}.")
    return found


def _unsealed(kept: object) -> str:
    try:
        return unseal(kept) if isinstance(kept, str) else ""
    except NotReadable:
        return ""
