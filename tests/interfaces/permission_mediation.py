"""The table of permissions: mediation bodies and mediators, which all staff read and administrators keep."""

from tests.interfaces.permission_rows import (
    ABSENT,
    ADMINISTERS,
    BESIDE,
    FORBIDDEN,
    IN_CHARGE,
    LOGIN,
    SIGHTLESS,
    Row,
    of_every_post,
    of_matters,
    of_one_matter,
)

REFUSED = {**ADMINISTERS, "administrator": 422}
READS_FILE = {IN_CHARGE: 200, BESIDE: ABSENT, SIGHTLESS: FORBIDDEN}
LED_ON = {**ADMINISTERS, "administrator": 302}
_SITTING = "desk/matters/<str:number>/sittings/<int:sitting_id>/"
# Nobody of the table holds one that is planned.
_SITTINGS = (
    of_one_matter("desk/matters/<str:number>/sittings/"),
    of_one_matter("desk/matters/<str:number>/sittings/", 422, method="post"),
    *(
        of_one_matter(_SITTING + page, ABSENT)
        for page in ("", "sitting.ics", "minutes/", "files/<int:file_id>/")
    ),
    of_one_matter(f"{_SITTING}minutes/confirming/<int:side_id>/", ABSENT),
    *(
        of_one_matter(_SITTING + page, ABSENT, method="post")
        for page in (
            *("minutes/confirming/<int:side_id>/", "minutes/<slug:what>/"),
            *("recordings/", "<slug:what>/"),
        )
    ),
)
MEDIATION = (
    of_every_post("desk/mediation/bodies/<int:body_id>/", astray=ABSENT),
    Row("desk/mediation/bodies/new/", LOGIN, ADMINISTERS),
    Row("desk/mediation/bodies/new/", LOGIN, REFUSED, method="post"),
    Row("desk/mediation/bodies/<int:body_id>/change/", LOGIN, ADMINISTERS, astray=ABSENT),
    Row("desk/mediation/bodies/<int:body_id>/change/", LOGIN, REFUSED, method="post"),
    Row("desk/mediation/bodies/<int:body_id>/end/", LOGIN, LED_ON, method="post"),
    Row("desk/mediation/bodies/<int:body_id>/people/", LOGIN, ADMINISTERS, astray=ABSENT),
    Row("desk/mediation/bodies/<int:body_id>/people/", LOGIN, REFUSED, method="post"),
    Row("desk/mediation/people/<int:mediator_id>/", LOGIN, ADMINISTERS, astray=ABSENT),
    Row("desk/mediation/people/<int:mediator_id>/", LOGIN, REFUSED, method="post"),
    Row("desk/mediation/people/<int:mediator_id>/end/", LOGIN, LED_ON, method="post"),
    of_one_matter("desk/matters/<str:number>/mediator/"),
    of_one_matter("desk/matters/<str:number>/mediator/", 422, method="post"),
    of_one_matter("desk/matters/<str:number>/sides/"),
    of_one_matter("desk/matters/<str:number>/sides/", 422, method="post"),
    of_one_matter("desk/matters/<str:number>/sides/<int:side_id>/invitation/", ABSENT, method="post"),
    of_one_matter("desk/matters/<str:number>/sides/<int:side_id>/<slug:what>/", ABSENT, method="post"),
    Row("desk/mediation/bodies/<int:body_id>/seal/", LOGIN, LED_ON, method="post"),
    of_one_matter("desk/matters/<str:number>/agreement/"),
    of_one_matter("desk/matters/<str:number>/agreement/paper.pdf", ABSENT),
    of_one_matter("desk/matters/<str:number>/agreement/text.docx", ABSENT),
    of_one_matter("desk/matters/<str:number>/agreement/signing/<int:side_id>/", ABSENT),
    of_one_matter("desk/matters/<str:number>/agreement/signing/<int:side_id>/", ABSENT, method="post"),
    of_one_matter("desk/matters/<str:number>/agreement/<slug:what>/", ABSENT, method="post"),
    Row("desk/room/glance/", ABSENT),
    of_one_matter("desk/matters/<str:number>/room/"),
    of_one_matter("desk/matters/<str:number>/room/", 422, method="post"),
    of_one_matter("desk/matters/<str:number>/room/news/", ABSENT),
    of_one_matter("desk/matters/<str:number>/room/call/", ABSENT, method="post"),
    of_one_matter("desk/matters/<str:number>/room/files/<int:saying_id>/", ABSENT),
    of_one_matter("desk/matters/<str:number>/file/"),
    Row("desk/matters/<str:number>/file/paper.pdf", LOGIN, READS_FILE, method="post", astray=ABSENT),
    of_one_matter("desk/matters/<str:number>/file/<slug:what>/", ABSENT, method="post"),
    of_one_matter("desk/matters/<str:number>/confirmation/", ABSENT),
    of_one_matter("desk/matters/<str:number>/confirmation/<slug:what>/", ABSENT, method="post"),
    of_one_matter("desk/matters/<str:number>/bundle.pdf", ABSENT),
    of_one_matter("desk/matters/<str:number>/handovers/"),
    of_one_matter("desk/matters/<str:number>/handovers/<slug:what>/", ABSENT, method="post"),
    of_one_matter("desk/matters/<str:number>/letter.pdf", ABSENT),
    of_one_matter("desk/matters/<str:number>/signals/"),
    of_one_matter("desk/matters/<str:number>/signals/<slug:what>/", 422, method="post"),
    *_SITTINGS,
    Row(
        "desk/mediation/calendar/",
        LOGIN,
        {"mediator": 200, "intake_officer": FORBIDDEN, "auditor": FORBIDDEN},
    ),
    Row("desk/find/mediator-post/", LOGIN, ADMINISTERS),
    of_matters("desk/mediation/report/"),
    of_matters("desk/mediation/report/rows/", data={"measure": "disputes"}),
    of_matters("desk/mediation/report/book/"),
)
