"""Many invented people are employed at once: with posts, and accounts that nobody can sign in to."""

from datetime import timedelta

from sanling.domain.people.actions.employ import Employee, PlannedPost, employ
from sanling.domain.people.models import Jurisdiction, Post, Unit
from sanling.foundation.audit.models import AuditRow
from tests.city import BEGAN, TEST, TOWNSHIP, City


def test_everybody_has_the_posts_that_were_planned_in_their_order(city: City) -> None:
    centre = Unit.objects.get(city=city.profile.city, code=f"governance_centre-{TOWNSHIP}")
    ends_at = BEGAN + timedelta(days=1)
    officer = PlannedPost(centre.pk, "intake_officer", (TOWNSHIP,), phone="0371-00000001")
    former = PlannedPost(centre.pk, "intake_officer", (TOWNSHIP,), ends_at=ends_at)
    mediator = PlannedPost(centre.pk, "mediator", (TOWNSHIP,), lines=("labour",))
    people = [Employee("wang", "王一", [officer, mediator]), Employee("li", "李二", [former])]

    posts = employ(actor=TEST, employees=people, begins_at=BEGAN)

    assert [(post.user.username, post.role, post.ends_at) for post in posts] == [
        ("wang", "intake_officer", None),
        ("wang", "mediator", None),
        ("li", "intake_officer", ends_at),
    ]
    assert Post.objects.get(pk=posts[0].pk).phone == officer.phone
    assert not any(post.user.has_usable_password() for post in posts)
    reached = Jurisdiction.objects.filter(post__in=posts).values_list("division_id", flat=True)
    assert list(reached) == [TOWNSHIP] * len(posts)
    assert AuditRow.objects.filter(act="account.create", subject=posts[0].user.key).exists()


def test_who_has_no_post_yet_has_an_account(city: City) -> None:
    assert employ(actor=TEST, employees=[Employee("zhao", "赵三", [])], begins_at=BEGAN) == []
    assert AuditRow.objects.filter(act="account.create").count() == 1
