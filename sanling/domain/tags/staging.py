"""Tags of the demonstration city: invented words on matters of the cast's township that tell of such things."""

from collections.abc import Mapping

from sanling.domain.matters.models import Matter
from sanling.domain.people.access import viewer_for
from sanling.domain.people.models import Post
from sanling.domain.tags.actions.tag import tag_each
from sanling.domain.territory.rules import Level
from sanling.foundation.profile.loader import Profile

# By what matters tell of; of each so many of the latest.
WORDS = {
    "电梯": "电梯安全",
    "垃圾": "环境卫生",
    "漏": "渗漏维修",
    "夜里": "夜间噪声",
    "监控": "监控缺失",
    "工资": "拖欠工资",
    "充电": "飞线充电",
}
LATEST = 8
BY = "intake_officer"


def stage(*, profile: Profile, posts: Mapping[str, int], village: str) -> None:
    """Put them on, by whoever takes in there; what is not hers to act on stays as it is."""
    post = Post.objects.select_related("unit", "user").filter(pk=posts.get(BY, 0)).first()
    viewer = viewer_for(post) if post else None
    if viewer is None:
        return
    there = Matter.objects.filter(township=village[: Level.TOWNSHIP]).order_by("-registered_at", "-pk")
    for told, word in WORDS.items():
        latest = there.filter(text__contains=told).values_list("pk", flat=True)[:LATEST]
        tag_each(actor=viewer, matters=list(latest), word=word)
