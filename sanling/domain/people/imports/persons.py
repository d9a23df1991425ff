"""Who the people of a list are: accounts that are there, by phone or username, and those that are to be made."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sanling.domain.people.queries import duties_of
from sanling.domain.people.rules import Duty
from sanling.foundation import clock
from sanling.foundation.accounts.actions.create_users import NewAccount, create_users, free_usernames
from sanling.foundation.accounts.actions.join_wecom import join_wecom
from sanling.foundation.accounts.models import User
from sanling.foundation.audit.actor import Actor


@dataclass(frozen=True)
class Person:
    """Somebody as a list names them; all but the name in one spelling, "" where the list says none."""

    name: str
    phone: str
    username: str
    email: str = ""
    wecom_id: str = ""

    @property
    def key(self) -> str:
        """Return by what the person is known again: the phone before the username."""
        return self.phone or self.username


class Accounts:
    """The accounts of a batch's people, read with three statements."""

    def __init__(self, people: Iterable[Person]) -> None:
        wanted = list(people)
        phones = {person.phone for person in wanted if person.phone}
        usernames = {person.username for person in wanted if person.username}
        by_phone = User.objects.filter(phone__in=phones)
        members = {person.wecom_id for person in wanted if person.wecom_id}
        others = (User.objects.filter(username__in=usernames), User.objects.filter(wecom_id__in=members))
        found = list(by_phone.union(*others)) if wanted else []
        self._members = {user.wecom_id: user for user in found if user.wecom_id}
        self._claimed: dict[str, str] = {}
        self._phones = {user.phone: user for user in found if user.phone}
        self._usernames = {user.username: user for user in found}
        duties = duties_of([user.pk for user in found], clock.now())
        self._administer = {pk for pk, held in duties.items() if held - {Duty.MATTERS}}
        self._named: dict[str, Person] = {}

    def of(self, person: Person) -> User | None:
        """Return the account of a person, ``None`` where it is to be made.

        Raises ``ValueError`` with words for the writer where the list contradicts the account: no list changes whose
        account it is, nor by which phone one comes in.
        """
        user = self._sound(person)
        if self._named.setdefault(person.key, person).name != person.name:
            raise ValueError(_("Two people of different names have this phone or number in the list."))
        if person.wecom_id:
            self._check_member(person, user)
        return user

    def _check_member(self, person: Person, user: User | None) -> None:
        """Refuse a member of WeCom who is another account, or another person of the list."""
        holder = self._members.get(person.wecom_id)
        if self._claimed.setdefault(person.wecom_id, person.key) != person.key or (holder and holder != user):
            raise ValueError(_("This WeCom account is another person's."))
        if user and user.wecom_id and user.wecom_id != person.wecom_id:
            raise ValueError(
                _("The account has another WeCom account. An administrator changes it on the desk.")
            )

    def _sound(self, person: Person) -> User | None:
        by_phone, by_username = self._phones.get(person.phone), self._usernames.get(person.username)
        if by_phone and by_username and by_phone != by_username:
            raise ValueError(_("The phone is one account's, the number another's."))
        user = by_username or by_phone
        if user is None:
            return None
        if user.display_name != person.name:
            raise ValueError(
                _("The account with this phone or number has another name. Correct the one or the other.")
            )
        if person.phone and user.phone != person.phone:
            raise ValueError(_("The account has another phone. An administrator changes it on the desk."))
        if not user.is_active:
            raise ValueError(_("This account has ended. An administrator takes it up again on the desk."))
        if user.pk in self._administer:
            raise ValueError(
                _(
                    "Administration, security, audit and matters stay apart: nobody holds posts of two of them."
                )
            )
        return user

    def join(self, *, actor: Actor, people: Iterable[Person]) -> None:
        """Join accounts to the members of WeCom that the list says, where they are joined to none."""
        for person in people:
            user = self._usernames.get(person.username) or self._phones.get(person.phone)
            if user and person.wecom_id and not user.wecom_id:
                user.wecom_id = join_wecom(actor=actor, user_id=user.pk, wecom_id=person.wecom_id).wecom_id

    def make(self, *, actor: Actor, people: Iterable[Person]) -> Mapping[str, User]:
        """Make the accounts of people who have none, by their keys; they are to be invited."""
        new = {person.key: person for person in people}
        unnamed = [person.name for person in new.values() if not person.username]
        drawn = iter(free_usernames(unnamed))
        accounts = [
            NewAccount(
                username=person.username or next(drawn),
                display_name=person.name,
                phone=person.phone or None,
                email=person.email,
                wecom_id=person.wecom_id or None,
            )
            for person in new.values()
        ]
        return dict(zip(new, create_users(actor=actor, new=accounts, invited=True), strict=True))
