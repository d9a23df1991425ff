"""Which published questions are like what somebody types: by the words they share, the rare ones most."""

from collections import Counter
from math import log, sqrt

from django.db.models import QuerySet

from sanling.domain.consulting.access import part_of, told_answers
from sanling.domain.consulting.models import Answer
from sanling.foundation.text import any_of, tokens

# Of how many of the newest that share a word the likest are chosen, and how much of what is typed is looked at.
LOOKED_AT, MOST_TOKENS = 200, 120


def likest(city: str, kind: str, text: str) -> list[Answer]:
    """Return the published questions that are like a text of a kind that is a question, the likest first."""
    part = part_of(city)
    if kind not in part.kinds or not part.most_offered:
        return []
    typed = [token for token in tokens(text) if len(token) > 1][:MOST_TOKENS]
    if len(typed) < 2:
        return []
    rows = list(_sharing(city, typed)[:LOOKED_AT])
    of = Counter(token for row in rows for token in set(row.search))
    weights = {token: log(1 + len(rows) / (1 + of[token])) for token in set(typed)}
    whole = sum(weight**2 for weight in weights.values()) or 1
    found = []
    for row in rows:
        shared = weights.keys() & set(row.search)
        own = tokens(row.title, row.question)
        alike = sum(weights[token] ** 2 for token in shared & set(own)) / sqrt(whole) / sqrt(whole)
        if len(shared) > 1 and alike >= part.least_alike:
            found.append((alike, row.pk, row))
    return [row for _alike, _pk, row in sorted(found, key=lambda known: known[:2], reverse=True)][
        : part.most_offered
    ]


def _sharing(city: str, typed: list[str]) -> QuerySet[Answer]:
    return told_answers(city).extra(where=["search @@ %s::tsquery"], params=[any_of(typed)])
