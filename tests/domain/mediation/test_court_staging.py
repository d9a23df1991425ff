"""In the demonstration an application of both sides waits for the judge, with its papers."""

import pytest

from sanling.domain.matters.models import Matter
from sanling.domain.mediation.bundle import bundle_pdf
from sanling.domain.mediation.court_staging import stage_confirmation
from sanling.domain.mediation.models import JudicialConfirmation
from sanling.domain.mediation.staging import stage
from tests.city import CITY, VILLAGE, City
from tests.domain.mediation.helpers import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_one_waits_for_the_judge(cast: Cast, city: City) -> None:
    posts = {key: player.post.pk for key, player in cast.items()}
    stage(profile=city.profile, posts=posts, village=VILLAGE)
    matter = Matter.objects.get(family="confirmation")
    assert (matter.state, matter.unit) == ("applied", cast["judge"].post.unit)
    found = JudicialConfirmation.objects.select_related("court", "agreement__body__unit").get()
    assert bundle_pdf(found, "https://sanling.example/agreements/abc/", whole=True)[:5] == b"%PDF-"


def test_where_nobody_mediates_there_is_none(city: City) -> None:
    stage_confirmation(city=CITY, posts={}, village=VILLAGE)
    assert not Matter.objects.filter(family="confirmation").exists()
