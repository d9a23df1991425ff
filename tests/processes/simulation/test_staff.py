"""Staff for a demonstration city."""

from django.contrib.auth.hashers import is_password_usable

from sanling.domain.people.cast import Player, players
from sanling.domain.people.models import Jurisdiction, Post, Unit
from sanling.foundation.accounts.models import User
from sanling.processes.simulation.staff import staff_city
from tests.city import BEGAN, TEST, TOWNSHIP, VILLAGE, City


def staff(city: City) -> int:
    return staff_city(actor=TEST, profile=city.profile, begins_at=BEGAN)


def test_every_unit_is_filled_up_to_its_structure(city: City, cast: dict[str, Player]) -> None:
    staff(city)
    assert not Unit.objects.filter(posts=None).exists()
    at_centre = list(Post.objects.filter(unit__code=f"governance_centre-{TOWNSHIP}", ends_at=None))
    # The cast's two intake officers are enough; the director is there too.
    assert sorted(post.role for post in at_centre) == ["centre_director", "intake_officer", "intake_officer"]


def test_staffing_again_adds_nobody(city: City) -> None:
    assert staff(city) > 0
    assert staff(city) == 0


def test_grid_workers_share_the_grids_of_their_village(city: City) -> None:
    staff(city)
    shared = Jurisdiction.objects.filter(
        post__role="grid_worker", post__unit__code=f"village_committee-{VILLAGE}"
    )
    assert sorted(shared.values_list("division_id", flat=True)) == [f"{VILLAGE}{n:03d}" for n in range(1, 5)]


def test_a_secretary_is_also_the_petition_agent(city: City) -> None:
    staff(city)
    posts = Post.objects.filter(unit__code=f"village_committee-{VILLAGE}")
    assert posts.get(role="village_secretary").user == posts.get(role="petition_agent").user


def test_nobody_has_a_password_or_a_real_phone(city: City) -> None:
    staff(city)
    assert not any(map(is_password_usable, User.objects.values_list("password", flat=True)))
    assert not User.objects.exclude(phone=None).exists()
    assert not Post.objects.exclude(phone__startswith="0371-0").exists()


def test_a_post_carries_its_holders_name(city: City) -> None:
    staff(city)
    post = Post.objects.get(unit__code=f"village_committee-{VILLAGE}", role="liaison")
    assert post.name == post.user.display_name
    assert len(post.name) in {2, 3}


def test_the_cast_is_found_again(city: City, cast: dict[str, Player]) -> None:
    assert players(city.profile) == cast


def test_the_offices_that_residents_turn_to_tell_when_they_are_open(city: City) -> None:
    staff(city)
    centre = Unit.objects.get(code=f"governance_centre-{TOWNSHIP}")
    assert centre.hours == "daily 08:30-12:00 14:00-17:30"
    assert centre.phone.startswith("0371-0")
    assert centre.phone[:-1] == centre.duty_phone[:-1]
    assert centre.phone != centre.duty_phone
