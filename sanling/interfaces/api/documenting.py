"""How operations tell OpenAPI what they answer: the thing itself, and the problems that may come instead."""

from typing import Any

from sanling.interfaces.api.problems import MEDIA_TYPE, ProblemBody

# What any operation may answer, whatever it does.
ALWAYS = (400, 422, 429, 503)
# What those may answer that ask for a token.
GUARDED = (401, 403)
# What writes may answer besides.
WRITING = (409, 413, 415)
RETRY_AFTER = {
    "Retry-After": {"description": "Seconds until another try is worth it.", "schema": {"type": "string"}}
}


def answers(
    body: Any, *also: int, status: int = 200, guarded: bool = True, writing: bool = False
) -> dict[int, Any]:
    """Return the answers of an operation by status."""
    problems = {*ALWAYS, *also, *(GUARDED if guarded else ()), *(WRITING if writing else ())}
    return {status: body} | dict.fromkeys(sorted(problems), ProblemBody)


def mend(schema: dict[str, Any]) -> dict[str, Any]:
    """Give the problems of a generated schema their media type and headers."""
    for operations in schema["paths"].values():
        for operation in operations.values():
            for status, response in operation["responses"].items():
                if int(status) < 400:
                    continue
                content = response["content"]
                if MEDIA_TYPE not in content:
                    content[MEDIA_TYPE] = content.pop("application/json")
                if int(status) in (429, 503):
                    response["headers"] = RETRY_AFTER
    return schema
