"""English nouns for what happens, by the kind of happening: two of one kind may name the same event in a story."""

from __future__ import annotations

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
_BY_NOUN = {noun: kind for kind, nouns in reversed(list(enumerate(_KINDS))) for noun in nouns}
_ANAPHORS = frozenset("incident episode affair matter".split())
_VERDICTS = frozenset("tragedy disaster catastrophe calamity ordeal carnage nightmare debacle".split())
_UNDERGONE = frozenset().union(*_KINDS[:7])


def happening(noun: str) -> int | None:
    """Number of the kind of happening that a noun (lemma) names; None if it names none."""
    return _BY_NOUN.get(noun)


def happens_to(noun: str) -> bool:
    """Whether the name beside the noun is whom it happens to: "Brandt's arrest", but not "Brandt's attack"."""
    return noun in _UNDERGONE


def is_anaphor(noun: str) -> bool:
    """Whether a noun, when definite, points back to an event without saying of what kind it is."""
    return noun in _ANAPHORS


def is_verdict(noun: str) -> bool:
    """Whether a noun calls an event bad without saying of what kind it is."""
    return noun in _VERDICTS
