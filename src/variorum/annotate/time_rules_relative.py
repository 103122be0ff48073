"""Times told from another, and lengths: "on Saturday", "two years ago", "five days after the strike", "for a year"."""

from __future__ import annotations

import re

from variorum.annotate.time_expressions import Expression, Rule, collector, duration_value
from variorum.annotate.time_words import (
    EDGES,
    IGNORE,
    LEFT,
    LENGTH,
    MONTH,
    PARTS,
    RIGHT,
    SEASONS,
    SHIFTS,
    SPACE,
    WEEKDAY,
    amount_of,
    month_of,
    number_of,
    unit_of,
    weekday_of,
)

RULES: list[Rule] = []
"""Each with the function that reads its matches, None where a match is no time after all."""

_rule = collector(RULES)
_OF = re.compile(rf"{SPACE}of\b")


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
    rf"{LEFT}{_ABOUT}(?:{LENGTH}|(?P<bare>hours|days|weeks|months|years|decades|minutes|moments)){SPACE}(?P<way>after|before|later|earlier|following|prior{SPACE}to|since|previously|beforehand|afterwards?|on){RIGHT}(?P<what>{SPACE}(?=[\w“\"‘'])(?!(?:that|this|it|which|the{SPACE}fact)\b))?",
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


@_rule(
    rf"{LEFT}(?:at{SPACE}least{SPACE}|each{SPACE}of{SPACE}|(?:over|in|during|for|within){SPACE}(?=the)"
    rf")?the{SPACE}(?P<way>past|last|next|coming|first|final|previous|latest|following){SPACE}{LENGTH}{RIGHT}",
    IGNORE,
    needs="second minute hour day night week month year quarter decade centur",
)
def _window(m: re.Match[str]) -> Expression | None:
    if (m["number"] or "").lower() in ("a", "an"):
        return None
    way = m["way"].lower()
    start = m.start() + m.group().lower().index("the ")
    if way in ("past", "last", "next", "coming"):
        return Expression(
            start,
            m.end(),
            "duration",
            "window",
            unit=unit_of(m["unit"]),
            amount=amount_of(m),
            shift=-1 if way in ("past", "last") else 1,
        )
    return Expression(start, m.end(), "duration", "duration", unit=unit_of(m["unit"]), amount=amount_of(m))


@_rule(
    rf"{LEFT}(?:the{SPACE})?(?P<way>recent|past|coming){SPACE}(?P<unit>hours|days|weeks|months|quarters|"
    rf"years|decades){RIGHT}",
    IGNORE,
    needs="recent past coming",
)
def _recent(m: re.Match[str]) -> Expression:
    return Expression(*m.span(), "duration", "duration", unit=unit_of(m["unit"]), amount=None)


@_rule(
    rf"{LEFT}(?:within{SPACE})?{LENGTH}(?![\w’']|-old|{SPACE}olds?\b|-olds?\b|{SPACE}(?:of{SPACE}age|"
    rf"old)\b)",
    IGNORE,
    needs="second minute hour day night week month year quarter decade centur fortnight",
)
def _length(m: re.Match[str]) -> Expression | None:
    words = (m["number"] or "").lower()
    if words in ("a", "an") and not re.search(
        rf"\b(?:for|in|within|over|than|nearly|about|almost|after|least|under|every|lasted|spent|took|takes|"
        rf"last|of|only|just|around|once|half|full){SPACE}$",
        m.string[max(0, m.start() - 12) : m.start()],
        IGNORE,
    ):
        return None
    if m["unit"].lower() == "quarters" and _OF.match(m.string, m.end()):
        return None  # "three quarters of the vote"
    if (
        words in ("a", "an", "one")
        and m["unit"].lower() in ("second", "night", "minute", "quarter")
        and "long" not in m.group()
    ):
        return None
    if m["unit"].lower() == "seconds" and "-" in m.group():
        return None
    if (
        words == "one"
        and m["unit"].lower() == "day"
        and not re.search(
            rf"\b(?:for|in|within|than|just|only|least|about|after){SPACE}$",
            m.string[max(0, m.start() - 8) : m.start()],
            IGNORE,
        )
    ):
        return None
    return Expression(*m.span(), "duration", "duration", unit=unit_of(m["unit"]), amount=amount_of(m))


@_rule(
    rf"{LEFT}(?:(?P<plural>hours|days|weeks|months|years|decades|centuries)-long|(?P<one>hour|day|week|"
    rf"month|year|decade|century)-?long){RIGHT}",
    IGNORE,
    needs="long",
)
def _long(m: re.Match[str]) -> Expression:
    return Expression(
        *m.span(), "duration", "duration", unit=unit_of(m["plural"] or m["one"]), amount=None if m["plural"] else 1
    )


@_rule(
    rf"{LEFT}(?:(?P<prep>for|in|within|over|took|last|lasted|takes|after|spent|of|through|these|many|"
    rf"or|and|than|into){SPACE})(?P<unit>minutes|hours|days|weeks|months|years|decades|centuries){RIGHT}(?!{SPACE}"
    rf"(?:ago|later|earlier|after|before|old))",
    IGNORE,
    needs="second minute hour day night week month year quarter decade centur",
)
def _plural_length(m: re.Match[str]) -> Expression:
    if m["prep"].lower() == "these":
        return Expression(*m.span(), "date", "reference", value="PRESENT_REF")
    return Expression(m.start("unit"), m.end(), "duration", "duration", unit=unit_of(m["unit"]))


@_rule(
    rf"{LEFT}(?:(?P<now>right{SPACE}now|just{SPACE}now|now(?!{SPACE}that\b)|currently|at{SPACE}present|"
    rf"nowadays|at{SPACE}the{SPACE}moment|current(?={SPACE}[a-z])|presently)|(?P<past>recently|(?:more|"
    rf"most){SPACE}recently|lately|in{SPACE}the{SPACE}past)|(?P<future>soon(?!{SPACE}(?:after|as))|"
    rf"(?:the{SPACE})?(?:near{SPACE}|foreseeable{SPACE})?future(?!{SPACE}[a-z])|in{SPACE}the{SPACE}(?:near{SPACE}"
    rf")?future|the{SPACE}(?:near|short){SPACE}term)){RIGHT}",
    IGNORE,
    needs="now current present moment recent lately past soon future term",
)
def _reference(m: re.Match[str]) -> Expression:
    value = "PRESENT_REF" if m["now"] else "PAST_REF" if m["past"] else "FUTURE_REF"
    skip = 3 if m.group().lower().startswith("in ") else 0
    return Expression(m.start() + skip, m.end(), "date", "reference", value=value)


@_rule(
    rf"{LEFT}(?:(?P<each>every|each){SPACE}(?:single{SPACE})?(?:(?P<n>two|three|four|five|six|10|ten|"
    rf"other){SPACE})?(?P<unit>second|minute|hour|day|night|morning|evening|week|weekend|month|quarter|"
    rf"year|decade|summer|winter|spring|autumn|fall|(?P<mo>(?-i:{MONTH})))s?){RIGHT}",
    IGNORE,
    needs="every each",
)
def _set(m: re.Match[str]) -> Expression:
    if m["mo"]:
        return Expression(*m.span(), "set", "set", value=f"XXXX-{month_of(m):02d}")
    unit = m["unit"].lower()
    if unit in SEASONS:
        return Expression(*m.span(), "set", "set", value=f"XXXX-{SEASONS[unit]}")
    amount = 2 if (m["n"] or "").lower() == "other" else number_of(m["n"]) if m["n"] else 1
    return Expression(*m.span(), "set", "set", value=duration_value(amount, "D" if unit in PARTS else unit_of(unit)))
