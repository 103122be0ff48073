import pytest

from variorum.language.irregular import irregular
from variorum.language.lemmas import Lemmatizer

LEMMATIZER = Lemmatizer({"AUX": {"'s/3": "be"}}, {"hope", "hop", "visit", "pass", "call", "use", "late", "big", "go"})
PAST, GERUND, THIRD = "Tense=Past|VerbForm=Fin", "VerbForm=Ger", "Person=3|Tense=Pres"


@pytest.mark.parametrize(
    ("word", "upos", "feats", "lemma"),
    [
        ("hoped", "VERB", PAST, "hope"),
        ("hopping", "VERB", GERUND, "hop"),
        ("Visiting", "VERB", GERUND, "visit"),
        ("passed", "VERB", PAST, "pass"),
        ("used", "VERB", PAST, "use"),
        ("carried", "VERB", PAST, "carry"),
        ("revised", "VERB", PAST, "revise"),
        ("goes", "VERB", THIRD, "go"),
        ("withheld", "VERB", PAST, "withhold"),
        ("sang", "VERB", PAST, "sing"),
        ("cities", "NOUN", "Number=Plur", "city"),
        ("boxes", "NOUN", "Number=Plur", "box"),
        ("fishermen", "NOUN", "Number=Plur", "fisherman"),
        ("bus", "NOUN", "Number=Sing", "bus"),
        ("biggest", "ADJ", "Degree=Sup", "big"),
        ("happier", "ADJ", "Degree=Cmp", "happy"),
        ("later", "ADV", "Degree=Cmp", "late"),
        ("'s", "AUX", THIRD, "be"),
        ("Lowell", "PROPN", "Number=Sing", "Lowell"),
        ("Lowells", "PROPN", "Number=Plur", "Lowell"),
        ("LOWELL", "PROPN", "Number=Sing", "Lowell"),
        ("UN", "PROPN", "Number=Sing", "UN"),
    ],
)
def test_dictionary_forms(word: str, upos: str, feats: str, lemma: str) -> None:
    assert LEMMATIZER.lemma(word, upos, feats) == lemma


def test_irregular_forms_with_prefixes() -> None:
    assert irregular("overthrew") == "overthrow"
    assert irregular("re-took") == "re-take"
    assert irregular("walked") is None
