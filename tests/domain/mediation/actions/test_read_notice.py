"""Each side confirms the notice of its rights and duties by name, once, under the number of its wording."""

import pytest

from sanling.domain.matters.errors import Invalid
from sanling.domain.mediation.actions.read_notice import read_notice
from tests.domain.matters.helpers import in_mediation
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import asked, by, two_sides

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_it_is_confirmed_by_the_name_that_was_given(cast: Cast) -> None:
    _matter, _first, other = two_sides(cast)
    with pytest.raises(Invalid):
        read_notice(actor=by(other), side_id=other.pk, version=1, name="王二")
    with pytest.raises(Invalid):
        read_notice(actor=by(other), side_id=other.pk, version=2, name="李大山")
    side = read_notice(actor=by(other), side_id=other.pk, version=1, name=" 李 大山")
    assert side.notice_version == 1
    again = read_notice(actor=by(other), side_id=other.pk, version=1, name="李大山")
    assert again.notice_read_at == side.notice_read_at


def test_a_minors_guardian_confirms_it(cast: Cast) -> None:
    child = asked(in_mediation(cast), is_minor=True, guardian="李父")
    with pytest.raises(Invalid):
        read_notice(actor=by(child), side_id=child.pk, version=1, name="李大山")
    assert read_notice(actor=by(child), side_id=child.pk, version=1, name="李父").notice_read_at
