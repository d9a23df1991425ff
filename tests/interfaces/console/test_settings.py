"""The settings of a real installation pass Django's own checks, and the tables match the models."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from sanling.settings import PACKAGE
from sanling.supervisor.secrets import generate

PROGRAM = (sys.executable, "-m", "sanling.interfaces.console.main")


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    plain = {
        name: value for name, value in os.environ.items() if not name.startswith(("SANLING_", "DJANGO_"))
    }
    return subprocess.run(
        [*PROGRAM, *arguments], env={**plain, **environment}, capture_output=True, text=True, check=False
    )


def real(tmp_path: object) -> dict[str, str]:
    secrets = {f"SANLING_{name}": value for name, value in generate().items()}
    hosts = {
        "SANLING_ALLOWED_HOSTS": "sanling.example.org",
        "SANLING_PUBLIC_URL": "https://sanling.example.org",
        "SANLING_PROFILE": "zhengzhou",
        "SANLING_TRUSTED_PROXIES": "1",
        "SANLING_SMS_URL": "https://sms.example.org/",
    }
    return {**secrets, **hosts, "SANLING_DATA": str(tmp_path)}


def test_check_deploy_finds_nothing_in_a_real_installation(tmp_path: object) -> None:
    done = run("manage", "check", "--deploy", "--fail-level", "WARNING", **real(tmp_path))
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


SHOWN = """
from django.conf import settings as s
print(s.SESSION_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY, s.SESSION_COOKIE_SAMESITE, s.CSRF_COOKIE_SECURE)
print(s.SECURE_HSTS_SECONDS, s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_AGE, s.PASSWORD_DAYS)
print(*(one["NAME"].rpartition(".")[2] for one in s.AUTH_PASSWORD_VALIDATORS))
"""


@pytest.mark.parametrize(("level", "age", "days", "mixed"), [("2", 43200, 0, False), ("3", 1800, 90, True)])
def test_a_real_installation_keeps_cookies_to_https_and_passwords_to_its_protection_level(
    tmp_path: object, level: str, age: int, days: int, *, mixed: bool
) -> None:
    done = run("manage", "shell", "-c", SHOWN, **real(tmp_path), SANLING_PROTECTION_LEVEL=level)
    cookies, transport, validators = done.stdout.splitlines()[-3:]
    assert cookies == "True True Lax True"
    assert transport == f"31536000 True {age} {days}"
    assert ("MixedCharactersValidator" in validators) is mixed


def test_a_profile_asks_for_its_protection_level(tmp_path: Path) -> None:
    city = tmp_path / "profiles" / "zhengzhou"
    shutil.copytree(PACKAGE / "profiles", city.parent)
    head = city / "profile.toml"
    head.write_text("protection_level = 3\n" + head.read_text(encoding="utf-8"), encoding="utf-8")
    where = {"SANLING_PROFILES_ROOT": str(city.parent)}
    shown = "from django.conf import settings as s; print(s.PROTECTION_LEVEL, s.PASSWORD_DAYS)"
    assert run("manage", "shell", "-c", shown, **real(tmp_path), **where).stdout.splitlines()[-1] == "3 90"
    assert run("manage", "check", **real(tmp_path), **where).returncode == 0


def test_a_malformed_setting_is_said_in_one_line(tmp_path: object) -> None:
    done = run("manage", "check", **{**real(tmp_path), "SANLING_POOL_SIZE": "many"})
    assert done.returncode == os.EX_CONFIG
    assert done.stderr == (
        "sanling: SANLING_POOL_SIZE='many' is not a whole number. Fix: write it in digits.\n"
    )


def test_a_database_that_is_not_there_is_said_in_one_line(tmp_path: object) -> None:
    nowhere = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}
    done = run("migrate", **{**real(tmp_path), **nowhere})
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("sanling: The database can't be reached")
    assert "Traceback" not in done.stderr


def test_doctor_names_a_missing_database_and_ends_with_code_1(tmp_path: object) -> None:
    done = run("doctor", **{**real(tmp_path), "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"})
    assert done.returncode == 1
    assert "database: can't be reached" in done.stdout
    assert "Fix: start it" in done.stdout


@pytest.mark.django_db
def test_no_model_waits_for_a_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=1)
