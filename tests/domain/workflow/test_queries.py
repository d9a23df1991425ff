"""A version of a workflow is read once and for all; what older versions knew is known where entries are read."""

from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries

from sanling.domain.workflow.actions.publish import publish
from sanling.domain.workflow.models import Definition
from sanling.domain.workflow.queries import (
    all_current,
    current,
    definition_of,
    definitions_of,
    reading_of,
    versions,
)
from sanling.foundation import clock
from tests.city import TEST
from tests.domain.workflow.small import KNOWN, SMALL, draft

pytestmark = pytest.mark.django_db
CITY = "4101"


def published(folder: Path, small: str = SMALL, city: str = CITY) -> Definition:
    return publish(actor=TEST, city=city, draft=draft(folder, small), known=KNOWN)


def kept(row: Definition, **changes: object) -> Definition:
    """Keep a body as versions of before had it, as the next version that nobody uses."""
    return Definition.objects.create(
        city=CITY,
        code=row.code,
        version=row.version + 100,
        kind=row.kind,
        body={**row.body, **changes},
        digest="before",
        published_at=clock.now(),
        retired_at=clock.now(),
    )


def test_a_definition_in_use_is_read_without_a_query(
    tmp_path: Path, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    row = published(tmp_path)
    definition_of(row.pk)
    with django_assert_num_queries(0):
        assert definition_of(row.pk).code == "small"
        assert set(definitions_of([row.pk, row.pk])) == {row.pk}


def test_new_matters_get_the_version_that_is_not_retired_of_their_own_city(tmp_path: Path) -> None:
    published(tmp_path)
    second = published(tmp_path, SMALL.replace("limit = 1", "limit = 3"))
    published(tmp_path, city="4110")
    assert current(city=CITY, code="small").pk == second.pk
    assert [row.pk for row in all_current(CITY)] == [second.pk]
    assert [row.version for row in versions(city=CITY, code="small")] == [2, 1]
    with pytest.raises(Definition.DoesNotExist):
        current(city=CITY, code="unheard_of")
    with pytest.raises(Definition.DoesNotExist):
        definition_of(second.pk + 1_000)


def test_which_version_is_current_is_asked_without_its_body(
    tmp_path: Path, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    published(tmp_path)
    with django_assert_num_queries(1):
        row = current(city=CITY, code="small")
    assert row.get_deferred_fields() == {"body"}


def test_a_version_from_when_definitions_named_categories_is_read(tmp_path: Path) -> None:
    row = kept(published(tmp_path), category_set="disputes")
    assert definition_of(row.pk).code == "small"


@pytest.mark.parametrize(
    ("words", "asks"),
    [("请您评价", ()), ("可以要求重新办理", ("reopen",)), ("请等待", ())],
)
def test_what_a_version_of_before_asked_for_in_words_alone_is_taken_from_them(
    tmp_path: Path, words: str, asks: tuple[str, ...]
) -> None:
    row = published(tmp_path)
    states = [{**state, "next": {"zh": words, "en": "…"}} for state in row.body["states"]]
    old = definition_of(kept(row, states=states).pk)
    assert old.state("settled").asks == asks
    # Where nothing is settled the words ask for nothing.
    assert old.state("waiting").asks == ()


def without(text: str, *tables: str) -> str:
    """Return the small definition without some tables."""
    blocks = text.split("\n\n")
    return "\n\n".join(
        block for block in blocks if not block.startswith(tuple(f"[{name}]" for name in tables))
    )


def test_entries_are_read_by_what_only_older_versions_knew(tmp_path: Path) -> None:
    old = published(tmp_path)
    new = published(tmp_path, without(SMALL, "states.paused", "actions.pause", "actions.resume"))
    assert "pause" not in {action.code for action in definition_of(new.pk).actions}
    read = reading_of(new.pk)
    assert (read.action("pause").verb, read.state("paused").paused) == ("pause", True)
    assert reading_of(old.pk) == definition_of(old.pk)


def test_a_field_and_an_option_that_are_gone_are_read_and_the_newer_ones_keep_their_names(
    tmp_path: Path,
) -> None:
    choice = (
        'fields = [{ code = "how", type = "choice", name = { zh = "方式", en = "How" }, '
        'options = { %s } }]\nname = { zh = "暂停", en = "Pause" }'
    )
    pausing = 'name = { zh = "暂停", en = "Pause" }\n\n[actions.resume]'
    assert pausing in SMALL

    def saying(*options: str) -> str:
        said = ", ".join(
            f'{code}.name = {{ zh = "{name}", en = "{name}" }}' for code, name in map(str.split, options)
        )
        return SMALL.replace(pausing, f"{choice % said}\n\n[actions.resume]")

    published(tmp_path, saying("letter 旧信", "call 电话"))
    new = published(tmp_path, saying("letter 信"))
    (field,) = reading_of(new.pk).action("pause").fields
    assert [(option.code, option.name.zh) for option in field.options] == [("letter", "信"), ("call", "电话")]
    last = published(tmp_path)
    assert [field.code for field in reading_of(last.pk).action("pause").fields] == ["how"]
    assert definition_of(last.pk).action("pause").fields == ()


def test_an_older_clock_is_read_by_its_name_and_the_newer_rule_goes_before_it(tmp_path: Path) -> None:
    gone = SMALL.replace("clocks.report = ", "clocks.arrive = ")
    published(tmp_path, gone.replace('within = "30 d"', 'within = "60 d"'))
    read = reading_of(published(tmp_path).pk)
    codes = [rule.code for rule in read.all_clocks]
    assert {"arrive", "report"} <= set(codes)
    assert len(set(codes)) == len(codes)
    assert str(read.clock("handle").within) == "30 d"
