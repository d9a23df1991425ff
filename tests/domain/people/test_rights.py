"""What a role may see differs by room, family and kind: what is said nearest counts, and each row is in one share."""

from hypothesis import given
from hypothesis import strategies as st

from sanling.domain.people.rights import Rights, Share
from sanling.domain.people.roles import Differing, InRoom, RoleRules
from sanling.domain.people.rules import FieldAccess
from tests.domain.people.drawn_roles import FAMILIES, KINDS, role, roles


def within(share: Share, family: str, kind: str) -> bool:
    return all(
        (code in codes.codes) is not codes.but
        for code, codes in ((family, share.families), (kind, share.kinds))
    )


@given(roles())
def test_each_row_is_in_one_share_which_has_its_rights(drawn: RoleRules) -> None:
    shares = list(drawn.shares("matters"))
    for family in (*FAMILIES, "other"):
        of_family = list(drawn.shares("matters", family=family))
        for kind in (*KINDS, "other"):
            rights = drawn.rights("matters", family, kind)
            assert [share.rights for share in shares if within(share, family, kind)] == [rights]
            assert [share.rights for share in of_family if within(share, family, kind)] == [rights]
            assert rights in drawn.somewhere("matters")


@given(roles(), st.sampled_from(FAMILIES))
def test_a_list_of_one_family_is_parted_by_its_own_kinds_alone(drawn: RoleRules, family: str) -> None:
    shares = list(drawn.shares("matters", family=family))
    assert all(share.families.all for share in shares)
    assert len({share.rights for share in shares}) == len(shares)


def test_what_differs_elsewhere_or_makes_no_difference_parts_nothing() -> None:
    differing = InRoom(
        families={"task": Differing(scope="jurisdiction")}, kinds={"hazard": Differing(identity="full")}
    )
    liaison = role(rooms={"matters": differing, "subjects": InRoom(scope="jurisdiction")})

    def seen(rights: Rights) -> Rights:
        return Rights(rights.scope, rights.clearance)

    (share,) = liaison.shares("matters", family="reported", asked=seen)
    assert share.kinds.all
    assert share.rights == Rights("own", 1)
    assert len(list(liaison.shares("matters", asked=seen))) == 2
    assert list(liaison.somewhere("subjects")) == [Rights("jurisdiction", 1, FieldAccess.MASKED)]
    assert liaison.rights("matters", "task", "hazard") == Rights("jurisdiction", 1, FieldAccess.FULL)
