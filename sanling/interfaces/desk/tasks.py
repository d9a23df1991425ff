"""Jobs that pages of the desk ask for."""

from procrastinate.contrib.django import app

from sanling.domain.people.access import viewer_for
from sanling.domain.people.models import Post
from sanling.foundation.audit.record import record
from sanling.foundation.audit.verify import verify
from sanling.foundation.delivery.notices import notify

# The subject under which results of verifications are found in the log.
VERIFIED = "audit:verification"
MOST_FINDINGS = 20


@app.task(queue="audit")
def verify_audit(post_id: int) -> None:
    """Verify the audit log's chain; keep the result in the log and tell the auditor who asked."""
    viewer = viewer_for(Post.objects.select_related("unit", "user").get(pk=post_id))
    if viewer is None:
        return
    result = verify()
    findings = [f"{finding.kind}: {finding.text}" for finding in result.findings[:MOST_FINDINGS]]
    vouched = result.rows - result.unvouched
    detail = {
        "rows": vouched,
        "unvouched": result.unvouched,
        "findings": len(result.findings),
        "first": findings,
    }
    record(actor=viewer, act="audit.verify", subject=VERIFIED, city=viewer.city, detail=detail)
    code = "desk.audit_unsound" if result.findings else "desk.audit_sound"
    notify([viewer.key], code, {"rows": vouched, "findings": len(result.findings)}, url="/desk/audit/")
