"""People and their posts are taken in from lists as personnel offices keep them, and a second time nothing changes."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from sanling.domain.people.cast import Player
from sanling.domain.people.models import Post
from sanling.foundation.accounts.models import Invitation, User
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.days import today
from sanling.foundation.tables.frame import Became
from tests.city import COUNTY, VILLAGE, City
from tests.sheets import csv_file, faults, take, workbook

pytestmark = pytest.mark.django_db
HEAD = ["序号", "区县", "街道", "社区", "网格", "姓名", "职务", "手机号码（必填）", "工号"]


@pytest.fixture
def village(city: City) -> str:
    """Return the test village's own name."""
    name: str = city.unit(f"village_committee-{VILLAGE}").division.name
    return name


def row(
    village: str, grid: str, name: str, phone: Any, *, role: str = "网格员", number: Any = ""
) -> list[Any]:
    return [1, "金水区", "花园路街道", village, grid, name, role, phone, number]


def paths(post: Post) -> list[str]:
    return sorted(post.jurisdictions.values_list("division", flat=True))


def test_a_grid_workers_list_becomes_accounts_posts_and_invitations(
    city: City, village: str, tmp_path: Path
) -> None:
    file = workbook(
        tmp_path / "a.xlsx",
        [
            ["花园路街道网格员花名册（2026年）"],
            HEAD,
            row(village, "第一网格", "王五", 13800000001.0),
            row("", "第二网格", "赵 六", "１３８００００００２２"),
            row(village, "第三网格、第四网格", "孙七", "", number=7.0),
            ["", "", "", "", "", "制表人：王一", "", "", ""],
        ],
        merged=[(2, 3, 3, 3, village)],
    )
    report = take("posts", file)
    assert report.counts == {Became.NEW: 3, Became.PASSED: 1}, faults(report)
    post = Post.objects.get(name="王五")
    assert (post.role, post.unit.code) == ("grid_worker", f"village_committee-{VILLAGE}")
    assert (paths(post), post.user.phone, post.waiting) == ([f"{VILLAGE}001"], "+8613800000001", False)
    assert User.objects.get(display_name="孙七").username == "7@4101"
    assert User.objects.get(display_name="王五").username.startswith("wangwu.")
    assert not any(user.has_usable_password() for user in User.objects.all())
    assert Invitation.objects.filter(given_at=None).count() == 3


def test_whom_no_message_invites_is_counted(
    city: City, village: str, tmp_path: Path, settings: Settings
) -> None:
    settings.SMS_URL = "http://gateway.test/"
    rows = [HEAD, row(village, "", "王五", 13800000001), row(village, "", "孙七", "", number="7")]
    (hint,) = take("posts", workbook(tmp_path / "a.xlsx", rows)).hints
    assert hint.startswith("1 ") or " 1 " in hint
    assert not take("posts", workbook(tmp_path / "a.xlsx", rows)).hints


def test_a_second_time_nothing_changes(city: City, village: str, tmp_path: Path) -> None:
    rows = [HEAD, row(village, "第一网格", "王五", 13800000001), row(village, "", "孙七", "", number="7")]
    take("posts", workbook(tmp_path / "a.xlsx", rows))
    trail = AuditRow.objects.count()
    assert take("posts", workbook(tmp_path / "a.xlsx", rows)).counts == {Became.SAME: 2}
    assert AuditRow.objects.count() == trail + 1
    assert Invitation.objects.count() == User.objects.count() == Post.objects.count() == 2


def test_a_changed_row_changes_the_post_and_what_was_before_stays_in_the_trail(
    city: City, village: str, tmp_path: Path
) -> None:
    take("posts", workbook(tmp_path / "a.xlsx", [HEAD, row(village, "第一网格", "王五", 13800000001)]))
    report = take(
        "posts", workbook(tmp_path / "a.xlsx", [HEAD, row(village, "第二网格", "王五", 13800000001)])
    )
    assert report.counts == {Became.CHANGED: 1}
    post = Post.objects.get(name="王五")
    assert paths(post) == [f"{VILLAGE}002"]
    change = AuditRow.objects.get(act="post.change", subject=f"post:{post.pk}")
    assert change.detail == {"paths": [[f"{VILLAGE}001"], [f"{VILLAGE}002"]]}


def test_rows_of_one_post_that_follow_each_other_add_up(city: City, village: str, tmp_path: Path) -> None:
    rows = [HEAD, *(row(village, grid, "王五", 13800000001) for grid in ("第一网格", "第二网格"))]
    for became in (Became.NEW, Became.SAME):
        assert take("posts", workbook(tmp_path / "a.xlsx", rows)).counts == {became: 2}
    assert paths(Post.objects.get()) == [f"{VILLAGE}001", f"{VILLAGE}002"]


def test_a_person_of_two_posts_has_one_account(city: City, village: str, tmp_path: Path) -> None:
    rows = [
        HEAD,
        row(village, "第一网格", "王五", 13800000001),
        row(village, "", "王五", 13800000001, role="调解员"),
    ]
    assert take("posts", workbook(tmp_path / "a.xlsx", rows)).counts == {Became.NEW: 2}
    assert User.objects.get().posts.count() == 2


def test_who_has_left_loses_the_post_and_was_it_never_gets_it(
    city: City, village: str, tmp_path: Path
) -> None:
    head = [*HEAD, "离任日期"]
    rows = [head, [*row(village, "第一网格", "王五", 13800000001), ""]]
    take("posts", workbook(tmp_path / "a.xlsx", rows))
    rows[1][-1] = "2024年3月1日"
    rows.append([*row(village, "第一网格", "赵六", 13800000002), "2024.3"])
    assert take("posts", workbook(tmp_path / "a.xlsx", rows)).counts == {Became.CHANGED: 1, Became.PASSED: 1}
    assert Post.objects.get().ends_at is not None
    assert not User.objects.filter(display_name="赵六").exists()


def test_volunteers_get_no_account(city: City, village: str, tmp_path: Path) -> None:
    rows = [HEAD, *(row(village, "", f"志愿{nth}", "", role="志愿者") for nth in range(9))]
    report = take("posts", workbook(tmp_path / "a.xlsx", rows))
    assert report.counts == {Became.PASSED: 9}
    assert [cause.times for cause in report.passed.values()] == [9]
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("cells", "count"),
    [
        ({7: "12"}, 1),
        ({7: "0371-65500001"}, 1),
        ({7: ""}, 1),
        ({6: "火星员", 3: "火星村"}, 2),
        ({6: "火星员", 3: "火星村", 5: "", 7: "12"}, 4),
        ({4: "第九网格"}, 1),
        ({6: "系统管理员"}, 1),
        ({6: "市领导"}, 1),
        ({5: "名" * 61}, 1),
        ({8: 410105199001011234.0, 7: ""}, 1),
        ({1: "中原区"}, 1),
    ],
)
def test_all_that_is_wrong_with_a_row_is_said_at_once(
    city: City, village: str, tmp_path: Path, cells: dict[int, Any], count: int
) -> None:
    cast_row = row(village, "第一网格", "王五", 13800000001)
    for place, cell in cells.items():
        cast_row[place] = cell
    report = take("posts", workbook(tmp_path / "a.xlsx", [HEAD, cast_row]))
    assert report.counts == {Became.REFUSED: 1}
    assert len(report.causes) >= count, faults(report)
    assert not User.objects.exists()


def test_no_phone_is_shown_with_a_fault(city: City, village: str, tmp_path: Path) -> None:
    rows = [HEAD, row(village, "第一网格", "王五", "138123400135")]
    ((_cause, found),) = take("posts", workbook(tmp_path / "a.xlsx", rows)).causes.items()
    assert "".join(found.values) == ""


def test_a_list_changes_neither_whose_account_it_is_nor_its_phone(
    city: City, village: str, tmp_path: Path
) -> None:
    take(
        "posts",
        workbook(tmp_path / "a.xlsx", [HEAD, row(village, "第一网格", "王五", 13800000001, number="7")]),
    )
    for name, phone in (("李四", 13800000001), ("王五", 13800000009)):
        rows = [HEAD, row(village, "第一网格", name, phone, number="7")]
        assert take("posts", workbook(tmp_path / "a.xlsx", rows)).counts == {Became.REFUSED: 1}
    assert User.objects.get().phone == "+8613800000001"


def test_an_administrator_gets_no_post_of_matters_by_a_list(
    city: City, cast: dict[str, Player], village: str, tmp_path: Path
) -> None:
    user = cast["administrator"].user
    User.objects.filter(pk=user.pk).update(phone="+8613800000001")
    rows = [HEAD, row(village, "第一网格", user.display_name, 13800000001)]
    assert take("posts", workbook(tmp_path / "a.xlsx", rows)).counts == {Became.REFUSED: 1}
    assert user.posts.count() == 1


def test_an_ended_account_comes_back_by_no_list(city: City, village: str, tmp_path: Path) -> None:
    rows = [HEAD, row(village, "第一网格", "王五", 13800000001)]
    take("posts", workbook(tmp_path / "a.xlsx", rows))
    User.objects.update(is_active=False)
    assert take("posts", workbook(tmp_path / "a.xlsx", rows)).counts == {Became.REFUSED: 1}


def test_a_csv_file_in_gb18030_with_units_by_name_is_taken(city: City, tmp_path: Path) -> None:
    centre = city.centre(COUNTY)
    text = f"姓名,岗位,单位,联系电话\n㐀明,受理员,{centre.name},138 0000 0001\n"
    report = take("posts", csv_file(tmp_path / "a.csv", text, "gb18030"))
    assert report.counts == {Became.NEW: 1}, faults(report)
    assert paths(Post.objects.get()) == [COUNTY]


def test_statements_do_not_grow_with_the_rows(city: City, village: str, tmp_path: Path) -> None:
    counts = []
    for begin, many in ((0, 60), (100, 300)):
        rows = [
            HEAD,
            *(row(village, "第一网格", f"王{nth}", 13800000000 + nth) for nth in range(begin, begin + many)),
        ]
        file = workbook(tmp_path / "a.xlsx", rows)
        with CaptureQueriesContext(
            connection,
        ) as made:
            assert take("posts", file).counts == {Became.NEW: many}
        counts.append(len(made))
    assert counts[0] == counts[1]


def test_two_people_of_one_phone_in_one_post_are_not_made_one(
    city: City, village: str, tmp_path: Path
) -> None:
    rows = [
        HEAD,
        row(village, "第一网格", "重乙", 13922220002),
        row(village, "第二网格", "重丙", 13922220002),
    ]
    report = take("posts", workbook(tmp_path / "a.xlsx", rows))
    assert report.counts == {Became.NEW: 1, Became.REFUSED: 1}, faults(report)


def test_grids_with_line_breaks_between_them_are_several(city: City, village: str, tmp_path: Path) -> None:
    grids = "第一网格\n第二网格\r\n第三网格、第四网格"
    report = take("posts", workbook(tmp_path / "a.xlsx", [HEAD, row(village, grids, "王五", 13800000001)]))
    assert report.counts == {Became.NEW: 1}, faults(report)
    assert paths(Post.objects.get(name="王五")) == [f"{VILLAGE}00{nth}" for nth in range(1, 5)]


def test_a_post_one_row_of_which_is_refused_is_left_as_it_is(
    city: City, village: str, tmp_path: Path
) -> None:
    file = tmp_path / "a.xlsx"
    sound = [row(village, grid, "王五", 13800000001) for grid in ("第一网格", "第二网格")]
    take("posts", workbook(file, [HEAD, *sound]))
    wrong = row(village, "第九十九网格", "王五", 13800000001)
    report = take(
        "posts", workbook(file, [HEAD, sound[0], wrong, row(village, "第三网格", "赵六", 13800000002)])
    )
    assert report.counts == {Became.REFUSED: 2, Became.NEW: 1}, faults(report)
    assert paths(Post.objects.get(name="王五")) == [f"{VILLAGE}001", f"{VILLAGE}002"]


def test_a_wrong_name_keeps_the_right_one_of_a_phone_not_out(
    city: City, village: str, tmp_path: Path
) -> None:
    file = tmp_path / "a.xlsx"
    take("posts", workbook(file, [HEAD, row(village, "第一网格", "王五", 13800000001)]))
    rows = [row(village, "第二网格", name, 13800000001) for name in ("王武", "王五")]
    report = take("posts", workbook(file, [HEAD, *rows]))
    assert report.counts == {Became.REFUSED: 1, Became.CHANGED: 1}, faults(report)


def test_all_rows_of_a_post_say_why_they_are_refused(city: City, village: str, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    take("posts", workbook(file, [HEAD, row(village, "第一网格", "王五", 13800000001)]))
    rows = [row(village, grid, "王武", 13800000001) for grid in ("第一网格", "第二网格")]
    assert list(faults(take("posts", workbook(file, [HEAD, *rows]))).values()) == [("2", "3")]


def test_days_of_which_nothing_is_made_are_told(city: City, village: str, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    later = today() + timedelta(days=30)
    rows = [
        [*HEAD, "任职日期", "离任日期"],
        [*row(village, "第一网格", "王五", 13800000001), "2024-03-01", ""],
    ]
    (told,) = [hint for hint in take("posts", workbook(file, rows)).hints if "slips" not in hint]
    assert told.startswith("1")
    assert not [hint for hint in take("posts", workbook(file, rows)).hints if "slips" not in hint]
    rows[1][-1] = later.isoformat()
    (told,) = take("posts", workbook(file, rows)).hints
    assert told.startswith("1")
