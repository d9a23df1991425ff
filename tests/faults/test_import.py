"""A bad import reports every row, and changes nothing; a large list is taken in whatever stops it midway."""

import re
import subprocess
import time
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

from tests.faults.installation import PROGRAM, VILLAGE, Installation, until

SIBLING = "410105002001"


def test_10000_bad_rows_are_all_reported_and_nothing_is_taken_in(
    installation: Installation, tmp_path: Path
) -> None:
    before = installation.number("select count(*) from territory_division")
    bad = tmp_path / "bad.csv"
    rows = [f"4101050020x{n % 10},村{n},village" for n in range(9_999)]
    bad.write_text(
        "\n".join(["code,name,level", "410105002099,新村,village", *rows, "410105002098,,village"])
    )
    done = subprocess.run(
        [*PROGRAM, "import", "divisions", str(bad)],
        env=installation.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    said = done.stdout.splitlines()
    named = [int(line.removeprefix(f"{bad}:").split(":")[0]) for line in said if line.startswith(f"{bad}:")]
    assert named == list(range(3, 10_003))
    assert said[len(named) : -1] == ["9,999 times: a code has digits only", "1 times: the name is missing"]
    assert said[-1].startswith("Nothing was imported: 10,000 rows are faulty.")
    assert installation.number("select count(*) from territory_division") == before


POSTS = 51_432
HEADINGS = "姓名,职务,区划,网格,手机号码"


def staff_list(path: Path) -> Path:
    """Write a list as large as Zhengzhou's: 15,353 accounts at four levels and 36,079 grid workers."""
    rows = [
        f"王{chr(0x4E00 + n % 5000)}{chr(0x4E00 + n // 5000)},{'网格员' if n % 10 < 7 else '联络员'},{VILLAGE},"
        f"第{'一二三四'[n % 4]}网格,{13_800_000_000 + n}"
        for n in range(POSTS - 1)
    ]
    text = "\r\n".join(["花名册", HEADINGS, *rows, f"赵六,网格员,{SIBLING},,13900000000"])
    path.write_bytes(text.encode("gb18030"))
    return path


def test_51432_posts_are_taken_in_though_it_is_killed_midway_and_one_of_them_signs_in(
    installation: Installation, tmp_path: Path
) -> None:
    file, count = staff_list(tmp_path / "staff.csv"), "select count(*) from people_post"
    before = installation.number(count)
    took = [*PROGRAM, "import", "posts", str(file)]
    with subprocess.Popen(took, env=installation.environment) as killed:
        until(lambda: installation.number(count) >= before + 10_000, 120, "no ten thousand posts were there")
        killed.kill()
    there = installation.number(count) - before
    assert 10_000 <= there < POSTS
    began = time.monotonic()
    said = installation.run("import", "posts", str(file))
    assert f"{POSTS - there:,} new, 0 changed, {there:,} as they were" in said
    assert time.monotonic() - began < 300
    assert f"0 new, 0 changed, {POSTS:,} as they were" in installation.run("import", "posts", str(file))
    assert installation.number(count) - before == POSTS
    assert (
        installation.number(
            "select count(*) from accounts_user where password !~ '^!' and username ~ '^wang'"
        )
        == 0
    )
    slips = tmp_path / "slips.html"
    installation.run("slips", str(slips), "--within", SIBLING)
    assert "赵六" in signed_in_by(slips.read_text("utf-8"))


def signed_in_by(page: str) -> str:
    """Open the link of a slip, choose a password, and return the first page of the desk."""
    link = re.search(r'class="url">([^<]+)', page)
    assert link
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    form = browser.open(link[1]).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
    assert token
    chosen = "a-long-enough-phrase-of-words"
    said = {"csrfmiddlewaretoken": token[1], "password1": chosen, "password2": chosen}
    request = Request(link[1], urlencode(said).encode(), {"Referer": link[1]})
    browser.open(request)
    answer: bytes = browser.open(link[1].partition("/accounts/")[0] + "/desk/").read()
    return answer.decode()
