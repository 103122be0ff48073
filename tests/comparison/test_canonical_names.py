"""The canonical names of a story's people."""

import dataclasses

import pytest
from plain_documents import document

from variorum.comparison.entities import StoryEntities, link
from variorum.comparison.quotes import group_quotes
from variorum.model.document import Document, Entity, EntityMention


def naming(id: str, *forms: str) -> Document:
    return dataclasses.replace(document("Nothing is said.", id), entities=(Entity(forms[0], "person", forms),))


def linked(*names: str) -> StoryEntities:
    return link([naming(f"article{k}", name) for k, name in enumerate(names)])


@pytest.mark.parametrize(
    ("names", "canonical"),
    [
        (["Bob Lane", "Robert Lane"], "Robert Lane"),
        (["Robert Lane", "Bob Lane", "Bob Lane"], "Bob Lane"),
        (["Insp Ida Brandt", "Ida Brandt"], "Ida Brandt"),
        (["Tom Rask Courier", "Tom Rask", "Tom Rask"], "Tom Rask"),
        (["Tom Rask", "Rask"], "Tom Rask"),
    ],
)
def test_a_person_bears_the_name_that_most_articles_give_in_full(names: list[str], canonical: str) -> None:
    assert linked(*names).names == (canonical,)


def test_a_first_name_alone_is_nobody_of_another_article() -> None:
    """A witness called Ida is not the minister of that name whom another report quotes."""
    entities = link([naming("a", "Ida"), naming("b", "Ida Brandt", "Brandt"), naming("c", "Brandt")])
    assert (entities.names, entities.links) == (("Ida", "Ida Brandt"), ((0,), (1,), (1,)))


def test_speakers_bear_the_canonical_name() -> None:
    told = "The bridge will stay closed until the spring, whatever it costs."
    articles = [document(f"“{told}”", f"a{k}", speaker=name) for k, name in enumerate(["Insp Ida Brandt", "Brandt"])]
    people = [("Insp Ida Brandt", "Brandt"), ("Ida Brandt",)]
    documents = [
        dataclasses.replace(article, entities=(Entity(forms[0], "person", forms),))
        for article, forms in zip(articles, people, strict=True)
    ]
    (group,) = group_quotes(documents, link(documents))
    assert group.speaker == "Ida Brandt"


def test_a_son_does_not_speak_under_his_fathers_name() -> None:
    article = document("“The bridge will stay closed until the spring.”", "a", speaker="Tom Rask Jr.")
    both = ("Tom Rask", "Tom Rask Jr.")
    documents = [dataclasses.replace(article, entities=(Entity(both[0], "person", both),))]
    (group,) = group_quotes(documents, link(documents))
    assert group.speaker == "Tom Rask Jr."


def test_a_person_bears_the_full_name_that_most_articles_use() -> None:
    used = [("James Alan Lane", "Alan Lane"), ("James Alan Lane", "Alan Lane", "Lane"), ("Alan Lane",)]
    assert link([naming(f"article{k}", *forms) for k, forms in enumerate(used)]).names == ("Alan Lane",)


@pytest.mark.parametrize(
    ("before", "kinds"),
    [("near", ("place",)), ("Mr", ("person", "place"))],
)
def test_somebody_without_first_name_or_title_is_what_others_take_the_name_for(
    before: str, kinds: tuple[str, ...]
) -> None:
    """A town that one report alone reads as a person's last name is the town of the others."""
    one, two = (document(f"They met {word} Talwin.", name) for word, name in ((before, "a"), ("near", "b")))
    place = [token.text for token in one.sentences[0].tokens].index("Talwin")
    mention = EntityMention(one.sentences[0].span, 0, place, place + 1, 0)
    documents = [
        dataclasses.replace(one, entities=(Entity("Talwin", "person", ("Talwin",)),), mentions=(mention,)),
        dataclasses.replace(two, entities=(Entity("Talwin", "place", ("Talwin",)),), mentions=(mention, mention)),
    ]
    assert link(documents).kinds == kinds
