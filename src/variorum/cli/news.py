"""What a poll changed, in lines for the terminal."""

from __future__ import annotations

from datetime import datetime

from rich.text import Text

from variorum.report import doubts, legend, view
from variorum.report.plain import shorten
from variorum.report.terminal_layout import STATUS_STYLE, quoted
from variorum.report.witnesses import Witness, witnesses
from variorum.watching import News, Turn

_WORDS = 120


def lines(news: News, top: int) -> list[Text]:
    """What became of a story, a line for each point: first what is sure, then what perhaps is so."""
    who = witnesses(news.comparison)
    title, _ = view.event(news.comparison)
    head = Text.assemble(
        (f"{datetime.now():%H:%M}  ", "dim"), (f"{news.story}  ", "bold"), f"“{shorten(title, _WORDS)}”"
    )
    if news.added:
        came = legend.count(len(news.added), "report")
        head.append(f"  {came} more, {len(news.comparison.articles)} in all" if news.before else f"  {came}", "dim")
    found = [head]
    if not news.contested and not news.corroborated:
        found.append(Text("  nothing became contested or corroborated", "dim"))
    for turns, what in ((news.contested, "contested"), (news.corroborated, "corroborated")):
        surest = sorted(turns, key=lambda turn: doubts.is_unsure(turn.point))
        found += [_line(turn, what, who) for turn in surest[:top]]
        if len(turns) > top:
            found.append(Text(f"  +{len(turns) - top} more {what}: variorum compare --story {news.story}", "dim"))
    return found


def _line(turn: Turn, what: str, who: dict[str, Witness]) -> Text:
    point = turn.point
    line = Text(f"  {legend.STATUS_SIGN[point.status]} {what}", STATUS_STYLE[point.status])
    if doubts.is_unsure(point):
        line.append(f" {legend.UNSURE_SIGN} perhaps", "dim")
    line.append(f" (was {turn.before})" if turn.before else "", "dim").append("  ")
    if what == "contested" and point.differs:
        line.append(legend.ASPECT_TITLE[point.differs.aspect].lower() + "  ", "bold")
        given = [
            f"{shorten(value.text, 60)} ({', '.join(who[one.span.article].name for one in value.given)})"
            for value in view.values(point)
        ]
        line.append(" | ".join(given) + "  ")
    line.append_text(quoted(point.gist.quote, _WORDS))
    if what == "corroborated":
        line.append(
            f"  {legend.count(point.origins, 'independent origin')}, {legend.count(point.articles, 'report')}", "dim"
        )
    return line
