"""Times told from another: "on Saturday", "last week", "two years ago", "five days after the strike"."""

from __future__ import annotations

import re

from variorum.annotate.times.expressions import Expression, Rule, collector
from variorum.annotate.times.words import (
    EDGES,
    IGNORE,
    LEFT,
    LENGTH,
    PARTS,
    RIGHT,
    SHIFTS,
    SPACE,
    WEEKDAY,
    amount_of,
    unit_of,
    weekday_of,
)

RULES: list[Rule] = []
"""Each with the function that reads its matches, None where a match is no time after all."""

_rule = collector(RULES)


@_rule(
    rf"{LEFT}(?:(?P<shift>last|next|this|past|this{SPACE}coming|this{SPACE}past|coming|previous|(?:the{SPACE})"
    rf"following){SPACE})?(?:(?P<edge>early|late|later|earlier|mid){SPACE}(?:on{SPACE})?)?(?P<wd>(?-i:{WEEKDAY}"
    rf"))(?:[’']s(?=\W))?(?:{SPACE}(?P<part>morning|afternoon|evening|night))?(?P<when>{SPACE}last{SPACE}week|{SPACE}"
    rf"next{SPACE}week|{SPACE}this{SPACE}week)?{RIGHT}",
    IGNORE,
    needs="day",
)
def _day_of_week(m: re.Match[str]) -> Expression:
    word = re.sub(r"\s", " ", (m["shift"] or "").lower())
    if word.endswith("following"):
        return Expression(*m.span(), "date", "reference", weekday=weekday_of(m), value="XXXX-XX-XX")
    shift = SHIFTS.get(word)
    part = PARTS[m["part"].lower()] if m["part"] else None
    value = "W" if m["when"] else ""
    if m["when"]:
        shift = SHIFTS[m["when"].split()[0].lower()]
    end = m.end() if not m.group().endswith(("’s", "'s")) else m.end("wd")
    return Expression(
        m.start(),
        end,
        "time" if part else "date",
        "weekday",
        weekday=weekday_of(m),
        shift=shift,
        part=part,
        value=value,
    )


@_rule(
    rf"{LEFT}(?:(?P<each>every|each|on){SPACE})?(?P<wd>(?-i:{WEEKDAY}))(?P<plural>s)?(?:{SPACE}(?:morning|"
    rf"afternoon|evening|night)(?P<p2>s)?)?{RIGHT}",
    IGNORE,
    needs="day",
)
def _weekly(m: re.Match[str]) -> Expression | None:
    if not (m["plural"] or m["p2"] or (m["each"] or "").lower() in ("every", "each")):
        return None
    return Expression(*m.span(), "set", "set", value=f"XXXX-WXX-{(weekday_of(m) or 0) + 1}")


@_rule(
    rf"{LEFT}(?:(?P<edge>early|late|later|earlier|mid)(?:{SPACE}|-))?(?:(?P<today>today|tomorrow|yesterday)"
    rf"(?:[’']s(?=\W))?(?:{SPACE}(?P<part>morning|afternoon|evening|night))?|(?P<tonight>tonight)|(?P<p1>this|"
    rf"last){SPACE}(?P<p2>morning|afternoon|evening|night)){RIGHT}",
    IGNORE,
    needs="today tonight tomorrow yesterday this last",
)
def _deictic(m: re.Match[str]) -> Expression:
    if m["tonight"]:
        return Expression(*m.span(), "time", "shifted", unit="D", amount=0, part="NI")
    if m["today"]:
        days = {"today": 0, "tomorrow": 1, "yesterday": -1}[m["today"].lower()]
        part = PARTS[m["part"].lower()] if m["part"] else None
        end = m.end("today") if m.group().endswith(("’s", "'s")) else m.end()
        return Expression(m.start(), end, "time" if part else "date", "shifted", unit="D", amount=days, part=part)
    days = -1 if m["p1"].lower() == "last" else 0
    return Expression(*m.span(), "time", "shifted", unit="D", amount=days, part=PARTS[m["p2"].lower()])


@_rule(
    rf"{LEFT}(?:(?P<edge>early|late|later|earlier|mid)(?:{SPACE}|-)(?:in{SPACE})?|(?:the{SPACE})?(?P<edgeof>beginning|"
    rf"start|middle|end|close){SPACE}of{SPACE}|sometime{SPACE}|earlier{SPACE})?(?:(?P<shift>last|next|"
    rf"this|this{SPACE}coming|this{SPACE}past|the{SPACE}(?:past|current|coming|previous|last|next|same)"
    rf"|past|current|coming|previous)|(?P<the>the)){SPACE}(?P<full>full{SPACE}|fiscal{SPACE}|calendar{SPACE})?(?P<unit>weekend|"
    rf"week|month|quarter|year|decade|century){RIGHT}(?P<late>{SPACE}?(?:or{SPACE}so))?",
    IGNORE,
    needs="week month quarter year decade century",
)
def _shifted(m: re.Match[str]) -> Expression | None:
    word = (m["edge"] or m["edgeof"] or "").lower()
    unit = unit_of(m["unit"])
    if m["the"] and not (word in EDGES or unit == "WE"):
        return None
    shift_word = re.sub(r"\s", " ", (m["shift"] or "the").lower()).removeprefix("the ")
    shift = SHIFTS.get(shift_word, 0)
    if m["shift"] and m["shift"].lower() in ("past", "previous", "current", "coming"):
        return (
            None
            if shift_word != "current"
            else Expression(*m.span(), "date", "shifted", unit=unit, shift=0, edge=EDGES.get(word))
        )
    if shift_word in ("past", "last") and (m["shift"] or "").lower().startswith("the"):
        return Expression(*m.span(), "duration", "window", unit=unit, amount=1, shift=-1)
    if shift_word == "previous":
        return Expression(*m.span(), "date", "neighbour", unit=unit, shift=-1)
    return Expression(*m.span(), "date", "shifted", unit=unit, shift=shift, edge=EDGES.get(word))


_ABOUT = (
    rf"(?:(?P<about>about|around|nearly|almost|some|roughly|approximately|more{SPACE}than|less{SPACE}than|"
    rf"over|just|at{SPACE}least|just{SPACE}over|just{SPACE}under|well{SPACE}over){SPACE})?"
)


@_rule(
    rf"{LEFT}{_ABOUT}{LENGTH}{SPACE}(?P<ago>ago|from{SPACE}now|back(?=[,.;])|hence){RIGHT}",
    IGNORE,
    needs="ago now back hence",
)
def _ago(m: re.Match[str]) -> Expression:
    return Expression(
        *m.span(),
        "date",
        "ago",
        unit=unit_of(m["unit"]),
        amount=amount_of(m),
        shift=-1 if m["ago"].lower() in ("ago", "back") else 1,
    )


@_rule(
    rf"{LEFT}(?:the{SPACE}|a{SPACE})?(?:comparable{SPACE})?year-(?:ago|earlier)(?:{SPACE}(?:period|"
    rf"quarter))?{RIGHT}",
    IGNORE,
    needs="year-",
)
def _year_ago(m: re.Match[str]) -> Expression:
    return Expression(*m.span(), "date", "ago", unit="Y", amount=1, shift=-1)


@_rule(rf"{LEFT}the{SPACE}latest{SPACE}quarter{RIGHT}", IGNORE, needs="latest")
def _latest(m: re.Match[str]) -> Expression:
    return Expression(*m.span(), "date", "shifted", unit="Q", shift=-1)


@_rule(
    rf"{LEFT}(?:(?:many|long|some){SPACE})?(?P<unit>hours|days|weeks|months|years|decades|centuries|"
    rf"moments){SPACE}(?P<ago>ago|from{SPACE}now){RIGHT}",
    IGNORE,
    needs="ago now",
)
def _plain_ago(m: re.Match[str]) -> Expression:
    return Expression(
        *m.span(), "date", "ago", unit=unit_of(m["unit"]), amount=None, shift=-1 if m["ago"].lower() == "ago" else 1
    )


@_rule(
    rf"{LEFT}{_ABOUT}(?:{LENGTH}|(?P<bare>hours|days|weeks|months|years|decades|minutes|moments)){SPACE}"
    rf"(?P<way>after|before|later|earlier|following|prior{SPACE}to|since|previously|beforehand|afterwards?|on){RIGHT}"
    rf"(?P<what>{SPACE}(?=[\w“\"‘'])(?!(?:that|this|it|which|the{SPACE}fact)\b))?",
    IGNORE,
    needs="after before later earlier following prior previously",
)
def _offset(m: re.Match[str]) -> Expression | None:
    way = m["way"].lower()
    if way in ("since", "on") or "trading" in m.group().lower():  # trading days are no days of the calendar
        return None
    sign = -1 if way in ("before", "earlier", "previously", "beforehand") or way.startswith("prior") else 1
    unit = unit_of(m["bare"] or m["unit"])
    with_event = way in ("after", "before", "following") or way.startswith("prior")
    anchor = m.end() if with_event and m["what"] else None
    return Expression(
        m.start(),
        m.end("way"),
        "date",
        "offset",
        unit=unit,
        amount=None if m["bare"] else amount_of(m),
        shift=sign,
        anchor=anchor,
    )


@_rule(
    rf"{LEFT}(?:the{SPACE}|a{SPACE})?(?:few{SPACE}|first{SPACE})?(?P<unit>hours|"
    rf"days|weeks|months|years|minutes|day|week|month|year){SPACE}(?P<way>after|before|following){SPACE}(?=(?:the|"
    rf"a|an|his|her|its|their|[A-Z]))",
    IGNORE,
    needs="after before following",
)
def _days_after(m: re.Match[str]) -> Expression | None:
    unit = m["unit"].lower()
    way = m["way"].lower()
    single = not unit.endswith("s")
    if single and "the " not in m.group().lower() and "a " not in m.group().lower():
        return None
    return Expression(
        m.start(),
        m.end("way"),
        "date",
        "offset",
        unit=unit_of(unit),
        amount=1 if single else None,
        shift=-1 if way == "before" else 1,
        anchor=m.end(),
    )


@_rule(
    rf"{LEFT}(?:(?:the{SPACE})(?P<way>following|next|previous|preceding|same|very{SPACE}next)|(?P<that>that)"
    rf"){SPACE}(?P<unit>day|night|morning|afternoon|evening|week|month|year){RIGHT}",
    IGNORE,
    needs="the that",
)
def _neighbour(m: re.Match[str]) -> Expression | None:
    way = (m["way"] or "same").lower()
    if m["that"] and m["unit"].lower() == "week":
        return None
    shift = 0 if way == "same" else -1 if way in ("previous", "preceding") else 1
    unit = m["unit"].lower()
    part = PARTS.get(unit)
    return Expression(*m.span(), "date", "neighbour", unit="D" if part else unit_of(unit), shift=shift, part=part)
