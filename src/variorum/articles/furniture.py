"""The set phrases of web pages that are no part of a report: sharing, logging in, further links, credits.

Phrases of the trade in English, none of a particular outlet. They only ever condemn short lines, or lines that begin
with them; what a line is otherwise is told by its features (`blocks`).
"""

from __future__ import annotations

import re

_SITES = (
    r"(?:facebook|twitter|x|instagram|telegram|whatsapp|youtube|linkedin|tiktok|tumblr|google news|bluesky|threads)"
)

# Whole lines of a few words. Short lines without a full stop are no content anyway (`blocks`); these matter where such
# a line could pass for a headline, a standfirst or a sentence. The verbs need their objects: "Search" is a button,
# "Search for survivors goes on" a headline.
_BUTTONS = (
    r"(?:please\s|read\sor\s)?(?:share|tweet|e-?mail|print|save|bookmark)(?:\s(?:this|on|via|it|now|for\slater|article|story|page)\b.*)?",
    r"(?:(?:\d+|no|add|leave|post|view|show|read|join|your|our|before|posting|please)\s){0,6}(?:\w+\s)?comments?",
    r"(?:follow|like|contact|about|support|email|join)\s(?:us|our)\b.*",
    r"(?:subscribe|donate|download|click|tap|swipe|scroll|loading|sponsored|promoted)(?:\s(?:to|for|now|here|on|the|our|content|by|down|up)\b.*)?",
    r"(?:sign|log)[\s-]?(?:in|up|out)(?:\s(?:or|to|for|with|and|now|here)\b.*)?",
    r"(?:register|create\san?\s(?:free\s)?account|become\sa\s(?:member|subscriber|supporter))(?:\s(?:now|here|or|for|to|today)\b.*)?",
    r"(?:daily\s|weekly\s|free\s|our\s)?newsletters?(?:\s(?:sign|promotion|preferences).*)?",
    r"advertis(?:e|ing|ements?)(?:\s(?:with\sus|feature|continue).*)?",
    r"(?:watch|listen)(?:\s(?:live|now|to\sthis\sarticle|the\s(?:video|full)\b.*|video))?",
    r"(?:skip|back)\sto\s(?:main\s|the\s)?(?:content|top|home|navigation|results|homepage)\b.*",
    r"(?:view|show|load|see)\s(?:more|less|all|gallery|image|also|the\soriginal)\b.*",
    r"(?:also\s|must\s)?read(?:\s(?:more|next|also|on|now|later|aloud|it|the\sfull|full|in\sapp)\b.*)?",
    r"continue(?:\sreading\b.*)?|(?:story|article|content)\scontinues\b.*|keep\sreading\b.*",
    r"more\s(?:from|on|about|news|stories|coverage|videos|like\sthis)(?:\s\S+){0,5}",
    r"(?:most|also|top|latest|breaking|trending|popular|recommended|related|similar|other|featured|editors?['’]?s?|recent)\s"
    r"(?:popular|read|viewed|shared|watched|commented|emailed|headlines|stories|news|articles?|posts?|reading|topics?|links?"
    r"|coverage|videos?|picks?|choice|now|tags?)(?:\s\S+){0,4}",
    r"filed\sunder\b.*|in\sthis\s(?:article|story|section)\b.*|(?:related|trending|recommended|topics?|tags?)",
    r"you\s(?:may|might|could)\s(?:also\s)?(?:like|be\sinterested|enjoy|have\smissed).*|don['’]?t\smiss(?:\sout)?",
    r"(?:to\s)?(?:participate|take\spart|join)\s(?:in\s|on\s)?(?:the|this)\s(?:discussion|conversation|debate).*|have\syour\ssay.*",
    r"(?:enter|confirm|manage)\syour\b.*|thank\syou\sfor\s(?:reading|subscribing|signing)\b.*",
    r"(?:accept|manage|this\ssite\suses|we\suse)\b.*\bcookies\b.*|privacy\s(?:policy|notice|settings).*|terms\s(?:of|and|&)\s(?:use|service|conditions).*",
    r"all\srights\sreserved|report\san?\s(?:error|typo|mistake|correction)\b.*",
    r"(?:or|and|by|via|with|menu|home|search|next|previous|play|end|ends|caption|source)",
    r"(?:a\s)?\d+[\s-]?min(?:ute)?s?[\s-](?:read|watch|listen|video)|reading\stime\b.*|\d+\s(?:minutes?|hours?|days?|weeks?)\sago",
    r"\d[\d,.]*[km]?\s(?:shares?|views?|likes?|replies|reads?|retweets?)",
)
_BUTTON = re.compile("[(\\[]?(?:" + "|".join(_BUTTONS) + r")[\s.:!>»›→|*…)\]-]*", re.IGNORECASE)

# Longer lines, told by how they begin.
_OPENINGS = (
    r"(?:please\s)?click\s(?:here|on\sthe|to)\b",
    r"(?:sign|log)[\s-](?:up|in)\s(?:for|to|here|with|now)\b|subscribe\s(?:to|now|for|here|today)\b",
    r"(?:already|not\syet)\sa\s(?:subscriber|member)\b",
    rf"(?:please\s)?(?:follow|like|find|join)\s(?:us|@\w+|.{{1,60}}?\son\s{_SITES})\b",
    r"download\s(?:the|our)\b.{0,40}\bapp\b",
    r"(?:to\s)?(?:get|receive)\s(?:the|our|all)\s(?:latest|best|top|breaking|day).{0,80}"
    r"\b(?:inbox|newsletters?|e-?mail|desktop|mobile|phone|app|alerts?)\b",
    r"to\s(?:read|see|view|watch|receive)\b.{0,80}\b(?:newsletter|subscribe|sign\sup|log\sin|click)\b",
    r"to\s(?:contact|reach)\s(?:the|this|us|our)\b.{0,60}(?:e-?mail|@|desk|reporter|author|editor|newsroom)",
    r"for\s(?:all|any|other|more|further)(?:\sother)?\s(?:inquiries|enquiries|news|stories|coverage|updates)\b",
    r"(?:do|did)\syou\shave\s(?:an?\s|any\s|more\s)?(?:story|tip|news|question|comment)s?\b",
    r"(?:got|have)\sa\s(?:story|tip|question)\b|if\syou\s(?:are\swriting\sa\scomment|have\sa\s(?:story|tip))\b",
    r"if\syou\s(?:liked?|enjoy(?:ed)?)\sthis\b|(?:send|e-?mail|text)\s(?:us|your)\b",
    r"(?:this|the)\s(?:material|content|article|story|report|page)\s(?:may|must|can)\s?not\sbe\s"
    r"(?:published|reproduced|copied|broadcast|redistributed|used)|no\spart\sof\sthis\b.{0,60}reproduced",
    r"(?:re)?publi(?:shed|cation)\s(?:with|by)\spermission",
    r"this\s(?:article|story|report|post|piece)\s(?:was|has\sbeen|is|originally|first)\s(?:originally\s|first\s|also\s)?"
    r"(?:appeared|published|produced|provided|auto|generated|translated|republished|adapted|reprinted)",
    r"this\s(?:article|story|report|post|piece)(?:\sand\s.{1,40})?\s(?:was|were|has\sbeen|have\sbeen)\s(?:last\s)?"
    r"(?:amended|updated|corrected|edited|modified)\b",
    r"copyright\b|©|\(c\)\s?(?:19|20)\d\d|all\srights\sreserved|(?:the\s)?(?:views|opinions)\sexpressed\b",
    r"(?:we|our\ssite)\s(?:may\searn|use\scookies)|by\s(?:signing\sup|subscribing|clicking|submitting)\b",
    r"(?:also\s|must\s)?(?:read|see|watch|listen)(?:\s(?:more|next|also|now|here))?(?:\s(?:on|about)\b.{0,60})?\s?:",
    r"(?:more|related|recommended|in\spictures|explainer|don['’]t\smiss)"
    r"(?:\s(?:stor(?:y|ies)|articles?|coverage|news|videos?|reading))?\s?[:|»>]",
)
_OPENING = re.compile(r"(?:[•*▪►→>|-]\s*)?(?:" + "|".join(_OPENINGS) + ")", re.IGNORECASE)

# Who made the report, at its end or start.
_WORK = (
    r"(?:additional\s|further\s)?(?:reporting|reported|writing|written|editing|edited|compiled|translat(?:ed|ion)|produced"
    r"|photograph(?:y|s|ed)?|research|graphics?|illustrations?)"
)
_CREDITS = re.compile(
    rf"[\s(\[*_—–-]*(?:{_WORK}(?:\s(?:and|&)\s{_WORK})?\s(?:for\s.{{1,40}}\s)?(?:by\b|:)"
    r"|(?:with|includ(?:es|ing)|from)\s(?:additional\s)?(?:files?|inputs?|reporting|reports?|material|information|agenc(?:y|ies)"
    r"|wires?)(?:\s(?:from|by|of)\b.{1,80})?[.)\]*_]*$)",
    re.IGNORECASE,
)
_CONTRIBUTED = re.compile(
    r"\bcontributed\s(?:(?:additional\s)?(?:reporting|research|material|information)\b"
    r"|(?:\w+\s){0,2}to\s(?:this|the|our)\s(?:\w+\s)?(?:report|story|article|piece|coverage|reporting|dispatch|post)\b)",
    re.IGNORECASE,
)
_REPORTED_FROM = re.compile(
    r"[(\[*_—–-]*(?:[A-Z][\w.'’-]*,?\s(?:and\s)?){2,8}(?:reports|reported|reporting|contributed)(?:\sfrom\s[A-Z][^.]{1,60})?\.?[)\]*_]*$"
)
_BYLINE = re.compile(
    r"(?:(?:written |posted |published |story |text |words )?by|from|author|reporter)(?::\s?|\s)(?P<who>.{2,120})$",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"(?:[A-Z][\w.'’-]*\s){1,4}?[A-Z][\w.'’-]*(?:,|\s[-–—|])\s(?:[\w'’&-]+\s){0,4}"
    r"(?:correspondents?|reporters?|editors?|writers?|journalists?|columnists?|staff|bureau|desk)(?:\s(?:in|for|at)\s.{2,40})?$",
)
_LIST = re.compile(
    r"(?:(?:the\s)?(?:most|top|latest|trending|popular|recommended|related|similar|featured|more|other|editors?['’]?s?)\s)"
    r"(?:popular|read|viewed|shared|watched|headlines|stories|news|articles?|posts?|reading|coverage|videos?|picks?|from|on)\b"
    r"|read\s(?:more|next|also)\b|see\salso\b|you\s(?:may|might)\s(?:also\s)?(?:like|be\sinterested)|related\b|recommended\b|trending\b",
    re.IGNORECASE,
)
_PERIOD_IN_NAME = re.compile(r"\b(?:[A-Z]|[A-Z][a-z]{1,2})\.")
_URL_LINE = re.compile(r"[<(\[]*(?:https?://|www\.)\S+[>)\]]*[.,]?$", re.IGNORECASE)
_HANDLE = re.compile(r"^[—–-]{1,2}\s?.{1,60}\(@\w{1,30}\).{0,40}$|^(?:pic\.twitter\.com|t\.co)/\S+$|^@\w{1,30}$")
_EMAIL = re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{2,64}")
_CONTINUES = re.compile(
    r"\b(?:to\s(?:continue|keep)\sreading|(?:to\s)?read\s(?:the\s(?:full|rest|entire|whole)|more\sof\sthis|on\sfor|full)"
    r"|(?:subscribe|register|log\s?in|sign\s(?:in|up)|pay)\s(?:now\s|here\s|today\s)?to\s(?:read|continue|keep|access|view|unlock)"
    r"|(?:remaining|rest)\s(?:of\s)?(?:this|the)\s(?:article|story)|(?:for|only)\s(?:our\s)?subscribers\b"
    r"|(?:article|story|content)\sis\s(?:for|only|available|reserved|exclusive)\b.{0,30}(?:subscribers|members))",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(
    r"(?i:continue\sreading(?:\sthe\smain\sstory|\sbelow)?|story\shighlights|(?:story|article)\scontinues\sbelow"
    r"(?:\s(?:this\s)?advertisement)?)[\s:.–—-]+(?=[A-Z\"“‘'])"
)
_TRUNCATED = re.compile(
    r"(?:\[\s?\+?\d+\s?(?:more\s)?char(?:acter)?s\]|\[\s?(?:\.\.\.|…)\s?\]|\((?:\.\.\.|…)\)|\.{3,}|…)\s*$"
)


def is_button(text: str) -> bool:
    """A whole line of navigation: "Share this article", "2 min read", "log in or register"."""
    return len(text) <= 100 and len(text.split()) <= 12 and _BUTTON.fullmatch(text) is not None


def is_notice(text: str) -> bool:
    """A line that begins as invitations, legal notes and link teasers do: "Click here to ...", "© 2020 ..."."""
    return _OPENING.match(text[:300]) is not None


def opens_list(text: str) -> bool:
    """The heading of a list of links: "Most popular", "Read more:"."""
    return is_button(text) and _LIST.match(text) is not None


def is_path(text: str) -> bool:
    """A line of short parts between bars or arrows: a path through the site, or a row of buttons."""
    parts = [part.split() for part in re.split(r"\s[|»›>/·•]\s", text)] if len(text) <= 150 else []
    return (len(parts) > 1 and max(map(len, parts)) <= 3) or (len(parts) > 2 and max(map(len, parts)) <= 5)


def is_credit(text: str) -> bool:
    """A line that tells who wrote, edited or contributed: "Reporting by ...", "... contributed to this report."."""
    if len(text) > 400:
        return False
    if _CREDITS.match(text) is not None or _CONTRIBUTED.search(text) is not None:
        return True
    return len(text) <= 200 and _REPORTED_FROM.match(text) is not None


def byline(text: str) -> str | None:
    """The names in "By Jane Doe and John Roe", or in "Jane Doe, political editor"; None if the line is no byline."""
    if len(text) <= 140 and _ROLE.fullmatch(text):
        return re.split(r",|\s[-–—|]\s", text)[0]
    found = _BYLINE.match(text) if len(text) <= 140 else None
    if found is None:
        return None
    who: str = found["who"].strip()
    parts = [part for part in re.split(r"[\s,|/·•]+", who) if part]
    named = [
        part for part in parts if part[0].isupper() or part.lower() in ("and", "&", "of", "the", "for", "in", "de")
    ]
    ends = who.endswith(".") and not _PERIOD_IN_NAME.search(who[-5:])
    if not parts or not parts[0][0].isupper() or ends or len(named) < 0.8 * len(parts) or len(parts) > 14:
        return None
    return who


def is_address(text: str) -> bool:
    """A line that is one address, an account, or the signature of an embedded post."""
    return len(text) <= 2000 and (_URL_LINE.match(text) is not None or _HANDLE.match(text[:200]) is not None)


def has_email(text: str) -> bool:
    """Whether an e-mail address stands in a line."""
    return "@" in text and _EMAIL.search(text[:1000]) is not None


def asks_to_continue(text: str) -> bool:
    """Whether a line says that the rest of the article is elsewhere: behind a wall, on another page."""
    return len(text) <= 300 and _CONTINUES.search(text) is not None


def lead_in(text: str) -> int:
    """Characters of a link or heading that runs on into a paragraph: "Continue reading The mayor said ..."."""
    found = _LEAD_IN.match(text[:120])
    return found.end() if found else 0


def is_cut_off(text: str) -> bool:
    """Whether a text breaks off with an ellipsis or a count of missing characters."""
    return _TRUNCATED.search(text[-60:]) is not None
