from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.annotate.aliases import Form, group
from variorum.annotate.names import match, words


@pytest.mark.parametrize(
    ("a", "b", "kind", "expected"),
    [
        ("Karim Velasni", "Kareem Velassni", "person", "same"),
        ("Gen. Oria Tanesh", "Oria Tanesh", "person", "same"),
        ("O. Tanesh", "Oria Tanesh", "person", "same"),
        ("Tanesh", "Oria Tanesh", "person", "short"),
        ("Oria Tanesh Jr.", "Oria Tanesh", "person", "same"),
        ("Lane-Tanesh", "Oria Lane-Tanesh", "person", "short"),
        ("Oria-Marta", "Oria-Marta Tanesh", "person", "short"),
        ("Tanesh", "Oria Marta Tanesh Lane", "person", "short"),
        ("Marta", "Oria Marta Tanesh Lane", "person", "no"),
        ("Jon Velasni", "Jonathan Velasni", "person", "same"),
        ("Oria Breš", "Oria Bresh", "person", "same"),
        ("Maria Breš", "Oria Bresh", "person", "no"),
        ("Marta Tanesh", "Oria Tanesh", "person", "no"),
        ("Oria Tanesh", "Oria Velasni", "person", "no"),
        ("Harbour Workers’ Union", "HWU", "organisation", "same"),
        ("Coastal Defence Organisation", "Coastal Defense Organization", "organisation", "same"),
        ("Coastal Patrol", "Royal Coastal Patrol Corps", "organisation", "short"),
        ("Herons", "Talwin Herons", "organisation", "short"),
        ("Patrol", "Royal Coastal Patrol Corps", "organisation", "no"),
        ("Velstad army", "Free Velstad Army", "organisation", "no"),
        ("Velstad Army", "Free Velstad Army", "organisation", "short"),
        ("coastal patrol", "Royal Coastal Patrol Corps", "organisation", "short"),
        ("Velstad", "Velstad airport", "place", "no"),
        ("al-Karun al-Sahli", "Al Karun Al Sahli", "organisation", "same"),
    ],
)
def test_match(a: str, b: str, kind: str, expected: str) -> None:
    assert match(a, b, kind) == expected  # type: ignore[arg-type]
    assert match(b, a, kind) == expected  # type: ignore[arg-type]


def test_words_keep_something_of_a_name_of_function_words() -> None:
    assert words("The The") == ("the", "the")
    assert words("l’Étoile’s") == ("l", "etoile")


def test_a_last_name_that_two_people_bear_stands_alone() -> None:
    forms = [Form(text, "person") for text in ("Oria Tanesh", "Marta Tanesh", "Tanesh")]
    assert group(forms) == [0, 1, 2]


def test_sisters_of_a_double_last_name_stay_apart() -> None:
    forms = [Form(text, "person") for text in ("Oria Lane-Tanesh", "Marta Lane-Tanesh", "Lane-Tanesh")]
    assert group(forms) == [0, 1, 2]


def test_a_first_name_joins_the_full_name_within_an_article_only() -> None:
    forms = [Form(text, "person") for text in ("Oria", "Oria Tanesh", "Tanesh")]
    assert group(forms) == [0, 0, 0]
    assert group(forms, first_names=False) == [0, 1, 1]


def test_a_last_name_joins_the_only_full_name() -> None:
    forms = [Form(text, "person") for text in ("Tanesh", "Oria Tanesh", "Oria Tannesh", "Velasni")]
    assert group(forms) == [0, 0, 0, 1]


def test_a_place_is_not_short_for_a_body_named_after_it() -> None:
    forms = [Form("Velstad", "place"), Form("Velstad", "organisation"), Form("Velstad Dock Board", "organisation")]
    assert group(forms) == [0, 0, 1]


def test_a_company_named_after_a_place_is_not_the_place() -> None:
    assert group([Form("Velstad", "place"), Form("Velstad Ltd", "organisation")]) == [0, 1]
    assert group([Form("Lorne Ferries", "organisation"), Form("Lorne Ferries Ltd.", "organisation")]) == [0, 0]


def test_known_pairs_join_whatever_they_look_like() -> None:
    forms = [Form("the Sahli", "organisation"), Form("Harbour Front", "organisation"), Form("HF", "organisation")]
    assert group(forms, known=[(0, 1)]) == [0, 0, 0]


def test_people_and_places_of_one_name_stay_apart() -> None:
    assert group([Form("Lorne", "person"), Form("Lorne", "place")]) == [0, 1]


@given(st.lists(st.tuples(st.text(max_size=12), st.sampled_from(["person", "place", "organisation"])), max_size=12))
def test_equal_forms_are_one_entity(pairs: list[tuple[str, str]]) -> None:
    forms = [Form(text, kind) for text, kind in pairs]  # type: ignore[arg-type]
    numbers = group(forms + forms)
    assert numbers[: len(forms)] == numbers[len(forms) :]
    assert sorted(set(numbers)) == list(range(len(set(numbers))))


def test_a_nickname_is_the_same_name() -> None:
    assert match("Dave Rask", "David Rask", "person") == "same"
    assert match("Bill Rask", "William Rask", "person") == "same"
    assert match("Dave Rask", "Daniel Rask", "person") == "no"
