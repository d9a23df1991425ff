"""The leak matrix, duties: whatever is given, lent, issued and confirmed, in any order, no administrator reads."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import TypeVar

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from sanling.domain.matters.access import visible_matters
from sanling.domain.people.access import Viewer, viewer_for
from sanling.domain.people.actions.accept_token import accept_token
from sanling.domain.people.actions.appoint import NewPost, appoint, appoint_many
from sanling.domain.people.actions.decide_appointment import decide_appointment
from sanling.domain.people.actions.end_post import end_post
from sanling.domain.people.actions.issue_token import issue_token, revoke_token
from sanling.domain.people.actions.substitute import substitute
from sanling.domain.people.cast import Player
from sanling.domain.people.config import role_rules
from sanling.domain.people.giving import roles_given
from sanling.domain.people.models import AccessToken, Appointment, Post, Substitution, Unit
from sanling.domain.people.queries import post_of_token, roles_of
from sanling.domain.people.rules import Duty, mixes
from sanling.foundation import clock
from sanling.foundation.accounts.actions.create_user import create_user
from sanling.foundation.accounts.models import User
from sanling.foundation.audit.actor import Actor, SystemActor
from tests.city import CITY, COUNTY, TOWNSHIP, VILLAGE, City
from tests.domain.matters.helpers import registered

pytestmark = pytest.mark.django_db

Row = TypeVar("Row", bound=Model)
CONSOLE = SystemActor("console")
ACTS = 30
UNITS = (
    f"governance_centre-{TOWNSHIP}",
    f"governance_centre-{COUNTY}",
    f"peace_office-{CITY}",
    f"peace_office-{COUNTY}",
    f"village_committee-{VILLAGE}",
    f"housing-{COUNTY}",
)
PLAYERS = (
    *("administrator", "security_administrator", "auditor", "centre_director", "county_centre_director"),
    *("intake_officer", "mediator", "village_secretary", "peace_officer", "former_intake_officer"),
)


@dataclass
class Play:
    """A city in which people give, lend, end, issue, accept and confirm as they please, as far as they are let."""

    city: City
    random: Random
    users: list[User]
    # Who came to know the secrets of tokens.
    secrets: dict[str, int] = field(default_factory=dict)
    done: Counter[str] = field(default_factory=Counter)

    def viewer(self) -> Viewer | None:
        """Return somebody at work."""
        # Whoever administers is at work more often than by chance: it is they who must not read.
        user = self.random.choice([*self.users, *self.users[:3] * 4])
        posts = Post.objects.filter(user=user).select_related("unit", "user")
        viewers = [viewer for post in posts if (viewer := viewer_for(post))]
        return self.random.choice(viewers) if viewers else None

    def post(self) -> Post:
        """Return somebody's post."""
        return self.random.choice(list(Post.objects.filter(user__in=self.users).order_by("pk")))

    def one_of(self, rows: QuerySet[Row]) -> Row | None:
        """Return one of some rows, if there are any."""
        found = list(rows)
        return self.random.choice(found) if found else None

    def by(self, viewer: Viewer) -> Actor:
        """Return somebody at work, or whoever sits at the machine."""
        return viewer if self.random.random() < 0.5 else CONSOLE

    def new_post(self, user: User, viewer: Viewer | None = None) -> NewPost:
        """Return a post to be given to somebody, which the structure mostly has and a viewer may give."""
        units = list(Unit.objects.filter(city=CITY, code__in=UNITS).order_by("pk"))
        every = [(unit, role.code) for unit in units for role in self.city.profile.part("people").roles]
        given = [
            (unit, role)
            for unit in units
            for role in sorted(roles_of(unit))
            if viewer is None or role in roles_given(viewer, unit)
        ]
        unit, role = self.random.choice(given if given and self.random.random() < 0.9 else every)
        return NewPost(user_id=user.pk, unit_id=unit.pk, role=role, name="某人", paths=[unit.division_id])

    def give(self, viewer: Viewer) -> None:
        if self.random.random() < 0.5:
            appoint(actor=viewer, new=self.new_post(self.random.choice(self.users), viewer))
            return
        user = create_user(actor=viewer, username=f"new{len(self.users)}", display_name="某人")
        appoint(actor=viewer, new=self.new_post(user, viewer))
        self.users.append(user)

    def bring_in(self, viewer: Viewer) -> None:
        rows = [self.new_post(self.random.choice(self.users)) for _n in range(2)]
        appoint_many(actor=self.by(viewer), rows=rows)

    def install(self, viewer: Viewer) -> None:
        appoint(actor=CONSOLE, new=self.new_post(self.random.choice(self.users)))

    def lend(self, viewer: Viewer) -> None:
        away, here = self.post(), self.post()
        substitute(
            actor=self.by(viewer),
            post_id=away.pk,
            substitute_id=here.pk,
            begins_at=clock.now(),
            ends_at=clock.now() + timedelta(days=self.random.randint(1, 9)),
        )

    def end(self, viewer: Viewer) -> None:
        end_post(actor=viewer, post_id=self.post().pk)

    def issue(self, viewer: Viewer) -> None:
        until = clock.now() + timedelta(days=9)
        issue_token(actor=self.by(viewer), post_id=self.post().pk, name="x", ends_at=until)

    def accept(self, viewer: Viewer) -> None:
        token = self.one_of(AccessToken.objects.order_by("pk"))
        if token:
            found = accept_token(actor=viewer, token_id=token.pk)
            self.secrets[found.secret] = viewer.user_id

    def refuse(self, viewer: Viewer) -> None:
        token = self.one_of(AccessToken.objects.order_by("pk"))
        if token:
            revoke_token(actor=viewer, token_id=token.pk)

    def confirm(self, viewer: Viewer) -> None:
        appointment = self.one_of(Appointment.objects.filter(posts__waiting=True).order_by("pk"))
        if appointment:
            yes = self.random.random() < 0.8
            decide_appointment(actor=viewer, appointment_id=appointment.pk, confirmed=yes)

    def act(self) -> None:
        """Let somebody try something; what is refused changes nothing."""
        acts: list[Callable[[Viewer], None]] = [
            *(self.give, self.give, self.bring_in, self.install, self.lend, self.lend, self.end),
            *(self.issue, self.accept, self.refuse, self.confirm, self.confirm),
        ]
        viewer = self.viewer()
        if viewer is None:
            return
        try:
            with transaction.atomic():
                tried = self.random.choice(acts)
                tried(viewer)
                self.done[tried.__name__] += 1
        except (PermissionDenied, ValidationError, ObjectDoesNotExist, IntegrityError):
            pass

    def viewers_of(self, user: User) -> Iterator[Viewer]:
        """Yield all that a person can be: at their own posts, by tokens, and as accounts that they alone made up."""
        posts = list(Post.objects.filter(user=user).select_related("unit", "user"))
        posts += [post for post in _of(user) if not _vouched(post, user)]
        tokens = [post_of_token(secret) for secret, known_by in self.secrets.items() if known_by == user.pk]
        posts += [token.post for token in tokens if token]
        yield from (viewer for post in posts if (viewer := viewer_for(post)))


def _of(maker: User) -> Iterator[Post]:
    yield from Post.objects.filter(user__made_by=maker).select_related("unit", "user", "appointment")


def _vouched(post: Post, maker: User) -> bool:
    """Tell whether anybody but the account's maker and its holder had a hand in giving a post."""
    given = post.appointment
    if given is None:
        return True
    hands = {given.by.user_id, given.decided_by.user_id if given.decided_by else None}
    return bool(hands - {None, maker.pk, post.user_id})


def duties(user: User) -> set[Duty]:
    held = Post.objects.filter(user=user).select_related("unit", "user")
    return {role_rules(CITY, post.role).duty for post in held if viewer_for(post)}


def nobody_reads_beside(play: Play) -> None:
    """Look at everybody: no two duties at work in one person, and who has one of the three reads nothing."""
    for user in play.users:
        own = duties(user)
        assert not mixes(own)
        if own - {Duty.MATTERS}:
            for viewer in play.viewers_of(user):
                assert not visible_matters(viewer).exists(), (user, viewer)
    for leave in Substitution.objects.filter(ends_at__gt=clock.now()).select_related("post", "substitute"):
        roles = (leave.post.role, leave.substitute.role)
        assert not mixes(role_rules(CITY, role).duty for role in roles)


def test_whatever_is_arranged_who_administers_secures_or_audits_reads_no_matter(
    city: City, cast: dict[str, Player], workflows: None
) -> None:
    registered()
    acted: Counter[str] = Counter()

    # A smaller seed is no simpler play, so nothing is shrunk.
    @settings(max_examples=12, phases=[Phase.reuse, Phase.generate])
    @given(seed=st.integers(0, 2**32 - 1))
    def in_a_play(seed: int) -> None:
        with transaction.atomic():
            play = Play(city, Random(seed), [cast[who].user for who in PLAYERS])
            now = clock.now()
            for nth in range(ACTS):
                with clock.turned(to=now + timedelta(minutes=nth)):
                    play.act()
                    if nth % 6 == 5:
                        nobody_reads_beside(play)
            acted.update(play.done)
            transaction.set_rollback(True)

    in_a_play()
    assert all(acted[what] for what in ("give", "install", "lend", "issue", "accept", "confirm")), acted
    assert visible_matters(cast["intake_officer"].viewer).exists()
