"""The rows of the staff API and the public API."""

from tests.interfaces.permission_rows import (
    ABSENT,
    BESIDE,
    FORBIDDEN,
    IN_CHARGE,
    SIGHTLESS,
    VILLAGE,
    Row,
)

# Here the members of the cast come with a bearer token, not with a session.
API = (
    Row("api/v1/openapi.json", 200),
    Row("api/v1/docs", 200),
    Row("api/v1/", ABSENT),
    Row("api/v1/matters", 401, {IN_CHARGE: 200, SIGHTLESS: 200}),
    Row("api/v1/mediation/report", 401, {IN_CHARGE: 200, SIGHTLESS: 404}),
    Row("api/v1/matters", 401, {IN_CHARGE: 422, SIGHTLESS: 422}, method="post"),
    Row("api/v1/matters/<number>", 401, {IN_CHARGE: 200, BESIDE: ABSENT, SIGHTLESS: ABSENT}, astray=ABSENT),
    Row(
        "api/v1/matters/<number>/timeline",
        401,
        {IN_CHARGE: 200, BESIDE: ABSENT, SIGHTLESS: ABSENT},
        astray=ABSENT,
    ),
    Row(
        "api/v1/matters/<number>/tags",
        401,
        {IN_CHARGE: 200, BESIDE: ABSENT, SIGHTLESS: ABSENT},
        astray=ABSENT,
    ),
    Row("api/v1/matters/<number>/tags", 401, {IN_CHARGE: 422, BESIDE: 422}, method="post"),
    Row("api/v1/matters/<number>/tags/<int:tag_id>", 401, {IN_CHARGE: 422, BESIDE: 422}, method="delete"),
    Row("api/v1/matters/<number>/attachments", 401, {IN_CHARGE: 422, BESIDE: 422}, method="post"),
    Row("api/v1/matters/<number>/actions/<action>", 401, {IN_CHARGE: 422, BESIDE: 422}, method="post"),
    Row(
        "api/v1/matters/<number>/actions/<action>/suggestions",
        401,
        {IN_CHARGE: 200, BESIDE: ABSENT, SIGHTLESS: ABSENT},
        astray=ABSENT,
    ),
    Row("api/v1/suggestions", 401, {IN_CHARGE: 422, SIGHTLESS: 422}, method="post"),
    Row("api/v1/batches", 401, {IN_CHARGE: 422, SIGHTLESS: 422}, method="post"),
    Row("api/v1/batches/<batch_id>", 401, {IN_CHARGE: 200, BESIDE: ABSENT, SIGHTLESS: ABSENT}, astray=ABSENT),
    Row(
        "api/v1/batches/<batch_id>/results",
        401,
        {IN_CHARGE: 200, BESIDE: ABSENT, SIGHTLESS: ABSENT},
        astray=ABSENT,
    ),
    Row("api/v1/public/offices", 200),
    Row("api/v1/public/in-charge", 422),
    Row("api/v1/public/matters", 422, method="post"),
    Row("api/v1/public/matters/<token>", 200, astray=ABSENT),
    Row("api/v1/public/matters/<token>/actions/<action>", 422, method="post"),
    Row("api/v1/divisions/<code>", 200, keys={"code": VILLAGE}, astray=ABSENT),
    Row("api/v1/divisions/<code>/children", 200, keys={"code": VILLAGE}, astray=ABSENT),
    Row("api/v1/locate", 422),
    Row("api/v1/units", 401, {IN_CHARGE: 200}),
    Row("api/v1/posts", 401, {IN_CHARGE: 200}),
    Row("api/v1/duty", 401, {IN_CHARGE: 200}),
    Row("api/v1/workflows", 200),
    Row("api/v1/webhooks", 401, {"centre_director": 200, IN_CHARGE: FORBIDDEN}),
    Row("api/v1/webhooks", 401, {"centre_director": 422, IN_CHARGE: 422}, method="post"),
    Row("api/v1/webhooks/<int:webhook_id>", 401, {"centre_director": 422, IN_CHARGE: 422}, method="delete"),
    Row(
        "api/v1/webhooks/<int:webhook_id>/deliveries", 401, {"centre_director": ABSENT, IN_CHARGE: FORBIDDEN}
    ),
    Row(
        "api/v1/webhooks/<int:webhook_id>/replay",
        401,
        {"centre_director": 422, IN_CHARGE: 422},
        method="post",
    ),
)
