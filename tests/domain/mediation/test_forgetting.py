"""What sides said goes with the texts of a dispute; that they answered stays."""

from typing import Any

import pytest

from sanling.domain.mediation.actions.consent_to_recording import consent_to_recording
from sanling.domain.mediation.actions.keep_recording import keep_recording
from sanling.domain.mediation.actions.say import say
from sanling.domain.mediation.forgetting import FORGETTERS, forget_files, forget_texts
from sanling.domain.mediation.models import (
    Attestation,
    GroundAnswer,
    Joining,
    Objection,
    Obligation,
    Saying,
    SignalDecision,
    Signature,
    SittingFile,
)
from sanling.foundation import clock
from sanling.foundation.files.models import StoredFile
from sanling.foundation.files.store import store
from tests.domain.mediation.agreed import in_force
from tests.domain.mediation.confirmed import at_court
from tests.domain.mediation.handed import answered, at_police
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.rooms import a_picture, says
from tests.domain.mediation.sides import by, two_sides
from tests.domain.mediation.sitting import a_recording, confirms, held, written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_words_and_links_are_forgotten(cast: Cast) -> None:
    matter, _first, other = two_sides(cast)
    say(actor=by(other), side_id=other.pk, kind="statement", text="好")
    post = cast["mediator"].post
    objection = Objection.objects.create(matter=matter, side=other, post=post, reason="远亲", at=clock.now())
    forget_texts([matter])
    objection.refresh_from_db()
    assert (objection.reason or "", objection.post) == ("", post)
    other.refresh_from_db()
    assert not Saying.objects.exists()
    assert (other.summary, other.link_digest, other.answer) == ("", None, "consents")


@pytest.mark.parametrize("forget", [forget_texts, forget_files])
def test_what_was_sent_in_the_room_is_forgotten(cast: Cast, forget: Any) -> None:
    matter, first, _other = two_sides(cast)
    file = store(stream=a_picture(), name="墙面.jpg", actor=by(first), city=matter.city)
    says(by(first), matter, "请看", file=file)
    says(by(first), matter, "私下", to=first.pk)
    forget([matter])
    assert Saying.objects.count() == (0 if forget is forget_texts else 2)
    assert not StoredFile.objects.exists()


def test_of_a_confirmation_stays_that_both_joined_and_what_was_answered(cast: Cast) -> None:
    confirmation, *_sides = at_court(cast)
    forget_texts([confirmation.agreement.matter])
    assert {joining.address or "" for joining in Joining.objects.all()} == {""}
    assert {answer.applies for answer in GroundAnswer.objects.all()} == {False}


def test_of_a_hand_over_stays_to_whom_and_what_was_found(cast: Cast) -> None:
    handover = at_police(cast)
    answered(cast, handover)
    SignalDecision.objects.create(
        matter=handover.dispute,
        signal="weapons",
        seen=["a1"],
        confirmed=True,
        reason="属实",
        post=cast["mediator"].post,
        at=clock.now(),
    )
    forget_texts([handover.dispute])
    handover.refresh_from_db()
    assert (handover.reason, handover.content, handover.taken_by) == ("", "", "")
    assert (handover.finding, handover.signs, handover.partner) == ("crime", ["threat"], "police")
    decision = SignalDecision.objects.get()
    assert (decision.reason or "", decision.seen, decision.confirmed) == ("", [], True)


def test_of_an_agreement_stays_that_it_held(cast: Cast) -> None:
    matter, *_sides, agreement = in_force(cast)
    forget_texts([matter])
    agreement.refresh_from_db()
    assert (agreement.content, agreement.terms) == ("", "")
    assert agreement.effective_at is not None
    assert not Signature.objects.exists()
    assert Obligation.objects.get().text == ""


def test_of_a_sitting_stays_that_it_was_held_and_confirmed_words_go(cast: Cast) -> None:
    matter, first, _other, sitting = held(cast)
    minutes = written(cast, sitting)
    confirms(minutes, first)
    forget_texts([matter])
    minutes.refresh_from_db()
    sitting.refresh_from_db()
    assert (minutes.content, minutes.text, sitting.place, sitting.ended_how) == ("", "", "", "held")
    assert not Attestation.objects.exists()


def test_recordings_go_by_a_rule_of_their_own(cast: Cast) -> None:
    matter, first, other, sitting = held(cast)
    for side in (first, other):
        consent_to_recording(actor=by(side), sitting_id=sitting.pk, side_id=side.pk, records=True)
    file = a_recording()
    kept = keep_recording(actor=cast["mediator"].viewer, sitting_id=sitting.pk, file=file)
    forget_texts([matter])
    assert SittingFile.objects.filter(pk=kept.pk, file=file).exists()
    FORGETTERS["recordings"]([matter])
    assert SittingFile.objects.filter(pk=kept.pk, file=None).exists()
    assert not StoredFile.objects.filter(pk=file.pk).exists()
