"""Which names of an article name the same person."""

from __future__ import annotations

from handmade import document

from variorum.annotate.aliases import Form
from variorum.annotate.entities import find_entities, name_and_kind


def entities(text: str, rows: str) -> set[tuple[str, tuple[str, ...]]]:
    found, mentions = find_entities(*document(text, rows))
    assert all(text[m.span.start : m.span.end] == m.span.quote for m in mentions)
    return {(entity.name, entity.aliases) for entity in found}


def test_what_stands_in_brackets_behind_a_person_is_no_other_name_of_hers() -> None:
    text = "Ida Brandt (Tidewatch) met Tidewatch."
    rows = """
Ida PROPN 6 nsubj B-person
Brandt PROPN 1 flat I-person
( PUNCT 4 punct
Tidewatch PROPN 1 appos B-person
) PUNCT 4 punct
met VERB 0 root
Tidewatch PROPN 6 obj B-person
. PUNCT 6 punct
"""
    assert entities(text, rows) == {("Ida Brandt", ("Ida Brandt",)), ("Tidewatch", ("Tidewatch",))}


def test_a_rank_before_a_full_name_is_no_initial_before_the_last_name() -> None:
    text = "PC Ida Brandt fell. PC Brandt rose. Harbour Watch PC Jon Lind fell."
    rows = """
PC PROPN 2 compound
Ida PROPN 4 nsubj B-person
Brandt PROPN 2 flat I-person
fell VERB 0 root
. PUNCT 4 punct

PC PROPN 3 nsubj B-person
Brandt PROPN 1 flat I-person
rose VERB 0 root
. PUNCT 3 punct

Harbour PROPN 6 nsubj B-person
Watch PROPN 1 flat I-person
PC PROPN 1 flat I-person
Jon PROPN 1 flat I-person
Lind PROPN 1 flat I-person
fell VERB 0 root
. PUNCT 6 punct
"""
    assert entities(text, rows) == {("Ida Brandt", ("Ida Brandt", "Brandt")), ("Jon Lind", ("Jon Lind",))}


def test_a_person_is_not_named_by_what_somebody_calls_him() -> None:
    text = "The publicity leech Ida Brandt met Jan van der Lind."
    rows = """
The DET 4 det
publicity NOUN 3 compound
leech NOUN 4 compound B-person
Ida PROPN 6 nsubj I-person
Brandt PROPN 4 flat I-person
met VERB 0 root
Jan PROPN 6 obj B-person
van PROPN 7 flat I-person
der PROPN 7 flat I-person
Lind PROPN 7 flat I-person
. PUNCT 6 punct
"""
    assert entities(text, rows) == {("Ida Brandt", ("Ida Brandt",)), ("Jan van der Lind", ("Jan van der Lind",))}


def test_a_last_name_that_was_once_taken_for_a_place_still_joins_its_bearer() -> None:
    text = "Ida Brandt fell. Brandt rose. Brandt sang. They saw Brandt."
    rows = """
Ida PROPN 3 nsubj B-person
Brandt PROPN 1 flat I-person
fell VERB 0 root
. PUNCT 3 punct

Brandt PROPN 2 nsubj B-person
rose VERB 0 root
. PUNCT 2 punct

Brandt PROPN 2 nsubj B-person
sang VERB 0 root
. PUNCT 2 punct

They PRON 2 nsubj
saw VERB 0 root
Brandt PROPN 2 obj B-place
. PUNCT 2 punct
"""
    assert ("Ida Brandt", ("Ida Brandt", "Brandt")) in entities(text, rows)


def test_a_country_is_a_place_however_often_its_people_are_named() -> None:
    forms = [(Form("Norrand", "place"), 0.9), *[(Form("Norrandi", "group"), 0.9)] * 3]
    assert name_and_kind(forms) == ("Norrand", "place")
    # Singular and plural speak together, and a kind that is not known does not.
    forms = [(Form("Norrandi", "thing"), 0.9), (Form("Norrandis", "group"), 0.4)]
    assert name_and_kind(forms) == ("Norrandi", "group")
    assert name_and_kind([(Form("Norrandi", "thing"), 0.9)]) == ("Norrandi", "thing")


def bearers(*sentences: str) -> list[str]:
    """Who each mention of a text names, given sentences of names and other words."""
    rows = []
    for sentence in sentences:
        lines, inside = [], False
        for word in sentence.split():
            name = word[0].isupper() and word not in ("Mr", "Ms")
            label = ("I-person" if inside else "B-person") if name else ""
            lines.append(
                f"{word} {'PROPN' if name else 'X'} {0 if not lines else 1} {'dep' if lines else 'root'} {label}"
            )
            inside = name
        rows.append("\n".join([*lines, ". PUNCT 1 punct"]))
    text = " ".join(f"{sentence}." for sentence in sentences)
    found, mentions = find_entities(*document(text, "\n" + "\n\n".join(rows) + "\n"))
    return [found[mention.entity].name for mention in mentions]


def test_a_last_name_that_two_bear_is_of_the_one_named_last() -> None:
    told = ("Ida Brandt spoke", "Jon Brandt spoke", "then Brandt left", "Ida Brandt sang", "then Brandt left")
    assert bearers(*told) == ["Ida Brandt", "Jon Brandt", "Jon Brandt", "Ida Brandt", "Ida Brandt"]


def test_who_is_told_to_bear_another_name_is_one_person() -> None:
    assert len(set(bearers("Ida Brandt whose real name is Jon Lind spoke", "then Lind left"))) == 1
    assert len(set(bearers("Ida Brandt real name Jon Lind spoke", "then Brandt left"))) == 1
    assert len(set(bearers("Ida Brandt told Jon Lind", "then Lind left"))) == 2


def test_whom_an_article_calls_by_the_last_name_alone_keeps_it() -> None:
    told = ("Ida Brandt spoke", "then Brandt left", "later Brandt sang", "Jon Brandt spoke", "then Brandt left")
    assert bearers(*told)[-1] == "Ida Brandt"
    assert bearers(*told[:-1], "then Ms Brandt left")[-1] == "Jon Brandt"


def test_a_last_name_behind_two_of_one_sentence_is_of_neither() -> None:
    assert bearers("Ida Brandt met Jon Brandt", "then Brandt left") == ["Ida Brandt", "Jon Brandt", "Brandt"]


def test_a_title_tells_which_of_two_is_meant() -> None:
    assert bearers("Ms Ida Brandt met Mr Jon Brandt", "then Ms Brandt left")[-1] == "Ida Brandt"
    told = ("Ms Ida Brandt spoke", "Mr Jon Brandt spoke", "then Ms Brandt left")
    assert bearers(*told)[-1] == "Ida Brandt"


def test_a_title_tells_that_a_relative_is_meant() -> None:
    told = ("Ida Brandt died", "then Ms Brandt was mourned", "later Ms Brandt was praised")
    assert bearers(*told, "her son Tom wept", "then Mr Brandt spoke")[-1] == "Tom"
    # Who Mr Brandt is nobody has told; he is not Ms Brandt.
    assert bearers(*told, "then Mr Brandt spoke") == ["Ida Brandt"] * 3
    assert bearers(*told, "both Tom and Jon wept", "then Mr Brandt spoke")[-1] == "Jon"
    # As often Mr as Ms: the text may have it wrong.
    assert bearers(*told[:2], "then Mr Brandt spoke") == ["Ida Brandt"] * 3
