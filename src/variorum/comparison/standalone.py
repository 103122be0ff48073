"""Whether a sentence can be read without those before it."""

from __future__ import annotations

from variorum.annotate.clauses import base
from variorum.annotate.tree import Tree
from variorum.model.document import Document, Sentence

_POINTING = frozenset("he she they it his her its their this that these those".split())
"""Words for somebody or something that was named before."""
CONNECTIVES = frozenset(
    "also however meanwhile separately instead nevertheless moreover furthermore besides additionally".split()
)
"""Adverbs that link a sentence to the one before, and say nothing else."""
_LINKING = CONNECTIVES | frozenset("and but or so yet then".split())


def leans(sentence: Sentence) -> int:
    """How much a sentence leans on those before it.

    Returns:
        2 for one that begins as a link ("But the mayor") or whose first noun or subject only the one before names ("He
        said", "On Monday they"); 1 for one whose subject was likely named before, as "the" says without a name ("The
        father of three"); 0 for one that stands alone.
    """
    tree = Tree.of(sentence.tokens)
    if tree.tokens[0].text.lower() in _LINKING:
        return 2
    roots = [index for index in range(len(tree.tokens)) if tree.head(index) is None]
    subjects = [subject for root in roots for subject in tree.dependants(root, "nsubj")]
    nouns = [
        index
        for index, token in enumerate(tree.tokens)
        if token.text.lower() in _POINTING or token.pos in ("NOUN", "PROPN")
    ]
    if any(_points(tree, index) for index in (*nouns[:1], *subjects[:1])):
        return 2
    return int(any(_is_unnamed(tree, index) for index in subjects[:1]))


def asks(sentence: Sentence) -> bool:
    """Whether a sentence asks the reader something, or to do something: "Follow our coverage"."""
    first = sentence.tokens[0]
    subjects = ("nsubj", "csubj", "expl")
    has_subject = any(token.head == 0 and base(token.relation) in subjects for token in sentence.tokens)
    demands = first.head < 0 and first.pos == "VERB" and first.text.casefold() == first.lemma.casefold()
    return (demands and not has_subject) or any(token.text == "?" for token in sentence.tokens[-2:])


def is_quoted(sentence: Sentence, document: Document) -> bool:
    """Whether a sentence is mostly somebody's words without saying whose."""
    quoted = 0
    for item in document.attributions:
        content, cue = item.content, item.cue
        if item.kind not in ("direct", "mixed") or content.field != sentence.span.field:
            continue
        if cue is not None and sentence.span.start <= cue.start < sentence.span.end:
            continue
        quoted += max(0, min(content.end, sentence.span.end) - max(content.start, sentence.span.start))
    return 2 * quoted >= sentence.span.end - sentence.span.start


def _points(tree: Tree, index: int) -> bool:
    return tree.tokens[index].text.lower() in _POINTING and base(tree.tokens[index].relation) != "expl"


def _is_unnamed(tree: Tree, subject: int) -> bool:
    """Whether a phrase is definite and has no name in it, not even as an adjective: "the Danish navy"."""
    first, *others = sorted(tree.subtree(subject))
    named = any(tree.tokens[index].pos == "PROPN" or tree.tokens[index].text[0].isupper() for index in others)
    return tree.tokens[first].text.lower() == "the" and not named
