"""Asks for the ledger as a file, as the centre's director: run in an installation's environment."""

from sanling.interfaces.console.main import set_up_django


def ask() -> None:
    """Queue the job."""
    from sanling.domain.matters.ledger_queries import Criteria
    from sanling.domain.people.cast import players
    from sanling.foundation.profile.registry import profile_by_code
    from sanling.processes.exports.actions.request import request_export

    actor = players(profile_by_code("zhengzhou"))["centre_director"].viewer
    request_export(
        actor=actor, ledger="matters", criteria=Criteria(), columns=(), sort="", language="zh-hans"
    )


if __name__ == "__main__":
    set_up_django()
    ask()
