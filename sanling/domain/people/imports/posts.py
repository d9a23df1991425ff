"""Posts from a list of the personnel office: people, what they are and for which places they answer."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _

from sanling.domain.people.actions.appoint import NewPost, appoint_many
from sanling.domain.people.actions.change_posts import PostChange, change_posts
from sanling.domain.people.actions.end_post import end_post
from sanling.domain.people.imports.persons import Accounts, Person
from sanling.domain.people.imports.post_columns import COLUMNS
from sanling.domain.people.imports.workplaces import Workplaces
from sanling.domain.people.models import Jurisdiction, Post
from sanling.domain.people.naming import Standing
from sanling.domain.people.queries import lasting_posts
from sanling.domain.people.roles import RoleRules
from sanling.domain.territory.naming import PLACE_COLUMNS
from sanling.foundation.accounts.models import User
from sanling.foundation.audit.actor import Actor
from sanling.foundation.days import day_after, midnight, today
from sanling.foundation.delivery.sms import has_gateway
from sanling.foundation.privacy.phone import NoPhone, is_mobile, normalise_phone
from sanling.foundation.profile.loader import Profile
from sanling.foundation.tables.frame import Became, Row, Sheet, Taking
from sanling.foundation.tables.said import SaidOnce

PostKey = tuple[str, int, str]


@dataclass
class AskedPost:
    """A post as the list asks for it, in one row or in several that follow each other."""

    rows: list[Row]
    person: Person
    unit: Standing
    role: RoleRules
    paths: list[str]
    phone: str
    user: User | None = None
    held: Post | None = None
    answers: frozenset[str] = field(default_factory=frozenset)

    @property
    def key(self) -> PostKey:
        """Return what makes it one post."""
        return self.person.key, self.unit.pk, self.role.code

    @property
    def ends_on(self) -> date | None:
        """Return its last day, if the list says one."""
        return self.rows[0]["ends"] or None

    @property
    def begins_on(self) -> date | None:
        """Return its first day, if the list says one."""
        return self.rows[0]["begins"] or None

    def refuse(self, why: str) -> None:
        """Refuse all its rows."""
        for row in self.rows:
            row.refuse("", why)

    def become(self, became: Became) -> None:
        """Note what became of all its rows."""
        for row in self.rows:
            row.became = became


class TakePosts(Taking):
    """Takes in posts."""

    def __init__(self, *, actor: Actor, profile: Profile) -> None:
        self.actor, self.city, self.area = actor, profile.city, profile.area_code
        self.workplaces = Workplaces(profile)
        self.said = SaidOnce()
        self.on_paper = self.begun = self.kept = 0

    def key(self, row: Row) -> Hashable:
        """Return whose post it is, as it stands there: rows of one post that follow each other add up."""
        person = row["phone"] or row["number"] or row["username"]
        return (person, row["name"], row["unit"], row["role"]) if person else row.number

    def take(self, rows: Sequence[Row]) -> None:
        """Give, change and end what the rows say."""
        asked = self._asked(rows)
        accounts = Accounts(found.person for found in asked)
        for found in asked:
            try:
                found.user = accounts.of(found.person)
            except ValueError as error:
                found.refuse(str(error))
                continue
            first = self.said.claim(found.rows[0].number, found.key)
            if first is not None:
                text = _(
                    "This post stands in row %(row)d already: put the rows of one post one below the other."
                )
                found.refuse(text % {"row": first})
        sound = [found for found in asked if not found.rows[0].faults]
        accounts.join(actor=self.actor, people=[found.person for found in sound if found.user])
        self._look_up(sound)
        self._change([found for found in sound if found.held])
        self._give([found for found in sound if not found.held], accounts)

    def finish(self) -> Sequence[str]:
        """Tell how many of the new accounts no message invites, and of which days nothing was made."""
        told = {
            _(
                "%(count)d new accounts are invited on paper: `sanling slips FILE` writes the slips."
            ): self.on_paper,
            _("%(count)d new posts begin now, not on the day gone by that the list says."): self.begun,
            _(
                "%(count)d posts keep the first or last day that they have, whatever the list says."
            ): self.kept,
        }
        return [text % {"count": count} for text, count in told.items() if count]

    def _asked(self, rows: Sequence[Row]) -> list[AskedPost]:
        found: dict[tuple[PostKey, str], AskedPost] = {}
        for _key, same in groupby(rows, self.key):
            for asked in self._read_together(list(same)):
                first = found.setdefault((asked.key, asked.person.name), asked)
                if first is not asked:
                    first.rows += asked.rows
                    first.paths += [path for path in asked.paths if path not in first.paths]
        return list(found.values())

    def _read_together(self, rows: Sequence[Row]) -> Iterator[AskedPost]:
        """Yield what rows of one post ask for, where all are sound: part of a post's divisions is not the post's."""
        read = [asked for row in rows if (asked := self._read(row))]
        refused = next((row for row in rows if row.faults), None)
        for asked in read:
            if refused:
                asked.refuse(_("Row %(row)d of the same post is refused.") % {"row": refused.number})
            else:
                yield asked

    def _read(self, row: Row) -> AskedPost | None:
        """Return what a row asks for; ``None`` where it says too little or wrong, or is of somebody without account."""
        phone = self._phone(row, "phone", mobile=True)
        number = f"{row['number']}@{self.city}" if row["number"] else ""
        person = Person(row["name"], phone, row["username"] or number, row["email"], row["wecom"])
        duty = self._phone(row, "duty_phone", mobile=False)
        at = self.workplaces.find(row)
        if at and not at.role.signs_in and not row.faults:
            row.pass_over(_("%(role)s sign in nowhere, and need no account") % {"role": at.role.name})
            return None
        if not person.key and not row["phone"]:
            row.refuse("", _("Give a mobile phone or a staff number, by which the person is known again."))
        if at is None or row.faults:
            return None
        return AskedPost([row], person, at.unit, at.role, list(at.paths), duty)

    def _phone(self, row: Row, column: str, *, mobile: bool) -> str:
        if not row[column]:
            return ""
        try:
            found = normalise_phone(row[column], area=self.area)
        except NoPhone as error:
            row.refuse(_("Phone"), str(error))
            return ""
        if mobile and not is_mobile(found):
            row.refuse(_("Mobile phone"), _("Enter a mobile phone number of mainland China."))
            return ""
        return found

    def _look_up(self, asked: Sequence[AskedPost]) -> None:
        """Find the posts that are held, and what they answer for, with two statements."""
        users = {found.user.pk for found in asked if found.user}
        if not users:
            return
        held = {
            (post.user_id, post.unit_id, post.role): post
            for post in lasting_posts().filter(user__in=users, unit__city=self.city)
        }
        answers: dict[int, set[str]] = {post.pk: set() for post in held.values()}
        for pk, path in Jurisdiction.objects.filter(post__in=answers).values_list("post", "division"):
            answers[pk].add(path)
        for found in asked:
            post = held.get((found.user.pk, found.unit.pk, found.role.code)) if found.user else None
            if post:
                found.held, found.answers = post, frozenset(answers[post.pk])

    def _change(self, asked: Sequence[AskedPost]) -> None:
        changes: dict[int, PostChange] = {}
        by_key = {found.held.pk: found for found in asked if found.held}
        for pk, found in by_key.items():
            found.become(Became.SAME)
            self.kept += _has_other_days(found)
            if _is_over(found):
                end_post(actor=self.actor, post_id=pk)
                found.become(Became.CHANGED)
            else:
                changes[pk] = PostChange(paths=found.paths or None, phone=found.phone or None)
        changes = {pk: change for pk, change in changes.items() if _differs(by_key[pk], change)}
        for post in change_posts(actor=self.actor, changes=changes) if changes else ():
            by_key[post.pk].become(Became.CHANGED)

    def _give(self, asked: Sequence[AskedPost], accounts: Accounts) -> None:
        for found in asked:
            if _is_over(found):
                for row in found.rows:
                    row.pass_over(_("has left, and holds no such post"))
        new = [found for found in asked if not _is_over(found)]
        made = accounts.make(actor=self.actor, people=[found.person for found in new if not found.user])
        self.on_paper += sum(not user.phone or not has_gateway() for user in made.values())
        wanted = [self._new_post(found, made) for found in new]
        if wanted:
            appoint_many(actor=self.actor, rows=wanted)
        for found in new:
            self.begun += found.begins_on is not None and found.begins_on < today()
            found.become(Became.NEW)

    def _new_post(self, found: AskedPost, made: Mapping[str, User]) -> NewPost:
        user = found.user or made[found.person.key]
        begins = found.begins_on
        return NewPost(
            user_id=user.pk,
            unit_id=found.unit.pk,
            role=found.role.code,
            name=found.person.name,
            paths=found.paths or [found.unit.division],
            phone=found.phone,
            begins_at=midnight(begins) if begins and begins > today() else None,
            ends_at=day_after(found.ends_on) if found.ends_on else None,
        )


def _is_over(found: AskedPost) -> bool:
    return found.ends_on is not None and found.ends_on < today()


def _has_other_days(found: AskedPost) -> bool:
    """Tell whether a post that is held has another first or last day than the list says, of those still to come."""
    first, last, held = found.begins_on, found.ends_on, found.held
    if held is None:
        return False
    begins_later = first is not None and first > today() and held.begins_at != midnight(first)
    return begins_later or (last is not None and last >= today() and held.ends_at != day_after(last))


def _differs(found: AskedPost, change: PostChange) -> bool:
    moved = change.paths is not None and set(change.paths) != found.answers
    return moved or (change.phone is not None and found.held is not None and change.phone != found.held.phone)


POSTS = Sheet("posts", COLUMNS, TakePosts, either=("unit", *(column.code for column in PLACE_COLUMNS)))
