"""What words and pronouns say about whom they mean: number, gender, person or body. Closed lists of English."""

from __future__ import annotations

from variorum.annotate.tree import Tree
from variorum.model.document import Source, SourceKind
from variorum.model.syntax import NameKind

MALE = frozenset(
    "mr sir lord spokesman chairman businessman congressman policeman fireman salesman father son brother husband "
    "uncle grandfather boy man king prince actor gentleman councilman assemblyman alderman nephew grandson widower "
    "monk priest pope imam bishop archbishop".split()
)
FEMALE = frozenset(
    "mrs ms miss dame lady spokeswoman chairwoman businesswoman congresswoman policewoman mother daughter sister wife "
    "aunt grandmother girl woman queen princess actress councilwoman assemblywoman niece granddaughter widow nun "
    "midwife".split()
)
HE = frozenset("he him his himself".split())
SHE = frozenset("she her hers herself".split())
BODIES = frozenset(
    "agency group organisation organization company firm party ministry department army military force police "
    "newspaper paper channel network union bank court church university council committee commission office service "
    "airline government administration parliament senate congress house cabinet board association federation "
    "charity foundation institute club team corporation station broadcaster magazine outlet website site embassy "
    "authority hospital school navy regime militia movement coalition alliance watchdog prosecution defence defense "
    "jury panel bureau inquiry review campaign side state country nation city county".split()
)
"""Nouns for organisations and other collective sources."""

THEY = frozenset("they them their theirs themselves".split())
IT = frozenset("it its itself".split())
PRONOUNS = HE | SHE | THEY | IT | frozenset("i we me us my our who whom".split())
UNNAMED = frozenset(
    "man woman person spokesman spokeswoman spokesperson driver passenger officer worker bystander onlooker employee "
    "neighbor neighbour reporter lawyer visitor doctor teacher teenager shopper customer reader user caller other "
    "brother sister mother father daughter insider investigator prosecutor examiner gunman attacker".split()
)
"""Roles whose bearers articles leave unnamed."""

QUANTIFIERS = frozenset("some many most several few all both one two three none each any others dozens".split())
_PEOPLE = frozenset(
    "witness friend neighbour neighbor resident source aide chief mother father guest student adult child victim "
    "expert analyst critic insider guard soldier colleague relative cousin teen teenager youth user judge nurse "
    "official agent president general attorney secretary deputy candidate detective sheriff cleric sheikh bishop "
    "priest captain sergeant lieutenant colonel cop guide pilot athlete artist rabbi monk survivor".split()
)
PERSON_ENDINGS = ("man", "woman", "person", "er", "or", "ist", "ian", "ant", "eer", "ee")
ANAPHORIC = BODIES - frozenset(
    "police army military government administration parliament senate congress house court navy regime state country "
    "nation city county prosecution defence defense jury school hospital embassy church cabinet campaign side".split()
)
"""Nouns that stand for a body named before; "the police" or "the government" need none."""

_GROUPS = frozenset("police military army people staff family crew crowd media press public".split())
SAME_MEDIUM = dict.fromkeys("twitter facebook instagram tweet message text thread".split(), "post") | {
    "release": "statement"
}
"""Media by the name under which their authors are remembered."""


def measured(tree: Tree, head: int) -> str:
    """The noun that says what a phrase is about: the placards of "some of the placards"."""
    form = tree.tokens[head].text.lower()
    if form in QUANTIFIERS:
        measured = tree.dependant(head, "nmod")
        if measured is not None:
            return tree.tokens[measured].text.lower()
    return form


def agrees(kind: NameKind, male: int, female: int, form: str) -> bool:
    """Whether a pronoun can stand for a name of that kind, with so much evidence for a man and for a woman."""
    if form in HE:
        return kind == "person" and male >= female
    if form in SHE:
        return kind == "person" and female >= male
    if form in THEY or form in IT:
        return kind != "person"
    return kind == "person"


def may_be(source: Source, form: str) -> bool:
    """Whether a pronoun can stand for a speaker known by a description."""
    nouns = set(source.name.lower().split())
    if form in HE:
        return source.kind == "person" and not nouns & FEMALE
    if form in SHE:
        return source.kind == "person" and not nouns & MALE
    if form in THEY:
        return source.kind in ("group", "organisation")
    return form in IT and source.kind in ("organisation", "written")


def source_kind(kind: NameKind) -> SourceKind:
    """The kind of source that something of that kind is."""
    if kind in ("person", "organisation", "group", "place"):
        return kind
    return "organisation" if kind == "facility" else "unknown"


def is_plural(tree: Tree, head: int, noun: str) -> bool:
    """Whether a noun phrase names several."""
    token = tree.tokens[head]
    form = token.text.lower()
    return "Number=Plur" in token.morph or (noun != form and token.pos == "NOUN") or form in QUANTIFIERS - {"one"}


def description_kind(tree: Tree, head: int, noun: str) -> SourceKind:
    """What a description describes, by its noun."""
    token = tree.tokens[head]
    form = token.text.lower()
    if noun in BODIES and form == noun and form not in _GROUPS:
        return "organisation"
    if is_plural(tree, head, noun) or noun in _GROUPS:
        return "group"
    if token.pos in ("NOUN", "PROPN") and (noun in _PEOPLE or noun.endswith(PERSON_ENDINGS)):
        return "person"
    return "unknown"
