"""A side chooses who mediates; each is asked in turn, and where nobody is left the office has it, visibly."""

import pytest

from sanling.domain.matters.access import LinkActor
from sanling.domain.matters.errors import Invalid, NotAllowed, NotFound
from sanling.domain.matters.models import Clock, Entry, Matter
from sanling.domain.mediation.actions.choose_mediator import choose_mediator
from sanling.domain.mediation.choosing import standings
from sanling.domain.mediation.models import Body, Choice, Mediator
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.delivery.models import Notice
from sanling.processes.reactions import react
from tests.domain.matters.helpers import act, in_mediation, registered
from tests.domain.mediation.chosen import Four, four, later, own
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import asked, by, consenting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def chosen(matter: Matter, *mediators: Mediator) -> Choice:
    """Have whoever brought a dispute choose."""
    keys = [mediator.pk for mediator in mediators]
    choice = choose_mediator(actor=own(matter), matter_id=matter.pk, mediators=keys)
    matter.refresh_from_db()
    return choice


def codes(matter: Matter) -> list[str]:
    """Return what happened in a matter, in its order."""
    return list(Entry.objects.filter(matter=matter).order_by("pk").values_list("code", flat=True))


def stands(choice: Choice) -> list[str]:
    """Return how it stands with each of a choice."""
    return [row.answered.value for row in standings(choice.matter, choice)]


def test_one_key_asks_the_nearest_who_accepts_within_a_working_day(cast: Cast) -> None:
    some = four(cast)
    matter = registered().matter
    choice = chosen(matter)
    assert choice.way == Choice.Way.NEAREST
    assert [pick.mediator for pick in choice.picks.order_by("nth")] == [some.near, some.town]
    assert (matter.state, matter.assignee) == ("assigned", cast["mediator"].post)
    running = Clock.objects.get(matter=matter, code="acceptance", stopped_at=None)
    entry = Entry.objects.filter(matter=matter).latest("pk")
    assert (entry.code, entry.audience, entry.actor_kind, entry.params["within"]) == (
        "offer",
        "party",
        "system",
        1,
    )
    assert AuditRow.objects.filter(act="mediation.choose_mediator", actor_key=own(matter).key).exists()
    act(cast["mediator"].viewer, matter, "sign_for")
    running.refresh_from_db()
    assert running.stopped_at is not None
    assert stands(choice) == ["accepted", "waits"]


def test_the_next_is_asked_where_the_clock_runs_out_and_at_last_the_office_has_it(cast: Cast) -> None:
    some = four(cast)
    matter = registered().matter
    choice = chosen(matter, some.near, some.town)
    later(9)
    matter.refresh_from_db()
    assert (matter.state, matter.assignee) == ("assigned", cast["township_mediator"].post)
    assert stands(choice) == ["over", "asked"]
    assert codes(matter)[-2:] == ["pass_over", "offer"]
    later(30)
    matter.refresh_from_db()
    assert (matter.state, matter.assignee) == ("accepted", None)
    assert "none_left" in codes(matter)
    react()
    told = Notice.objects.filter(code="mediation.choosing").values_list("recipient", flat=True)
    assert f"post:{cast['intake_officer'].post.pk}" in told


def test_who_declines_says_why_and_the_next_is_asked(cast: Cast) -> None:
    some = four(cast)
    matter = registered().matter
    choice = chosen(matter, some.town, some.near)
    act(cast["township_mediator"].viewer, matter, "return", {"reason": "手上案件太多"})
    react()
    matter.refresh_from_db()
    assert matter.assignee == cast["mediator"].post
    assert stands(choice) == ["over", "asked"]


def test_any_of_the_directory_may_be_chosen_from_elsewhere_too_and_sees_the_dispute(cast: Cast) -> None:
    some = four(cast)
    matter = registered().matter
    chosen(matter, some.beside)
    act(cast["sibling_village_mediator"].viewer, matter, "sign_for")
    assert matter.state == "mediating"


def test_who_has_no_account_is_a_wish_that_the_office_is_told(cast: Cast) -> None:
    some = four(cast)
    matter = registered().matter
    choice = chosen(matter, some.wished)
    assert (matter.state, matter.assignee) == ("waiting", None)
    assert (codes(matter)[-1], stands(choice)) == ("wished", ["wish"])


def test_where_nobody_is_near_and_free_it_says_so(cast: Cast) -> None:
    with pytest.raises(Invalid):
        choose_mediator(actor=own(matter := registered().matter), matter_id=matter.pk)
    assert not Choice.objects.exists()


def test_of_the_directory_alone_three_at_most_and_five_times(cast: Cast) -> None:
    some = four(cast)
    matter = registered().matter
    Mediator.objects.filter(pk=some.beside.pk).update(listed=False)
    for wrong in ([some.beside.pk], [some.near.pk, 0], [mediator.pk for mediator in some]):
        with pytest.raises(Invalid):
            choose_mediator(actor=own(matter), matter_id=matter.pk, mediators=wrong)
    for _time in range(5):
        chosen(matter, some.wished)
    with pytest.raises(NotAllowed):
        chosen(matter, some.wished)


def test_nobody_chooses_over_whoever_is_at_work_or_in_anothers_dispute(cast: Cast) -> None:
    some = four(cast)
    matter = in_mediation(cast)
    with pytest.raises(NotAllowed):
        chosen(matter, some.town)
    for stranger in (LinkActor(matter.pk + 1), LinkActor(matter.pk, acts=False)):
        with pytest.raises((NotFound, NotAllowed)):
            choose_mediator(actor=stranger, matter_id=matter.pk, mediators=[some.town.pk])
    with pytest.raises(NotFound):
        choose_mediator(actor=cast["county_leader"].viewer, matter_id=0, mediators=[some.town.pk])


def test_a_side_chooses_by_its_link_once_it_consents(cast: Cast) -> None:
    some = four(cast)
    matter = registered().matter
    other = asked(matter)
    with pytest.raises(NotAllowed):
        choose_mediator(actor=by(other), matter_id=matter.pk, mediators=[some.town.pk])
    consenting(other)
    choice = choose_mediator(actor=by(other), matter_id=matter.pk, mediators=[some.town.pk])
    matter.refresh_from_db()
    assert (choice.side, matter.assignee) == (other, cast["township_mediator"].post)


def test_the_office_writes_down_what_somebody_chose_by_phone(cast: Cast) -> None:
    some = four(cast)
    matter = registered().matter
    viewer = cast["intake_officer"].viewer
    choice = choose_mediator(actor=viewer, matter_id=matter.pk, mediators=[some.near.pk])
    assert (choice.by_post, choice.way) == (cast["intake_officer"].post, "named")


def court_style(some: Four) -> None:
    """Have the bodies of the township be invited by a court."""
    Body.objects.filter(pk=some.town.body_id).update(kind="court_invited")


def test_where_sides_choose_together_the_first_whom_both_name_is_asked(cast: Cast) -> None:
    some = four(cast)
    court_style(some)
    matter = registered().matter
    other = consenting(asked(matter))
    chosen(matter, some.town)
    assert (matter.assignee, codes(matter)[-1]) == (None, "one_chose")
    assert Clock.objects.filter(matter=matter, code="together", stopped_at=None).exists()
    choose_mediator(actor=by(other), matter_id=matter.pk, mediators=[some.town.pk])
    matter.refresh_from_db()
    assert matter.assignee == cast["township_mediator"].post
    assert Entry.objects.get(matter=matter, code="offer").params["within"] == 3
    assert not Clock.objects.filter(matter=matter, code="together", stopped_at=None).exists()


def test_where_they_do_not_in_two_days_the_body_names_somebody_who_is_asked(cast: Cast) -> None:
    some = four(cast)
    court_style(some)
    matter = registered().matter
    act(cast["intake_officer"].viewer, matter, "accept")
    consenting(asked(matter))
    chosen(matter, some.town)
    later(9)
    matter.refresh_from_db()
    assert "not_together" in codes(matter)
    assert Clock.objects.filter(matter=matter, code="naming", stopped_at=None).exists()
    holder = cast["intake_officer"].viewer
    choice = choose_mediator(actor=holder, matter_id=matter.pk, mediators=[some.town.pk], names_one=True)
    matter.refresh_from_db()
    assert (choice.way, matter.assignee) == ("body", cast["township_mediator"].post)
    assert not Clock.objects.filter(matter=matter, code="naming", stopped_at=None).exists()
