"""A body's seal is a picture made anew; the one before stays where it was used."""

from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from PIL import Image

from sanling.domain.mediation.actions.put_seal import put_seal
from tests.city import TEST
from tests.domain.mediation.agreed import a_seal
from tests.domain.mediation.helpers import Cast, a_body

pytestmark = pytest.mark.django_db


def test_the_next_takes_the_place_of_the_one_before(cast: Cast) -> None:
    body = a_body()
    before = put_seal(actor=TEST, body_id=body.pk, picture=a_seal())
    put_seal(actor=cast["administrator"].viewer, body_id=body.pk, picture=a_seal())
    before.refresh_from_db()
    assert before.ended_at is not None
    current = body.seals.get(ended_at=None)
    with Image.open(BytesIO(bytes(current.picture))) as seal:
        assert (seal.format, max(seal.size)) == ("PNG", 200)


@pytest.mark.parametrize(
    "picture", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n" + b"0" * 40, b"0" * (2 * 1024 * 1024 + 1)]
)
def test_what_is_no_picture_is_refused(cast: Cast, picture: bytes) -> None:
    with pytest.raises(ValidationError):
        put_seal(actor=TEST, body_id=a_body().pk, picture=picture)


def test_who_does_not_keep_the_unit_puts_none(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        put_seal(actor=cast["mediator"].viewer, body_id=a_body().pk, picture=a_seal())
