"""The words before a name that say what its bearer is: "former mayor" in "the former mayor Ida Brandt"."""

from __future__ import annotations

from variorum.annotate.names import TITLES
from variorum.annotate.phrases import DEFINITE, LONGEST, POSSESSIVES, Phrase, is_noun, noun_phrase
from variorum.annotate.tree import Tree
from variorum.model.document import EntityMention
from variorum.model.syntax import NameKind

_COURTESY = frozenset("mr mrs ms miss mx dr sir dame lord lady".split())
_PREMODIFIERS = frozenset("NOUN ADJ PROPN NUM".split())


def title(tree: Tree, mention: EntityMention, kind: NameKind, named: set[int]) -> Phrase | None:
    """The words before a name within its phrase: "former mayor" in "the former mayor Ida Brandt"."""
    inside = mention.first
    while inside < mention.last - 1 and _bare(tree, inside) in TITLES:
        inside += 1
    first, part = inside, set(range(inside, mention.last))
    bearer = tree.head(head_of(tree, mention))
    nearer = ("conj", "nmod") if bearer is not None and are_others(tree, mention, kind, bearer) else ("conj",)
    if first > 0 and bearer is not None and tree.head(first - 1) == bearer and tree.relation(first - 1) in nearer:
        # "a mayor and a top adviser Ida Brandt", "lawyers for the baker Ida Brandt": whoever the parser gives her to,
        # the nearer noun is hers.
        part.add(bearer)
        if tree.tokens[first - 1].pos == "NOUN":
            first -= 1
            part.add(first)
    while first > 0 and inside - first < LONGEST:
        token = tree.tokens[first - 1]
        participle = token.pos == "VERB" and tree.relation(first - 1) == "amod"
        linking = token.text == "-" or token.text in POSSESSIVES
        if not (token.pos in _PREMODIFIERS or participle or linking) or not (
            linking or _connected(tree, first - 1, part)
        ):
            break
        first -= 1
        part.add(first)
    if first == inside:
        return None
    if inside - first > 1 and _bare(tree, inside - 1) in _COURTESY:
        inside -= 1  # "chairman Lord Brandt": the courtesy says nothing of her.
    nearest, bare = tree.tokens[inside - 1], _bare(tree, inside - 1)
    if "Number=Plur" in nearest.morph and not tree.dependants(head_of(tree, mention), "conj"):
        return None  # "State TV edits Wikipedia": a verb of a headline that was taken for a noun.
    alone = inside - first == 1
    if alone and (bare in _COURTESY or (nearest.pos == "PROPN" and bare not in TITLES)):
        return None
    is_title = bare in TITLES
    if kind == "person":
        noun = (
            nearest.pos in ("NOUN", "PROPN") or tree.relation(inside - 1) == "compound"
        )  # a noun taken for an adjective
        fits = is_title or (inside - 1 not in named and noun)
    else:
        fits = inside - 1 not in named and nearest.pos == "NOUN"
    while first < inside - 1 and (
        tree.tokens[first].pos in ("PUNCT", "PART") or (tree.tokens[first].pos == "NUM" and first - 1 in named)
    ):
        first += 1
    head = inside - 1
    if first > 0 and tree.tokens[first - 1].text.lower() == "of" and tree.relation(head) == "nmod":
        # "the director of public works Ida Brandt": the title begins before its last noun.
        owner = tree.head(head)
        if owner is not None and owner < first and owner not in named and is_noun(tree, owner):
            head, first = owner, noun_phrase(tree, owner).first
    definite = first > 0 and tree.tokens[first - 1].text.lower() in DEFINITE
    return Phrase(head, first, inside, definite) if fits else None


def _bare(tree: Tree, index: int) -> str:
    """A word as the lists of titles have it: "Sen." as "sen"."""
    return tree.tokens[index].text.lower().rstrip(".")


def _connected(tree: Tree, index: int, part: set[int]) -> bool:
    """Whether a token depends on a part of a phrase, or the part on it, without words between them."""
    head = tree.head(index)
    if head in part:
        return True
    joined = ("flat", "appos", "nmod", "compound")
    if any(child in part and tree.relation(child) in joined for child in tree.children[index]):
        return True
    return head is not None and index < head and tree.head(head) in part and tree.relation(index) == "compound"


def head_of(tree: Tree, mention: EntityMention) -> int:
    """The token of a name on which the others depend."""
    for index in range(mention.first, mention.last):
        head = tree.head(index)
        if head is None or not mention.first <= head < mention.last:
            return index
    return mention.first


def are_others(tree: Tree, mention: EntityMention, kind: NameKind, noun: int) -> bool:
    """Whether a noun in the plural cannot be the one person whose name the parser hung on it, without a comma."""
    alone = kind == "person" and not tree.dependants(head_of(tree, mention), "conj")
    plural = noun < mention.first and "Number=Plur" in tree.tokens[noun].morph
    return alone and plural and all(tree.tokens[i].pos != "PUNCT" for i in range(noun, mention.first))
