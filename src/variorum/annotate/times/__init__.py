"""Times: expressions found by rules over words (`rules_*`, `patterns`) and resolved to intervals (`resolution`).

`tense` and `years` read what news reports leave out, `anchors` dates that count from another event of the article.
"""

from variorum.annotate.times.finding import find_times

__all__ = ["find_times"]
