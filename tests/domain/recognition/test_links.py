"""A link opens one recognition, and only as it was signed."""

from urllib.parse import urlsplit

import pytest

from sanling.domain.matters.models import Matter
from sanling.domain.recognition.links import by_link, link_of

pytestmark = pytest.mark.django_db


def test_a_link_leads_to_its_own_and_a_forged_one_nowhere(recognition: Matter) -> None:
    _empty, _page, number, signature, _end = urlsplit(link_of(recognition, handed_by=7)).path.split("/")
    opened = by_link(number, signature)
    assert opened is not None
    found, handed_by = opened
    assert found.matter == recognition
    assert handed_by == 7
    assert by_link(number, signature.replace("7:", "8:", 1)) is None
    assert by_link(number, signature[:-1] + ("A" if signature[-1] != "A" else "B")) is None
    assert by_link("ZZ-261129-00099-K", signature) is None
    assert by_link("", "") is None
