"""Archive: what has ended is put away, by a clock if nobody does it."""

from sanling.domain.workflow.terms import ActorRelation
from tests.domain.workflow.shipped import brought, by_verb
from tests.domain.workflow.stage import NOW, Case, Staged, action, definition, done, state


def test_nothing_happens_but_what_the_definition_says() -> None:
    act = done("archive")
    assert (act.told, act.params) == ([], {})


def test_the_archive_keeps_how_the_matter_ended() -> None:
    archive = action("archive", "archive", **{"from": ["settled"], "to": "archived"})
    places = [state("settled", outcome="settled"), state("archived", end=True)]
    act = Staged(definition(archive, states=places), archive, matter=Case(state="settled", outcome="settled"))
    act.carry_out()
    assert (act.matter.outcome, act.matter.open, act.matter.ended_at) == ("settled", False, NOW)


def test_in_every_city_it_leads_to_an_end_and_the_system_may_do_it() -> None:
    assert {whole.code for whole, _act in by_verb("archive")} == {whole.code for whole in brought()}
    for whole, archive in by_verb("archive"):
        assert archive.by(ActorRelation.SYSTEM)
        assert archive.to
        assert whole.state(archive.to).end
        assert all(whole.state(code).settles for code in archive.sources)
