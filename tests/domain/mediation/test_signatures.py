"""A signature is taken the same way under any text; under which, and when, its actions say."""

import pytest

from sanling.domain.matters.errors import Invalid, NotFound
from sanling.domain.mediation.signatures import refuse_other_text, signed, signer_of
from sanling.domain.mediation.signing import Way
from tests.domain.mediation.agreed import STROKES
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import by, two_sides

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_the_text_that_was_read_is_the_one_that_is_kept() -> None:
    refuse_other_text(b"x" * 32, b"x" * 32)
    for kept, read in ((b"x" * 32, b"y" * 32), (None, b"y" * 32)):
        with pytest.raises(Invalid, match="digest"):
            refuse_other_text(kept, read)


def test_strokes_are_kept_in_parts_of_the_pad_and_a_dot_is_refused(cast: Cast) -> None:
    _matter, _first, other = two_sides(cast)
    said = {"name": "李大山", "digest": b"x" * 32, "way": Way.GLASS}
    row = signed(by(other), other.pk, strokes=STROKES, device_at="9" * 99, **said)  # type: ignore[arg-type]
    assert (row["strokes"][:9], len(row["device_at"]), row["by_post_id"]) == ("[[[0.1,0.", 32, None)
    with pytest.raises(Invalid, match="strokes"):
        signed(by(other), other.pk, strokes=(((0.5, 0.5),),), **said)  # type: ignore[arg-type]
    with_staff = signed(cast["mediator"].viewer, other.pk, **{**said, "way": Way.PAPER})  # type: ignore[arg-type]
    assert (with_staff["post_id"], with_staff["by_post_id"]) == (None, cast["mediator"].post.pk)


def test_staff_takes_a_sides_signature_only_where_it_helps(cast: Cast) -> None:
    matter, first, other = two_sides(cast)
    viewer = cast["mediator"].viewer
    assert signer_of(viewer, matter, other.pk, None, mediator="", helps=True) == "李大山"
    for actor, side in ((viewer, other), (by(first), other)):
        with pytest.raises(NotFound):
            signer_of(actor, matter, side.pk, None, mediator="", helps=False)
