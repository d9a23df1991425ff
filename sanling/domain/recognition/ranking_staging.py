"""What the demonstration city has published of its zeros: a ranking of its counties in the last month established."""

from collections.abc import Iterator, Mapping

from sanling.domain.indicators.measures import stocks
from sanling.domain.indicators.queries import Asked, indicators, periods_of, standings, total
from sanling.domain.people.access import Viewer, viewer_for
from sanling.domain.people.models import Post
from sanling.domain.publications.access import may_draft, may_publish
from sanling.domain.publications.actions.draft import Printed, draft
from sanling.domain.publications.actions.publish import publish
from sanling.foundation.days import today
from sanling.foundation.profile.loader import Profile

REMARKS = "各县（市、区）要对照排名查找差距；未达标的主体逐一明确责任人和整改时限，下月末前报市平安办。"


def stage_ranking(profile: Profile, posts: Mapping[str, int]) -> None:
    """Have the first of the cast who may draft the ranking, and the first other who may publish it."""
    indicator = indicators(profile.city).get("met")
    if indicator is None:
        return
    cast = list(_at_work(posts))
    asks = [
        Asked(indicator, period, profile.city)
        for period in periods_of(stocks()[indicator.stock], profile.city)
        if period < today().replace(day=1)
    ]
    officer = next((viewer for viewer in cast if asks and may_draft(viewer, asks[0])), None)
    counted = [month for month in asks if officer and standings(officer, month)]
    if officer is None or not counted:
        return
    # A month of which some is not established yet is ranked by no office.
    asked = next((month for month in counted if _is_established(officer, month)), counted[0])
    title = f"{asked.period.year}年{asked.period.month}月各县（市、区）{indicator.name.zh}排名"
    made = draft(actor=officer, asked=asked, printed=Printed(ranked=True, title=title, remarks=REMARKS))
    leader = next((viewer for viewer in cast if may_publish(viewer, made)), None)
    if leader is not None:
        publish(actor=leader, publication_id=made.pk, shown=made.shown)


def _is_established(viewer: Viewer, asked: Asked) -> bool:
    return not total(asked, standings(viewer, asked)).open


def _at_work(posts: Mapping[str, int]) -> Iterator[Viewer]:
    held = Post.objects.select_related("unit", "user").in_bulk(posts.values())
    for key in posts.values():
        if (post := held.get(key)) and (viewer := viewer_for(post)):
            yield viewer
