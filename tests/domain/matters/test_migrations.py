"""Cities that ran before keep what they know: each party gets its own copy of what the person it pointed to said."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from sanling.domain.matters.models import Entry, Party
from sanling.domain.people.cast import Player
from sanling.foundation import clock
from tests.city import SIBLING_TOWNSHIP, TOWNSHIP, VILLAGE, City
from tests.domain.matters.helpers import act, registered

pytestmark = pytest.mark.django_db
# In the sibling township.
ELSEWHERE = "410105001003"
MOVE = import_module("sanling.domain.matters.migrations.0004_each_party_its_own_identity")
# The tables as they were, filled from the parties that are there.
BEFORE = """
    SET CONSTRAINTS ALL IMMEDIATE;
    CREATE TABLE people_person (id bigserial PRIMARY KEY, city text, name bytea NOT NULL, phone bytea NOT NULL,
        citizen_number bytea, address bytea, phone_index bytea, citizen_number_index bytea);
    ALTER TABLE matters_party ADD COLUMN person_id bigint REFERENCES people_person;
    INSERT INTO people_person (name, phone, citizen_number, address, phone_index)
        SELECT name, phone, name, name, phone_index FROM matters_party WHERE name IS NOT NULL LIMIT 1;
    UPDATE matters_party SET person_id = (SELECT id FROM people_person) WHERE name IS NOT NULL;
    UPDATE matters_party SET name = NULL, phone = NULL, phone_index = NULL;
    SET CONSTRAINTS ALL IMMEDIATE;
"""


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_two_parties_that_shared_a_person_have_a_copy_each(city: City, workflows: None) -> None:
    parties = [Party.objects.get(matter=registered().matter) for _twice in range(2)]
    run(BEFORE)
    assert not Party.objects.exclude(phone_index=None).exists()
    MOVE.copy(apps, connection.schema_editor())
    run(MOVE.SEVER)
    for party in parties:
        kept = Party.objects.get(pk=party.pk)
        assert (kept.name, kept.phone, kept.address) == ("王小明", "+8613800000000", "王小明")
        assert kept.phone_index is not None
        assert bytes(kept.phone_index) == bytes(party.phone_index or b"")


def test_what_came_while_it_was_copied_is_not_lost_and_nothing_is_copied_twice(
    city: City, workflows: None
) -> None:
    first, second = (Party.objects.get(matter=registered().matter) for _twice in range(2))
    run(BEFORE)
    run(f"UPDATE matters_party SET name = 'changed since' WHERE id = {first.pk}")
    run(MOVE.SEVER)
    # A second run, after one that was broken off, finds nothing left to do.
    run(MOVE.SEVER)
    assert Party.objects.get(pk=second.pk).phone == "+8613800000000"
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM matters_party WHERE id = %s", [first.pk])
        assert bytes(cursor.fetchone()[0]) == b"changed since"


def test_entries_of_before_say_who_held_the_matter_and_where_it_lay(
    city: City, cast: dict[str, Player], workflows: None
) -> None:
    officer, matter = cast["intake_officer"].viewer, registered().matter
    with clock.turned(shift=timedelta(minutes=1)):
        act(officer, matter, "relocate", {"division": ELSEWHERE})
    with clock.turned(shift=timedelta(minutes=2)):
        act(cast["sibling_township_intake"].viewer, matter, "accept")
    told = list(Entry.objects.order_by("pk").values_list("code", "unit", "division"))
    here, there = city.centre(TOWNSHIP).pk, city.centre(SIBLING_TOWNSHIP).pk
    assert told == [
        ("register", here, VILLAGE),
        ("relocate", here, VILLAGE),
        ("accept", there, ELSEWHERE),
    ]
    run("UPDATE matters_entry SET unit_id = NULL, division_path = NULL")
    migration = import_module("sanling.domain.matters.migrations.0010_where_it_was_done")
    for _twice in range(2):
        migration.tell(apps, connection.schema_editor())
        assert list(Entry.objects.order_by("pk").values_list("code", "unit", "division")) == told
