"""An evaluation that dies halfway leaves what pages and programs read as the last whole one; the next is whole."""

from concurrent.futures import Future, ThreadPoolExecutor
from random import Random
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from pytest_django import Settings

from sanling.domain.incidents.models import Incident
from sanling.domain.indicators.models import Tallied, Tally
from sanling.domain.people.cast import Player
from sanling.domain.recognition.actions.evaluate import evaluate
from sanling.domain.recognition.actions.publish_standard import publish_standard
from sanling.domain.recognition.models import Evaluation, Judged, Reason, WarningDue
from sanling.domain.subjects.models import Subject
from sanling.foundation import clock
from tests.city import CITY, TEST, City
from tests.domain.recognition.random_city import FIRST, make_incidents, make_subjects
from tests.interfaces.api.conftest import system_of
from tests.interfaces.doors import signed_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("transactional_db")]
WAITS = "SELECT pid FROM pg_stat_activity WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid))"
PATIENCE = 60


def read(player: Player, subjects: list[Subject]) -> list[Any]:
    """Return what is stored of the month, and what a post and its program read of it."""
    rows = [
        list(model._default_manager.order_by("pk").values())
        for model in (Judged, Reason, Tally, Tallied, Evaluation, WarningDue)
    ]
    program, browser = system_of(player), signed_in(player)
    month = f"{FIRST:%Y-%m}"
    told = [program.get(f"/rates/met?period={month}&by={by}").json() for by in ("place", "type")]
    cards = [program.get(f"/subjects/{subject.code}/months").json() for subject in subjects]
    page = browser.get("/desk/rates/", {"indicator": "met", "period": month})
    return [rows, told, cards, page.status_code, str(page.context["shown"])]


def killed_at_its_end(act: Any) -> None:
    """Let a thread work until it waits for a row that it writes last of all, and end its connection there."""

    def call() -> None:
        try:
            act()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        Evaluation.objects.select_for_update().get(city=CITY, month=FIRST)
        dying: Future[None] = pool.submit(call)
        deadline = clock.now().timestamp() + PATIENCE
        with connection.cursor() as cursor:
            cursor.execute(WAITS)
            while (found := cursor.fetchone()) is None and clock.now().timestamp() < deadline:
                cursor.execute(WAITS)
            assert found, "It never came to its end."
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", found)
        with pytest.raises(OperationalError):
            dying.result(PATIENCE)


def test_what_dies_halfway_changes_nothing_and_the_next_is_whole(
    settings: Settings, city: City, cast: dict[str, Player], workflows: None
) -> None:
    settings.SECURE_SSL_REDIRECT = False
    random, player = Random(5), cast["city_peace_officer"]
    publish_standard(actor=TEST, profile=city.profile)
    subjects = make_subjects(random, 20)
    make_incidents(random, subjects, 20)
    evaluate(city=CITY, month=FIRST)
    before = read(player, subjects)
    Incident.objects.filter(pk__in=Incident.objects.order_by("pk")[:10]).update(replaced=True)
    make_incidents(random, subjects, 30)
    killed_at_its_end(lambda: evaluate(city=CITY, month=FIRST))
    assert read(player, subjects) == before
    evaluate(city=CITY, month=FIRST)
    after = read(player, subjects)
    assert after != before
    # The same as if nothing of it had been there before.
    Judged.objects.all().delete()
    Reason.objects.all().delete()
    evaluate(city=CITY, month=FIRST)
    anew = read(player, subjects)
    for rates in (*after[1], *anew[1]):
        assert rates.pop("as_of")
    assert anew[1:] == after[1:]
