"""What the demonstration city has published of its zeros: a ranking of its counties in the last month that is over."""

from collections.abc import Iterator, Mapping

from sanling.domain.indicators.measures import stocks
from sanling.domain.indicators.queries import Asked, indicators, periods_of, usual_period
from sanling.domain.people.access import Viewer, viewer_for
from sanling.domain.people.models import Post
from sanling.domain.publications.access import may_draft, may_publish
from sanling.domain.publications.actions.draft import Printed, draft
from sanling.domain.publications.actions.publish import publish
from sanling.foundation.profile.loader import Profile

REMARKS = "各县（市、区）要对照排名查找差距；未达标的主体逐一明确责任人和整改时限，下月末前报市平安办。"


def stage_ranking(profile: Profile, posts: Mapping[str, int]) -> None:
    """Have the first of the cast who may draft the ranking, and the first other who may publish it."""
    indicator = indicators(profile.city).get("met")
    if indicator is None:
        return
    stock, cast = stocks()[indicator.stock], list(_at_work(posts))
    period = usual_period(stock, periods_of(stock, profile.city))
    if period is None:
        return
    asked = Asked(indicator, period, profile.city)
    officer = next((viewer for viewer in cast if may_draft(viewer, asked)), None)
    if officer is None:
        return
    title = f"{period.year}年{period.month}月各县（市、区）{indicator.name.zh}排名"
    made = draft(actor=officer, asked=asked, printed=Printed(ranked=True, title=title, remarks=REMARKS))
    leader = next((viewer for viewer in cast if may_publish(viewer, made)), None)
    if leader is not None:
        publish(actor=leader, publication_id=made.pk, shown=made.shown)


def _at_work(posts: Mapping[str, int]) -> Iterator[Viewer]:
    held = Post.objects.select_related("unit", "user").in_bulk(posts.values())
    for key in posts.values():
        if (post := held.get(key)) and (viewer := viewer_for(post)):
            yield viewer
