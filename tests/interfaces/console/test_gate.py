"""What is wrong with the set-up is told in lines that say how to mend it, by whatever starts; nobody's password is."""

import os
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from pytest_django import Settings

from sanling.foundation.accounts.checks import check_sign_in
from sanling.foundation.configuration import line, wrong_settings
from sanling.interfaces.components.address import check_address
from sanling.settings import PACKAGE
from tests.interfaces.console.test_settings import real, run


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SANLING_PROFILE", "", "SANLING_PROFILE, which says the city, is not set. Fix: set it to one of: "),
        ("SANLING_PROFILE", "nowhere", "No profile 'nowhere'"),
        ("SANLING_PRIVACY_KEYS", "k1", "SANLING_PRIVACY_KEYS is no list"),
        (
            "SANLING_AUDIT_MAC",
            "md5",
            "SANLING_AUDIT_MAC='md5' is unknown. Fix: use one of hmac-sha256, hmac-sm3.",
        ),
        ("SANLING_WEBHOOK_NETWORKS", "10.0.0.0/33", "SANLING_WEBHOOK_NETWORKS has '10.0.0.0/33'"),
        ("SANLING_WEBHOOK_NETWORKS", "10.1.2.3/8", "SANLING_WEBHOOK_NETWORKS has '10.1.2.3/8'"),
        ("SANLING_POOL_SIZE", "-1", "SANLING_POOL_SIZE=-1 is out of bounds. Fix: use 0 to 1000."),
        ("SANLING_WEB_PROCESSES", "0", "SANLING_WEB_PROCESSES=0 is out of bounds"),
        ("SANLING_ALLOWED_HOSTS", "https://x.cn", "SANLING_ALLOWED_HOSTS has 'https://x.cn'"),
        ("SANLING_OIDC_URL", "https://sso.cn", "SANLING_OIDC_URL is set without SANLING_OIDC_CLIENT_ID"),
        (
            "DATABASE_URL",
            "postgresql://u:s3cr/et@h:5432/n",
            "DATABASE_URL can't be read. Fix: write postgresql://",
        ),
        (
            "DATABASE_URL",
            "postgresql://u:s3cr@et@h:5432/n",
            "DATABASE_URL can't be read. Fix: write postgresql://",
        ),
        ("SANLING_SMS_URL", "https://u:s3cr et@h/", "SANLING_SMS_URL is no address. Fix: "),
    ],
)
def test_web_refuses_a_wrong_setting_in_lines_with_their_fix(
    tmp_path: Path, name: str, value: str, said: str
) -> None:
    done = run("web", **{**real(tmp_path), name: value})
    assert done.returncode == os.EX_CONFIG, done.stderr
    lines = done.stderr.splitlines()
    assert any(told.startswith(f"sanling: {said}") for told in lines), lines
    assert all(told.startswith("sanling: ") and "Fix: " in told for told in lines)
    assert not {"s3cr", "et@"} & set(done.stderr.replace("/", " ").split())
    assert "s3cr" not in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("program", ["web", "worker", "migrate", "administrator"])
def test_a_broken_profile_is_told_by_file_and_line(tmp_path: Path, program: str) -> None:
    city = tmp_path / "profiles" / "zhengzhou"
    shutil.copytree(PACKAGE / "profiles", city.parent)
    (city / "people.toml").write_text("odd = 1\n")
    where = {"SANLING_PROFILES_ROOT": str(city.parent)}
    arguments = ("wang", "--name", "王五", "--no-password") if program == "administrator" else ()
    done = run(program, *arguments, **real(tmp_path), **where)
    assert done.returncode == os.EX_CONFIG
    assert "zhengzhou/people.toml:1" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_up_asks_for_the_city_and_hides_what_it_is_given(tmp_path: Path) -> None:
    done = run("up", **{**real(tmp_path), "SANLING_PROFILE": ""})
    assert done.returncode == os.EX_CONFIG
    assert done.stderr.startswith(
        "sanling: SANLING_PROFILE, which says the city, is not set. Fix: set it to one of: "
    )
    away = {"DATABASE_URL": "postgresql://u:s3cret@127.0.0.1:1/n"}
    done = run("up", **real(tmp_path), **away, PORT="18999")
    assert done.returncode == 1
    (told,) = done.stderr.splitlines()
    assert told.startswith("sanling: The database can't be reached (")
    assert "s3cret" not in told


@pytest.mark.slow
def test_up_says_once_what_its_processes_refuse(tmp_path: Path, server: str) -> None:
    wrong = {**real(tmp_path), "SANLING_AUDIT_MAC": "md5", "PORT": "18998"}
    # The tests' server has this database in any case.
    there = urlsplit(server)._replace(path="/postgres").geturl()
    done = run("up", **wrong, DATABASE_URL=there)
    assert done.returncode == os.EX_CONFIG
    refused, ended = done.stderr.splitlines()
    assert refused.startswith("sanling: SANLING_AUDIT_MAC='md5' is unknown.")
    assert (
        ended
        == "sanling: migrate failed. Fix: mend what the lines above say, then start again: it goes on from there."
    )


def test_another_database_is_named_for_one_command(tmp_path: Path) -> None:
    done = run("--database", "postgresql://u:s3cret@127.0.0.1:1/n", "doctor", **real(tmp_path))
    assert "database: can't be reached" in done.stdout
    assert "s3cret" not in done.stdout + done.stderr


def told(settings: Settings, **changed: object) -> list[str]:
    usual = {
        "ALLOWED_HOSTS": ["x.cn"],
        "PUBLIC_URL": "https://x.cn",
        "SECURE_SSL_REDIRECT": True,
        "TRUSTED_PROXIES": 1,
    }
    for name, value in (usual | changed).items():
        setattr(settings, name, value)
    return [line(message) for message in check_address()]


def test_an_installation_that_nobody_reaches_is_told_of(settings: Settings) -> None:
    assert told(settings) == []
    assert (
        "this machine alone. Fix: set SANLING_PUBLIC_URL"
        in told(settings, PUBLIC_URL="http://127.0.0.1:8000")[0]
    )
    assert "add y.cn to SANLING_ALLOWED_HOSTS" in told(settings, PUBLIC_URL="https://y.cn")[0]
    assert "set SANLING_TRUSTED_PROXIES" in told(settings, TRUSTED_PROXIES=0)[0]
    assert "no port" in told(settings, ALLOWED_HOSTS=["x.cn", "x.cn:8000"])[0]


def test_where_passwords_alone_let_anybody_in_it_is_told(settings: Settings) -> None:
    settings.SMS_URL = ""
    (warned,) = check_sign_in()
    assert (warned.is_serious(), "SANLING_SMS_URL or SANLING_OIDC_URL" in str(warned.hint)) == (False, True)
    settings.SMS_URL = "https://sms.example.org"
    assert check_sign_in() == []


def test_the_tests_own_settings_have_no_mistake() -> None:
    assert not [message for message in wrong_settings() if message.is_serious()]
