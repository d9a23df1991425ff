"""Sending a write twice makes one effect and gives one answer."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from sanling.foundation.clock import turned
from sanling.foundation.delivery.idempotency import InvalidKey, KeyReused, fingerprint, once, purge_keys
from sanling.foundation.delivery.models import IdempotencyKey, Outbox
from sanling.foundation.delivery.outbox import put

BODY = fingerprint({"text": "stairwell", "place": "4101"})


def send(key: str | None, body: str = BODY) -> int:
    """Make one effect and answer with its id."""
    with once(scope="portal.report", key=key, fingerprint=body) as attempt:
        if attempt.first():
            put("effects", "report", {})
            attempt.keep(Outbox.objects.order_by("-id").values_list("id", flat=True)[0])
    answer: int = attempt.result
    return answer


@pytest.mark.django_db
def test_the_same_key_gives_the_same_answer() -> None:
    assert send("k") == send("k")
    assert Outbox.objects.count() == 1


@pytest.mark.django_db
def test_without_a_key_every_sending_counts() -> None:
    assert send(None) != send(None)


@pytest.mark.django_db
def test_a_key_with_another_body_is_refused() -> None:
    send("k")
    with pytest.raises(KeyReused):
        send("k", fingerprint({"text": "other"}))


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "  ", "x" * 201, "a\0b"])
def test_a_malformed_key_is_refused(key: str) -> None:
    with pytest.raises(InvalidKey):
        send(key)


@pytest.mark.django_db
def test_a_failed_first_sending_leaves_the_key_free() -> None:
    with pytest.raises(RuntimeError), once(scope="portal.report", key="k", fingerprint=BODY):
        raise RuntimeError("no space")
    assert send("k") == send("k")


@pytest.mark.django_db
def test_a_first_sending_must_keep_an_answer() -> None:
    with pytest.raises(RuntimeError), once(scope="portal.report", key="k", fingerprint=BODY):
        pass
    assert not IdempotencyKey.objects.exists()


@pytest.mark.django_db
def test_old_keys_are_purged_and_young_ones_kept() -> None:
    with turned(shift=timedelta(days=-8)):
        send("old")
    send("young")
    assert purge_keys() == 1
    assert IdempotencyKey.objects.get().key == "young"


@pytest.mark.django_db(transaction=True)
def test_eight_sendings_at_once_make_one_effect_and_one_answer() -> None:
    start = Barrier(8)

    def race() -> int:
        try:
            start.wait(10)
            return send("k")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = [future.result(20) for future in [pool.submit(race) for _ in range(8)]]
    assert len(set(answers)) == 1
    assert Outbox.objects.count() == 1
