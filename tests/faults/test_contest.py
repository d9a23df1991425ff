"""Many at once on one thing: exactly one wins, and what is sent twice has one effect."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

from tests.faults.installation import Answer, Installation, report


def at_once(number: int, work: Callable[[int], Answer]) -> list[Answer]:
    """Do something many times at the same time."""
    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(work, range(number)))


def test_of_200_acts_on_one_matter_one_wins_and_the_others_are_told_of_the_conflict(
    installation: Installation,
) -> None:
    system = installation.system("intake_officer")
    number = system.post("/matters", report()).json["number"]
    answers = at_once(200, lambda _n: system.post(f"/matters/{number}/actions/accept", {"version": 1}))
    assert Counter(answer.status for answer in answers) == {200: 1, 409: 199}
    stale = next(answer for answer in answers if answer.status == 409)
    assert stale.json["version"] == 2
    entries = (
        "select count(*) from matters_entry e join matters_matter m on m.id = e.matter_id where m.number = %s"
    )
    assert installation.number(entries, number) == 2


def test_one_key_sent_50_times_at_once_makes_one_matter_and_50_equal_answers(
    installation: Installation,
) -> None:
    system, key = installation.system("intake_officer"), uuid4().hex
    before = installation.number("select count(*) from matters_matter")
    answers = at_once(50, lambda _n: system.post("/matters", report(), key))
    assert {answer.status for answer in answers} == {201}
    assert len({answer.body for answer in answers}) == 1
    assert installation.number("select count(*) from matters_matter") == before + 1
