"""The title of a warning says its colour."""

from sanling.domain.workflow.transition import Act


def rename(act: Act) -> None:
    """Give a warning the title of how its subject stands now, and let searches find it by that."""
    act.matter.title = act.fields["standing"]["title"]
    act.find_by(())
