"""Units of measure, currencies and rates, as they stand before or after a number.

The lexicon is small on purpose: what news reports use, and the SI prefixes. pint was looked at: it converts, but finds
nothing in text, and loading its registry takes longer than annotating an article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit by its normal name.

    Attributes:
        name: Normal name, singular: "kilometre", "US dollar", "percent", "mile per hour".
        dimension: What it measures ("length"); units of one dimension can be converted; empty if none is known.
        factor: How many base units of its dimension it is (metre, kilogram, second, square metre, litre, ...).
    """

    name: str
    dimension: str = ""
    factor: float = 1.0


# name | dimension | factor | surface forms; a form in lower case matches in any case, others match as written.
# "~" before a form: only directly after the digits ("37m"), never as a word of its own.
_TABLE = """
percent|share|0.01|%, percent, per cent, pct, pc, ~p.c., per-cent, percentage
percentage point||1|percentage points, percentage point, percentage-point, ppt, ppts
basis point||1|basis points, basis point, basis-point, bps
point||1|points, point
degree||1|degrees, degree, °
degree Celsius||1|degrees celsius, degree celsius, degrees centigrade, °c, ° c, ºc, celsius, degrees C, ~C
degree Fahrenheit||1|degrees fahrenheit, degree fahrenheit, °f, ° f, ºf, fahrenheit, degrees F, ~F
inch|length|0.0254|inches, inch, ~″
foot|length|0.3048|feet, foot, ft, ft., ~′
yard|length|0.9144|yards, yard, yds, yd
mile|length|1609.344|miles, mile
nautical mile|length|1852|nautical miles, nautical mile
millimetre|length|0.001|millimetres, millimetre, millimeters, millimeter, mm
centimetre|length|0.01|centimetres, centimetre, centimeters, centimeter, cm
micrometre|length|1e-6|micrometres, micrometers, microns, micron, μm, µm
nanometre|length|1e-9|nanometres, nanometre, nanometers, nanometer, nm
metre|length|1|metres, metre, meters, meter, ~m
kilometre|length|1000|kilometres, kilometre, kilometers, kilometer, km, kms
light year|length|9.461e15|light years, light year, light-years, light-year
square metre|area|1|square metres, square metre, square meters, square meter, sq m, sq. m, sqm, m2, m²
square kilometre|area|1e6|square kilometres, square kilometre, square kilometers, sq km, sq. km, km2, km²
square centimetre|area|1e-4|square centimetres, square centimeters, cm2, cm²
square foot|area|0.09290304|square feet, square foot, square-foot, sq ft, sq. ft, sq. ft., sq feet
square mile|area|2589988|square miles, square mile, square-mile, sq miles, sq mi
hectare|area|10000|hectares, hectare, ha
acre|area|4046.856|acres, acre
cubic metre|volume|1000|cubic metres, cubic metre, cubic meters, cubic meter, m3, m³
cubic foot|volume|28.3168|cubic feet, cubic foot
litre|volume|1|litres, litre, liters, liter, ~L
millilitre|volume|0.001|millilitres, millilitre, milliliters, milliliter, ml, mL
gallon|volume|3.785|gallons, gallon
pint||1|pints, pint
quart||1|quarts, quart
barrel|volume|158.987|barrels, barrel
milligram|mass|1e-6|milligrams, milligram, mg
gram|mass|0.001|grams, gram, grammes, ~g
kilogram|mass|1|kilograms, kilogram, kilogrammes, kilos, kilo, kg, kgs
tonne|mass|1000|tonnes, tonne, metric tons, metric ton, metric tonnes
ton||1|tons, ton
pound|mass|0.45359237|pounds, pound, lbs, lb, lbs., lb.
ounce|mass|0.02834952|ounces, ounce, oz
stone||1|stone
millisecond|time|0.001|milliseconds, millisecond, ms
second|time|1|seconds, second, secs, sec
minute|time|60|minutes, minute, mins, min
hour|time|3600|hours, hour, hrs, hr
day|time|86400|days, day
week|time|604800|weeks, week
month|time|2629800|months, month
quarter||1|quarters
year|time|31557600|years, year, yrs, yr
decade|time|315576000|decades, decade
century|time|3155760000|centuries, century
year old||1|years old, year old, year-old, years-old, year-olds, year olds, years of age
month old||1|months old, month old, month-old, months-old
week old||1|weeks old, week old, week-old
day old||1|days old, day old, day-old
mile per hour|speed|0.44704|mph, miles an hour, miles-per-hour
kilometre per hour|speed|0.277778|km/h, kmh, kph, km/hr, kmph, kilometres an hour, kilometers an hour
metre per second|speed|1|m/s, metres a second, meters a second
knot|speed|0.514444|knots, knot
mile per gallon||1|mpg
revolution per minute||1|rpm
horsepower|power|745.7|horsepower, hp
brake horsepower|power|745.7|bhp
pound-foot||1|lb-ft, pound-feet, pound-feet of torque
newton metre||1|Nm
hertz|frequency|1|Hz, hertz
volt||1|volts, volt
ampere||1|amps, amperes
milliampere hour||1|mAh
decibel||1|decibels, decibel, dB
calorie||1|calories, calorie
parts per billion||1|ppb
parts per million||1|ppm
pixel||1|pixels, megapixels
metric horsepower|power|735.5|PS
US dollar|money:US dollar|1|US$, $US, U.S.$, USD, us dollars, us dollar, u.s. dollars, u.s. dollar, american dollars
dollar|money:dollar|1|$, dollars, dollar, bucks
Australian dollar|money:Australian dollar|1|A$, $A, AU$, AUD, australian dollars, australian dollar
Canadian dollar|money:Canadian dollar|1|C$, CA$, CDN$, CAD, canadian dollars, canadian dollar
New Zealand dollar|money:New Zealand dollar|1|NZ$, NZD, new zealand dollars
Hong Kong dollar|money:Hong Kong dollar|1|HK$, HK $, HKD, hong kong dollars
Singapore dollar|money:Singapore dollar|1|S$, SGD, singapore dollars
cent|money:dollar|0.01|cents, cent, ¢
pound sterling|money:pound sterling|1|£, GBP, pounds sterling, sterling
penny|money:pound sterling|0.01|pence, ~p
euro|money:euro|1|€, EUR, euros, euro
yen|money:yen|1|¥, JPY, yen
yuan|money:yuan|1|yuan, RMB, CNY, renminbi
rupee|money:rupee|1|₹, rupees, rupee, Rs, Rs., INR
rouble|money:rouble|1|₽, roubles, rouble, rubles, ruble, RUB
shekel|money:shekel|1|₪, shekels, shekel, NIS, ILS
won|money:won|1|₩, KRW
lira|money:lira|1|₺, liras, lira
Swiss franc|money:Swiss franc|1|CHF, swiss francs, swiss franc
franc|money:franc|1|francs, franc
krone|money:krone|1|kroner, krone, kronor, krona, DKK, NOK, SEK
peso|money:peso|1|pesos, peso
real|money:real|1|R$, reais
rand|money:rand|1|rand, ZAR
ringgit|money:ringgit|1|ringgit, RM, MYR
dinar|money:dinar|1|dinars, dinar
dirham|money:dirham|1|dirhams, dirham, AED
rial|money:rial|1|rials, rial
riyal|money:riyal|1|riyals, riyal
naira|money:naira|1|naira
baht|money:baht|1|baht
"""

_PREFIXES = {"kilo": ("k", 1e3), "mega": ("M", 1e6), "giga": ("G", 1e9), "tera": ("T", 1e12), "milli": ("m", 1e-3)}
_PREFIXED = {
    "watt": ("W", "power", "watts"),
    "watt hour": ("Wh", "energy", "watt hours"),
    "byte": ("B", "data", "bytes"),
    "bit": ("bit", "data bits", "bits"),
    "hertz": ("Hz", "frequency", "hertz"),
    "pascal": ("Pa", "pressure", "pascals"),
    "joule": ("J", "energy joule", "joules"),
    "volt": ("V", "voltage", "volts"),
}
_BEFORE = (
    "US$ $US U.S.$ A$ $A AU$ C$ CA$ CDN$ NZ$ HK$ S$ R$ $ £ € ¥ ₹ ₽ ₪ ₩ ₺ Rs. Rs USD GBP EUR JPY CHF AUD CAD NZD HKD "
    "SGD INR CNY RMB RM NIS"
).split()
# Text that was folded to ASCII writes the pound sign as "PS" and the yen sign as "Y=".
_FOLDED = {"PS": "£", "Y=": "¥", "US $": "US$", "HK $": "HK$", "U.S. $": "US$", "$CAN": "C$"}


def _read_table() -> dict[str, tuple[Unit, bool]]:
    forms: dict[str, tuple[Unit, bool]] = {}
    for line in _TABLE.strip().splitlines():
        name, dimension, size, surfaces = line.split("|", 3)
        unit = Unit(name, dimension, float(size or 1))
        for form in surfaces.split(", "):
            forms[form.lstrip("~")] = (unit, form.startswith("~"))
    for stem, (symbol, dimension, plural) in _PREFIXED.items():
        for prefix, (letter, factor) in (_PREFIXES | {"": ("", 1.0)}).items():
            unit = Unit(prefix + stem, dimension, factor)
            forms.setdefault(prefix + plural, (unit, False))
            forms.setdefault(prefix + stem, (unit, False))
            forms.setdefault(prefix + stem.replace(" ", "-"), (unit, False))
            if letter or symbol not in ("B", "J"):  # "208B" is a name
                forms.setdefault(letter + symbol, (unit, not letter))
    return forms


_FORMS = _read_table()


def _alternatives(forms: list[str]) -> str:
    return "|".join(re.escape(form).replace(r"\ ", r"[ \u00a0-]") for form in sorted(forms, key=len, reverse=True))


_SPACE = r"[ \t\u00a0\u2009\u202f]"
_WORDS = _alternatives([form for form, (_, glued) in _FORMS.items() if not glued and form == form.lower()])
_EXACT = _alternatives([form for form, (_, glued) in _FORMS.items() if not glued and form != form.lower()])
_GLUED = _alternatives([form for form, (_, glued) in _FORMS.items() if glued])
_END = r"(?![\w²³])"
_AFTER = re.compile(rf"(?:(?:{_SPACE}|-)?(?:(?P<exact>{_EXACT})|(?i:(?P<words>{_WORDS})))|(?P<glued>{_GLUED})){_END}")
_SHORT_TIMES = {"h": "hour", "hr": "hour", "hrs": "hour", "s": "second", "sec": "second", "min": "minute"}
"""Times behind a stroke; alone they are no units: "100 kg/h"."""
_PER = re.compile(
    rf"/(?P<short>{'|'.join(_SHORT_TIMES)})(?!\w)|(?:{_SPACE}(?:per|an?|each|every){_SPACE}|-(?:an?|per)-|/|{_SPACE}?p)"
    rf"(?:(?P<exact>{_EXACT})|(?i:(?P<words>{_WORDS}|person|head|capita|share|mmbtu|episode)))(?!\w)"
)
_MONEY_BEFORE = re.compile(
    rf"(?<![A-Za-z$])(?:{'|'.join(re.escape(form) for form in sorted([*_BEFORE, *_FOLDED], key=len, reverse=True))})"
    rf"[ \u00a0]?[-\u2212]?$"
)


_COMPARED = re.compile(rf"{_SPACE}(?:ago|earlier|later|before|after|from)\b")


@lru_cache(maxsize=4096)
def _named(form: str) -> Unit | None:
    for key in (form, form.lower()):
        normal = re.sub(r"[ \u00a0-]", " ", key)
        for candidate in (key, normal, normal.replace(" ", "-")):
            if candidate in _FORMS:
                return _FORMS[candidate][0]
    return None


def unit_before(text: str, start: int) -> tuple[int, Unit] | None:
    """The currency sign or code that ends where a number begins: its first code point and unit."""
    match = _MONEY_BEFORE.search(text, max(0, start - 8), start)
    if not match:
        return None
    form = match.group().rstrip(" \u00a0-\u2212")
    unit = _named(_FOLDED.get(form, form))
    return (match.start(), unit) if unit else None


def unit_after(text: str, end: int) -> tuple[int, Unit] | None:
    """The unit of measure that follows a number: where it ends and the unit; rates ("miles per hour") are one unit."""
    match = _AFTER.match(text, end)
    if not match:
        return None
    form = match["exact"] or match["words"] or match["glued"]
    unit = _named(form)
    if unit is None:
        return None
    return with_rate(text, match.end(), unit)


def with_rate(text: str, end: int, unit: Unit) -> tuple[int, Unit]:
    """The unit with what it is per: "dollar per barrel", "barrel per day"."""
    rate = _PER.match(text, end)
    if not rate or " per " in unit.name or unit.name == "point":
        return end, unit
    form = rate["exact"] or rate["words"] or _SHORT_TIMES[rate["short"]]
    per = _named(form)
    name = per.name if per else form.lower()
    if unit.dimension == "time" or name in ("percent", "dollar") or _COMPARED.match(text, rate.end()):
        return end, unit
    if unit.dimension == "length" and name == "hour":
        speed = {"mile": 0.44704, "kilometre": 0.277778}.get(unit.name)
        if speed:
            return rate.end(), Unit(f"{unit.name} per hour", "speed", speed)
    return rate.end(), Unit(f"{unit.name} per {name}")


def unit_named(name: str | None) -> Unit | None:
    """The unit of a normal name, None for counts and rates that no table converts."""
    return _BY_NAME.get(name) if name else None


FRACTION = Unit("fraction", "share", 1.0)
"""Of a whole: "half of the voters", "two-thirds"."""

_BY_NAME = {unit.name: unit for unit, _ in _FORMS.values()} | {FRACTION.name: FRACTION}
