"""Under which name the log knows the request that is being answered."""

from contextvars import ContextVar

request_name: ContextVar[str] = ContextVar("request_name", default="")
