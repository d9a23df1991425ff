"""Add: the party or the office adds words or files."""

from sanling.domain.matters.acting import Acting
from sanling.domain.matters.searching import search_tokens


def add(act: Acting) -> None:
    """Let searches find what the party itself added."""
    if act.action.audience == "party":
        words = [value for value in act.fields.values() if isinstance(value, str)]
        act.matter.search = search_tokens(act.matter, extra=words)
