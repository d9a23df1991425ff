"""An entry says who did what where the matter stood before; its files are for who brought them, or as it is said."""

from datetime import UTC, datetime
from itertools import product
from types import SimpleNamespace
from typing import Any

import pytest

from sanling.domain.matters.access import LinkActor
from sanling.domain.matters.changes import Change
from sanling.domain.matters.entries import Enclosure, file_audience, write_entry
from sanling.domain.matters.models import Attachment, Entry, Matter
from sanling.domain.workflow.transition import Before
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.files.models import StoredFile

AT = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.mark.parametrize("by", ["link", "visitor", "post", "system"])
@pytest.mark.parametrize("registers", [True, False])
def test_the_party_sees_what_it_brought_and_what_was_brought_at_registering(
    by: str, *, registers: bool
) -> None:
    own = registers or by in {"link", "visitor"}
    assert file_audience(act="party", by=by, registers=registers) == ("party" if own else "internal")


@pytest.mark.parametrize(("said", "seen"), [(True, "party"), (False, "internal")])
def test_what_is_said_of_a_file_goes_before_whose_it_is(said: bool, seen: str) -> None:
    for by, registers in product(["link", "post"], [True, False]):
        assert file_audience(act="party", by=by, registers=registers, for_party=said) == seen


@pytest.mark.parametrize("act", ["internal", "restricted"])
def test_a_file_is_never_open_to_more_than_its_act(act: str) -> None:
    for by, registers, said in product(["link", "post"], [True, False], [True, False, None]):
        assert file_audience(act=act, by=by, registers=registers, for_party=said) == act


def written(actor: Any, before: Before, *enclosures: Enclosure) -> tuple[Entry, Change]:
    matter = Matter(pk=5, state="there", version=3, unit_id=20, division_id="410105002")
    change, params = Change(), {"note": "已上门"}
    entry = write_entry(
        change,
        matter=matter,
        actor=actor,
        at=AT,
        code="go",
        audience="party",
        params=params,
        before=before,
        enclosures=enclosures,
    )
    params["note"] = "changed afterwards"
    return entry, change


def test_it_keeps_where_the_matter_stood_before_and_stands_now() -> None:
    entry, change = written(SimpleNamespace(kind="post", key="post:9", post_id=9), Before("here", 10, "4101"))
    assert (entry.from_state, entry.to_state, entry.version) == ("here", "there", 3)
    assert (entry.unit_id, entry.division_id) == (10, "4101")
    assert (entry.actor_kind, entry.actor_key, entry.post_id) == ("post", "post:9", 9)
    assert (entry.at, entry.params) == (AT, {"note": "已上门"})
    assert change.new == [entry]
    assert [done for done, _actor in change.done_by] == [entry]


@pytest.mark.parametrize("actor", [SystemActor("timer"), LinkActor(5)])
def test_who_is_no_post_is_kept_as_none(actor: Any) -> None:
    entry, _change = written(actor, Before("here", 10, "4101"))
    assert (entry.post_id, entry.actor_kind, entry.actor_key) == (None, actor.kind, actor.key)


@pytest.mark.parametrize(("state", "seen"), [("", "party"), ("here", "internal")])
def test_its_files_come_with_it_and_registering_is_known_by_having_come_from_nowhere(
    state: str, seen: str
) -> None:
    enclosure = Enclosure(StoredFile(), "清理后.png", evidence=True)
    post = SimpleNamespace(kind="post", key="post:9", post_id=9)
    entry, change = written(post, Before(state, 10, "4101"), enclosure)
    (file,) = [row for row in change.new if isinstance(row, Attachment)]
    assert (file.entry, file.name, file.evidence, file.audience) == (entry, "清理后.png", True, seen)
