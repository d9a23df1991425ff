"""Who searches, for what and for whom: what the tests of search by number, by phone and by name share."""

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote_plus

from sanling.domain.people.cast import Player

Cast = dict[str, Player]
# Whom the one report is of that was brought, under PHONE, and somebody like that who brought nothing.
NAME, NOBODY = "买买提·吐尔逊", "买买提·吐尔洪"
NOBODYS_PHONE = "13800000999"
# Who sees masks.
MASKED = ("county_leader", "township_leader", "village_secretary", "department_clerk")
# What differs from answer to answer.
_FRESH = re.compile(r'\b[0-9A-Za-z]{64}\b|nonce="[^"]*"')


def alike(answers: Sequence[Any], asked: str) -> list[str]:
    """Return answers to a question without what differs each time, and without what was asked."""
    texts = (f"{answer.status_code} {answer.content.decode()}" for answer in answers)
    return [_FRESH.sub("", text).replace(asked, "…").replace(quote_plus(asked), "…") for text in texts]
