"""What sides said goes with the texts of a dispute; that they answered stays."""

import pytest

from sanling.domain.mediation.actions.say import say
from sanling.domain.mediation.forgetting import forget_texts
from sanling.domain.mediation.models import Objection, Obligation, Saying, Signature
from sanling.foundation import clock
from tests.domain.mediation.agreed import in_force
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import by, two_sides

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


def test_of_an_agreement_stays_that_it_held(cast: Cast) -> None:
    matter, *_sides, agreement = in_force(cast)
    forget_texts([matter])
    agreement.refresh_from_db()
    assert (agreement.content, agreement.terms) == ("", "")
    assert agreement.effective_at is not None
    assert not Signature.objects.exists()
    assert Obligation.objects.get().text == ""
