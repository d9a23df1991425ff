"""The table of permissions: mediation bodies and mediators, which all staff read and administrators keep."""

from tests.interfaces.permission_rows import (
    ABSENT,
    ADMINISTERS,
    LOGIN,
    Row,
    of_every_post,
    of_one_matter,
)

REFUSED = {**ADMINISTERS, "administrator": 422}
LED_ON = {**ADMINISTERS, "administrator": 302}
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
    of_one_matter("desk/matters/<str:number>/agreement/signing/<int:side_id>/", ABSENT),
    of_one_matter("desk/matters/<str:number>/agreement/signing/<int:side_id>/", ABSENT, method="post"),
    of_one_matter("desk/matters/<str:number>/agreement/<slug:what>/", ABSENT, method="post"),
    Row("desk/find/mediator-post/", LOGIN, ADMINISTERS),
)
