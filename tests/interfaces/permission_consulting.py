"""The table of permissions: questions and answers; the matter of the table is a dispute, of which none is published."""

from tests.interfaces.permission_rows import (
    ABSENT,
    FORBIDDEN,
    IN_CHARGE,
    LOGIN,
    SIGHTLESS,
    Row,
    of_one_matter,
)

NOBODYS = {"answer_id": "999999999"}
NONE_THERE = {IN_CHARGE: ABSENT, SIGHTLESS: FORBIDDEN}
CONSULTING = (
    Row("desk/answers/", LOGIN, {IN_CHARGE: 200, SIGHTLESS: FORBIDDEN}),
    Row("desk/answers/<int:answer_id>/", LOGIN, NONE_THERE, keys=NOBODYS),
    Row(
        "desk/answers/<int:answer_id>/decide/",
        LOGIN,
        NONE_THERE,
        method="post",
        data={"decision": "confirm"},
        keys=NOBODYS,
    ),
    Row("desk/answers/<int:answer_id>/withdraw/", LOGIN, NONE_THERE, method="post", keys=NOBODYS),
    of_one_matter("desk/matters/<str:number>/publication/", ABSENT),
    of_one_matter("desk/matters/<str:number>/publication/", ABSENT, method="post"),
    of_one_matter("desk/matters/<str:number>/publication/consent/", ABSENT, method="post"),
)
