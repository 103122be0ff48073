"""Words that report what somebody says, writes or thinks, by the kind of content that they take.

Closed lists of English from general knowledge. Verbs are recognised by their form, so that a wrong lemma or part of
speech does no harm.
"""

from __future__ import annotations

from enum import Flag, auto


class Frame(Flag):
    """What a reporting verb takes as its content."""

    CLAUSE = auto()
    """A finite clause: "said (that) ...", "told them that ..."."""
    QUOTE = auto()
    """Marked words only: "chanted", "replied"."""
    THOUGHT = auto()
    """A finite clause that is thought rather than said: "believe", "fear"."""
    INFINITIVE = auto()
    """An infinitive that is claimed or vowed: "claims to have", "vowed to"."""
    OBJECT = auto()
    """A noun phrase that is claimed: "denied involvement", "alleged abuse"."""
    NAMING = auto()
    """A predicate for an object: "called it a crime", "described them as heroes"."""
    CHARGE = auto()
    """A phrase after the object: "accused them of theft", "blamed them for it"."""
    ORDER = auto()
    """An object and an infinitive: "urged people to stay"."""
    PREPOSITION = auto()
    """A noun phrase after a preposition of its own: "called for help"."""
    ESTIMATE = auto()
    """A figure for an object: "put the crowd at 4,000"."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_FRAMES: dict[Frame, frozenset[str]] = {
    Frame.CLAUSE: _words(
        "say tell add announce report claim allege assert state declare maintain insist argue contend note explain "
        "acknowledge admit concede confess confirm deny warn caution predict forecast promise pledge vow swear reveal "
        "disclose reiterate repeat stress emphasize emphasise underline underscore suggest indicate imply hint recall "
        "recount remark observe comment mention complain lament joke quip boast brag testify rule conclude find "
        "determine estimate calculate write tweet post blog text email e-mail inform notify assure remind advise reply "
        "respond answer agree counter retort protest object propose recommend demand urge request read show proclaim "
        "affirm reaffirm aver opine surmise speculate theorize theorise postulate posit profess confide divulge relay "
        "relate ask clarify specify stipulate certify attest vouch threaten decree dispute refute rebut"
    ),
    Frame.QUOTE: _words(
        "cry shout yell scream exclaim chant sing whisper mutter murmur mumble call interject "
        "sigh snap bark roar thunder plead beg pray wonder inquire enquire query intone chuckle sneer scoff "
        "demur gush rave rant fume vent muse reflect enthuse implore beseech pronounce utter recite quote headline "
        "caption label scrawl inscribe conclude cheer jeer retweet message echo greet ponder volunteer jest "
        "deadpan continue"
    ),
    Frame.THOUGHT: _words(
        "believe think fear suspect assume presume expect hope doubt worry feel consider reckon figure guess anticipate"
    ),
    Frame.INFINITIVE: _words("claim promise pledge vow swear threaten deny admit profess purport"),
    Frame.OBJECT: _words(
        "deny claim allege confirm announce predict promise pledge demand admit acknowledge dispute forecast declare "
        "propose reject"
    ),
    Frame.NAMING: _words(
        "call describe characterize characterise portray depict label brand dub term denounce hail praise condemn "
        "decry deride dismiss regard consider view see declare deem blast slam criticize criticise laud tout paint "
        "cast cite refer"
    ),
    Frame.ORDER: _words(
        "urge ask tell order advise warn beg implore plead instruct command exhort beseech request call"
    ),
    Frame.ESTIMATE: _words("put estimate reckon"),
    Frame.CHARGE: _words("accuse blame suspect warn inform convict assure remind"),
}

PREPOSITIONS: dict[str, frozenset[str]] = {
    "call": _words("for"),
    "warn": _words("of against about"),
    "complain": _words("of about"),
    "boast": _words("of about"),
    "speak": _words("of"),
    "insist": _words("on"),
    "hint": _words("at"),
    "press": _words("for"),
    "plead": _words("for"),
    "appeal": _words("for"),
    "advocate": _words("for"),
    "argue": _words("for against"),
    "vow": _words("for"),
}
"""Verbs whose content follows a preposition: "called for help", "warned of floods"."""

_IRREGULAR: dict[str, tuple[str, ...]] = {
    "say": ("said",),
    "tell": ("told",),
    "write": ("wrote", "written"),
    "read": ("read",),
    "find": ("found",),
    "think": ("thought",),
    "feel": ("felt",),
    "swear": ("swore", "sworn"),
    "show": ("showed", "shown"),
    "sing": ("sang", "sung"),
    "begin": ("began", "begun", "beginning"),
    "go": ("went", "gone"),
    "see": ("saw", "seen"),
    "cast": ("cast",),
    "forecast": ("forecast",),
    "admit": ("admitted", "admitting"),
    "beg": ("begged", "begging"),
    "blog": ("blogged", "blogging"),
    "brag": ("bragged", "bragging"),
    "rebut": ("rebutted", "rebutting"),
    "refer": ("referred", "referring"),
    "quip": ("quipped", "quipping"),
    "demur": ("demurred", "demurring"),
    "aver": ("averred", "averring"),
    "dub": ("dubbed", "dubbing"),
    "slam": ("slammed", "slamming"),
    "label": ("labelled", "labelling", "labeled", "labeling"),
    "speak": ("spoke", "spoken"),
    "put": ("put", "putting"),
}


def forms(lemma: str) -> frozenset[str]:
    """All inflected forms of a verb, by the regular spelling rules unless listed as irregular."""
    stem = lemma[:-1] if lemma.endswith("e") else lemma
    found = {lemma, stem + "ing", *_IRREGULAR.get(lemma, ())}
    if lemma not in _IRREGULAR:
        found.add(lemma[:-1] + "ied" if _consonant_y(lemma) else stem + "ed")
    if lemma in ("see", "agree", "decree", "foresee"):
        found = {form for form in found if form != stem + "ing"} | {lemma + "ing"}
    if _consonant_y(lemma):
        found.add(lemma[:-1] + "ies")
    elif lemma.endswith(("s", "sh", "ch", "x", "z", "o")):
        found.add(lemma + "es")
    else:
        found.add(lemma + "s")
    return frozenset(found)


def _consonant_y(word: str) -> bool:
    return len(word) > 1 and word.endswith("y") and word[-2] not in "aeiou"


def _by_form() -> dict[str, tuple[str, Frame]]:
    frames: dict[str, Frame] = dict.fromkeys(PREPOSITIONS, Frame.PREPOSITION)
    for frame, lemmas in _FRAMES.items():
        for lemma in lemmas:
            frames[lemma] = frames.get(lemma, Frame(0)) | frame
    return {form: (lemma, frame) for lemma, frame in frames.items() for form in forms(lemma)}


_VERBS = _by_form()

EVIDENCE = _words(
    "show find see determine conclude indicate suggest read report estimate calculate consider view regard"
)
"""Verbs that take ordinary objects as well; one or two marked words after them are not their speech."""

ADDRESSING = _words("tell inform assure remind notify")
"""Verbs before which nobody can stand but the speaker, as the addressee follows them."""

TELLING = ADDRESSING | _words("warn advise ask urge answer")
"""Verbs whose object may be who is told."""

PREDICATING = _words("call dub label brand term deem declare consider")
"""Naming verbs whose predicate needs no "as": "called it a crime"."""


def frames(form: str) -> Frame:
    """The frames of the reporting verb that has this form; none if it is no reporting verb."""
    return _VERBS.get(form.lower().replace("’", "'"), ("", Frame(0)))[1]


def lemma(form: str) -> str:
    """The reporting verb that has this form; the form itself if there is none."""
    return _VERBS.get(form.lower(), (form.lower(), Frame(0)))[0]


def singular(form: str) -> str:
    """A noun without its plural ending, by the regular spelling rules."""
    word = form.lower()
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


HEDGES = _words("reportedly allegedly purportedly supposedly ostensibly")
"""Adverbs that report without a source."""

NOUNS = _words(
    "claim allegation assertion statement report announcement warning suggestion accusation belief fear suspicion "
    "rumour rumor admission confirmation denial argument promise pledge vow threat insistence contention conclusion "
    "finding prediction assurance revelation remark comment testimony view opinion complaint hope estimate"
)
"""Nouns that take a "that" clause as their content."""

WRITTEN = _words(
    "statement report letter email e-mail memo memorandum tweet post message text placard sign banner poster slogan "
    "graffiti headline caption article editorial column book document filing complaint indictment affidavit lawsuit "
    "ruling opinion judgment judgement verdict press-release release bulletin communique communiqué note blog "
    "website site page inscription plaque billboard leaflet flyer pamphlet transcript poll survey study manifesto "
    "notice advisory ad advertisement commentary blurb card sticker t-shirt shirt log entry resolution declaration "
    "advert readout newsletter hashtag"
)
"""Things that hold words: sources in their own right where nobody is named as their author."""

TITLED = _words(
    "film movie book novel song album show programme program series play documentary magazine newspaper single "
    "musical opera poem essay memoir comic podcast sitcom drama video game painting sculpture track episode "
    "bestseller thriller comedy"
)
"""Works whose marked name is a title, not an utterance."""
