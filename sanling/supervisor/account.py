"""As whom the embedded database runs: PostgreSQL refuses root, so root lends it a system user of its own."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

from sanling.supervisor.trouble import Trouble

SYSTEM_USER = "sanling-postgres"
# A checkout below a folder that only root may enter, such as /root: rather than opening that folder to all, the
# database's processes may pass. The second one also runs programs that a strict umask left to root alone.
CAPABILITIES = (None, "dac_read_search", "dac_override")


@dataclass(frozen=True)
class Account:
    """The owner of the database's files and the words that run a command as that owner."""

    uid: int | None = None
    gid: int | None = None
    prefix: tuple[str, ...] = ()

    def own(self, path: Path) -> None:
        """Hand a folder to the owner."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)


def account_for(binaries: Path, folder: Path) -> Account:
    """Return the account that can run these binaries on this folder; creates the system user if need be."""
    if os.geteuid() != 0:
        return Account()
    user = _system_user()
    for capability in CAPABILITIES:
        prefix = _prefix(user, capability)
        trial = [*prefix, str(binaries / "initdb"), "--show", "-D", str(folder)]
        if _runs(trial) and _runs([*prefix, "test", "-d", f"{folder}/."]):
            return Account(user.pw_uid, user.pw_gid, prefix)
    raise Trouble(
        f"The user {SYSTEM_USER} can't run the embedded database in {folder}.",
        "start as a user other than root, or put the checkout and SANLING_DATA where every user may enter.",
    )


def _prefix(user: pwd.struct_passwd, capability: str | None) -> tuple[str, ...]:
    # PostgreSQL looks at its own files with access(2), which forgets capabilities unless no_setuid_fixup is set.
    grant = (
        ["--securebits=+no_setuid_fixup", f"--inh-caps=+{capability}", f"--ambient-caps=+{capability}"]
        if capability
        else []
    )
    identity = [f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
    return ("setpriv", *grant, *identity, "--pdeathsig=INT", "--")


def _system_user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        command = ["useradd", "--system", "--no-create-home", "--home-dir", "/nonexistent"]
        if _runs([*command, "--shell", "/usr/sbin/nologin", SYSTEM_USER]):
            return pwd.getpwnam(SYSTEM_USER)
    raise Trouble(
        f"PostgreSQL does not run as root, and the user {SYSTEM_USER} could not be made.",
        f"run 'useradd --system {SYSTEM_USER}', or start as a user other than root.",
    )


def _runs(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, cwd="/", check=False).returncode == 0
    except OSError:
        return False
