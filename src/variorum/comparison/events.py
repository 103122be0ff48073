"""English words for what happens, by the kind of happening: two of one kind may name the same event in a story.

Verbs go by the noun for what they state: who "was sacked" in one report and "stepped down" in another left office.
"""

from __future__ import annotations

from collections.abc import Collection

from variorum.model.syntax import NameKind

_KINDS = tuple(
    frozenset(words.split())
    for words in (
        "killing murder death assassination slaying execution martyrdom demise homicide manslaughter passing slaughter "
        "lynching extermination",
        "arrest detention capture apprehension custody seizure imprisonment jailing incarceration internment",
        "abduction kidnapping hostage-taking disappearance",
        "charge indictment prosecution accusation arraignment",
        "trial conviction acquittal sentencing verdict sentence ruling judgment judgement",
        "resignation departure exit retirement ouster removal dismissal firing sacking expulsion ejection eviction",
        "appointment nomination selection promotion pick choice",
        "election re-election",
        "crash collision derailment accident wreck smash pile-up",
        "explosion blast detonation eruption",
        "attack assault strike raid bombing shooting airstrike shelling ambush offensive bombardment stabbing "
        "onslaught incursion invasion",
        "protest demonstration rally march riot unrest sit-in gathering procession uprising disturbance",
        "clash confrontation fight fighting brawl scuffle altercation skirmish melee standoff battle",
        "fire blaze inferno wildfire",
        "flood flooding deluge storm hurricane cyclone typhoon earthquake quake tremor landslide mudslide avalanche",
        "meeting summit talks negotiation conference hearing session debate",
        "theft robbery burglary heist looting fraud embezzlement corruption bribery",
        "settlement payment payout deal agreement accord pact",
        "violation breach transgression infringement",
        "harassment misconduct abuse mistreatment",
        "massacre bloodshed",
        "burial funeral memorial commemoration vigil",
        "rescue evacuation",
        "shutdown outage blackout closure suspension",
        "drill exercise manoeuvre maneuver",
        "launch test firing",
    )
)
_TAKINGS = frozenset("annexation occupation seizure capture liberation conquest takeover recapture reconquest".split())
"""Nouns for what happens to a town or country that comes under another power."""
TAKING = len(_KINDS)
"""Number of that kind of happening."""
_BY_NOUN = {noun: kind for kind, nouns in reversed(list(enumerate(_KINDS))) for noun in nouns}
_NEUTRAL = {
    **dict(enumerate(("death", "arrest", "disappearance", "prosecution", "trial", "departure", "appointment"))),
    TAKING: "taking",
}
"""What to call a happening of each kind that somebody or a place undergoes, where reports call it differently."""
_OF_MANY = frozenset("charge accusation".split())
"""Nouns of which somebody undergoes several at once."""
_ANAPHORS = frozenset("incident episode affair matter".split())
_VERDICTS = frozenset("tragedy disaster catastrophe calamity ordeal carnage nightmare debacle".split())
_UNDERGONE = frozenset().union(*_KINDS[:7])
_BY_VERB = {
    verb: noun
    for noun, verbs in {
        "killing": "kill exterminate",
        "murder": "murder",
        "assassination": "assassinate",
        "slaying": "slay",
        "execution": "execute",
        "martyrdom": "martyr",
        "slaughter": "slaughter",
        "lynching": "lynch",
        "death": "die perish",
        "arrest": "arrest apprehend nab",
        "detention": "detain",
        "capture": "capture",
        "seizure": "seize",
        "imprisonment": "imprison",
        "jailing": "jail",
        "incarceration": "incarcerate",
        "internment": "intern",
        "abduction": "abduct",
        "kidnapping": "kidnap",
        "disappearance": "disappear vanish",
        "charge": "charge",
        "indictment": "indict",
        "prosecution": "prosecute",
        "arraignment": "arraign",
        "conviction": "convict",
        "acquittal": "acquit",
        "sentencing": "sentence",
        "annexation": "annex",
        "occupation": "occupy",
        "liberation": "liberate",
        "conquest": "conquer",
        "recapture": "recapture retake",
        "resignation": "resign quit",
        "retirement": "retire",
        "ouster": "oust",
        "removal": "remove",
        "dismissal": "dismiss",
        "firing": "fire",
        "sacking": "sack",
        "expulsion": "expel",
        "ejection": "eject",
        "eviction": "evict",
        "appointment": "appoint",
        "nomination": "nominate",
        "selection": "select",
        "promotion": "promote",
        "pick": "pick",
        "choice": "choose",
        "re-election": "re-elect reelect",
        "crash": "crash",
        "collision": "collide",
        "derailment": "derail",
        "explosion": "explode",
        "detonation": "detonate",
        "assault": "assault",
        "raid": "raid",
        "shelling": "shell",
        "ambush": "ambush",
        "stabbing": "stab",
        "invasion": "invade",
        "bombardment": "bombard",
        "protest": "protest",
        "demonstration": "demonstrate",
        "rally": "rally",
        "march": "march",
        "riot": "riot",
        "clash": "clash",
        "brawl": "brawl",
        "scuffle": "scuffle",
        "theft": "steal",
        "robbery": "rob",
        "looting": "loot",
        "burial": "bury",
        "rescue": "rescue",
        "evacuation": "evacuate",
    }.items()
    for verb in verbs.split()
}
_WITH_PARTICLE = {
    ("step", "down"): "resignation",
    ("stand", "down"): "resignation",
    ("force", "out"): "ouster",
    ("push", "out"): "ouster",
    ("throw", "out"): "expulsion",
    ("pass", "away"): "death",
    ("gun", "down"): "killing",
    ("lock", "up"): "imprisonment",
}
_FATAL = frozenset("shoot beat stab strike".split())
"""What was done to whom it left "dead"."""
_LIGHT = frozenset("take place put hold keep remand".split())
"""Verbs that say nothing by themselves: "was taken into custody"."""
_OF_SUBJECT = frozenset("die perish disappear vanish resign quit retire step stand pass".split())
"""Verbs of what their subject does or undergoes, not their object."""


def happening(noun: str) -> int | None:
    """Number of the kind of happening that a noun (lemma) names; None if it names none."""
    return _BY_NOUN.get(noun)


def happens_to(noun: str) -> bool:
    """Whether the name beside the noun is whom it happens to: "Brandt's arrest", but not "Brandt's attack"."""
    return noun in _UNDERGONE


def undergone_by(noun: str, kind: NameKind) -> int | None:
    """Number of the kind of happening that somebody or something of this kind undergoes; None if it is none of theirs.

    A soldier's capture is an arrest, a town's is not.
    """
    if kind in ("person", "group") and noun in _UNDERGONE:
        return _BY_NOUN[noun]
    return TAKING if kind == "place" and noun in _TAKINGS else None


def stated_by(verb: str, particle: str, beside: Collection[str]) -> str | None:
    """The noun for what a verb states; None if it states no happening.

    Args:
        verb: Its lemma.
        particle: The word that belongs to it ("down" of "stepped down"), empty if there is none.
        beside: Lemmas of the nouns and adjectives that complete it: "taken into custody", "shot dead".
    """
    if particle:
        return _WITH_PARTICLE.get((verb, particle))
    if verb in _FATAL and "dead" in beside:
        return "killing"
    if verb in _LIGHT:
        return next((noun for noun in beside if noun in _UNDERGONE), None)
    return _BY_VERB.get(verb)


def is_done_by_subject(verb: str) -> bool:
    """Whether a verb in the active tells what happens to its subject ("resigned"), not to its object ("fired")."""
    return verb in _OF_SUBJECT


def neutral(kind: int) -> str:
    """What to call a happening that somebody undergoes, whatever reports call it."""
    return _NEUTRAL[kind]


def is_of_many(noun: str) -> bool:
    """Whether one thing that happens to somebody may go by the plural: "the charges against her"."""
    return noun in _OF_MANY


def is_anaphor(noun: str) -> bool:
    """Whether a noun, when definite, points back to an event without saying of what kind it is."""
    return noun in _ANAPHORS


def is_verdict(noun: str) -> bool:
    """Whether a noun calls an event bad without saying of what kind it is."""
    return noun in _VERDICTS
