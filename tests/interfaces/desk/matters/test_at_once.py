"""The same thing sent several times at once is done once, and the others are told so beside their fields."""

import pytest

from sanling.domain.people.cast import Player
from sanling.domain.people.models import Post
from sanling.foundation.accounts.models import User
from tests.city import VILLAGE, City
from tests.interfaces.desk.conftest import SignIn
from tests.interfaces.desk.people.test_staffing import NEWCOMER, where
from tests.racing import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("transactional_db")]


def test_one_of_six_that_appoint_the_same_newcomer_wins(desk: SignIn, city: City) -> None:
    unit = city.unit(f"village_committee-{VILLAGE}")
    browsers = [desk("village_secretary") for _number in range(6)]
    answers = at_once(6, lambda nth: browsers[nth].post(where(unit), NEWCOMER))
    assert sorted(answer.status_code for answer in answers) == [302] + [422] * 5
    refused = [answer for answer in answers if answer.status_code == 422]
    assert all({"username", "mobile"} & set(answer.context["form"].errors) for answer in refused)
    assert User.objects.get(username="zhongxiaoyu").posts.count() == 1


def test_one_of_six_that_appoint_the_same_colleague_wins(
    desk: SignIn, cast: dict[str, Player], city: City
) -> None:
    unit = city.unit(f"village_committee-{VILLAGE}")
    given = {"person": cast["liaison"].post.name, "role": "grid_worker"}
    browsers = [desk("village_secretary") for _number in range(6)]
    answers = at_once(6, lambda nth: browsers[nth].post(where(unit), given))
    assert sorted(answer.status_code for answer in answers) == [302] + [422] * 5
    refused = [answer for answer in answers if answer.status_code == 422]
    assert all(list(answer.context["form"].errors) == ["person"] for answer in refused)
    assert Post.objects.filter(user=cast["liaison"].user, role="grid_worker").count() == 1
