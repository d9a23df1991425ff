"""What the demonstration city has published of its zeros: a ranking of its counties in the last month that is over."""

from collections.abc import Mapping

from sanling.domain.indicators.measures import stocks
from sanling.domain.indicators.queries import Asked, indicators, periods_of, usual_period
from sanling.domain.people.access import Viewer, viewer_for
from sanling.domain.people.models import Post
from sanling.domain.publications.access import may_draft
from sanling.domain.publications.actions.draft import Printed, draft
from sanling.domain.publications.actions.publish import publish
from sanling.foundation.profile.loader import Profile

REMARKS = "各县（市、区）要对照排名查找差距；未达标的主体逐一明确责任人和整改时限，下月末前报市平安办。"


def stage_ranking(profile: Profile, posts: Mapping[str, int]) -> None:
    """Have the city's peace office draft the ranking and its leader publish it, where the cast has both."""
    officer, leader = (_at_work(posts.get(key)) for key in ("city_peace_officer", "city_leader"))
    indicator = indicators(profile.city).get("met")
    if officer is None or leader is None or indicator is None:
        return
    stock = stocks()[indicator.stock]
    period = usual_period(stock, periods_of(stock, profile.city))
    if period is None:
        return
    asked = Asked(indicator, period, profile.city)
    if not may_draft(officer, asked):
        return
    title = f"{period.year}年{period.month}月各县（市、区）{indicator.name.zh}排名"
    made = draft(actor=officer, asked=asked, printed=Printed(ranked=True, title=title, remarks=REMARKS))
    publish(actor=leader, publication_id=made.pk, shown=made.shown)


def _at_work(post: int | None) -> Viewer | None:
    held = Post.objects.select_related("unit", "user").filter(pk=post or 0).first()
    return viewer_for(held) if held else None
