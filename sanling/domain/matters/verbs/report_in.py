"""Report in: a department that was called signs for its part."""

from sanling.domain.workflow.transition import Act
from sanling.domain.workflow.verbs import Verb


class ReportIn(Verb):
    """Notes when the acting unit signed for its part, and stops the clocks for reporting in."""

    code = "report_in"

    def apply(self, act: Act) -> None:
        """Sign for it."""
        act.report_in()
