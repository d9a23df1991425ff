"""Tags of the demonstration city: invented words on matters of the cast's township that tell of such things."""

from collections.abc import Mapping

from sanling.domain.matters.models import Matter
from sanling.domain.people.access import viewer_for
from sanling.domain.people.code_points import hangs_posters
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


def stage(*, profile: Profile, posts: Mapping[str, int], village: str) -> None:
    """Put them on, by whoever of the cast keeps the township's posters; what is not theirs to act on stays as it is."""
    township = village[: Level.TOWNSHIP]
    there_at_work = Post.objects.filter(pk__in=posts.values(), unit__division=township).order_by("pk")
    viewers = filter(None, map(viewer_for, there_at_work.select_related("unit", "user")))
    viewer = next((viewer for viewer in viewers if hangs_posters(viewer.own)), None)
    if viewer is None:
        return
    there = Matter.objects.filter(township=township).order_by("-registered_at", "-pk")
    for told, word in WORDS.items():
        latest = there.filter(text__contains=told).values_list("pk", flat=True)[:LATEST]
        tag_each(actor=viewer, matters=list(latest), word=word)
