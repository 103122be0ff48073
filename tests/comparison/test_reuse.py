import itertools
from datetime import datetime

from hypothesis import given, settings
from hypothesis import strategies as st
from plain_documents import document

from variorum.comparison.reuse import find_copies, shared_passages

WIRE = (
    "A footbridge over the river Tarn collapsed early on Tuesday, throwing eleven cyclists into the cold water. "
    "Divers brought all of them ashore within twenty minutes. "
    "The town had closed the bridge to lorries last spring after inspectors found rust in two of its cables. "
    "Nobody was badly hurt. "
)
OTHER = (
    "Eleven people on bicycles fell into the Tarn when a bridge gave way beneath them. "
    "Rescuers pulled everyone out alive, and a hospital treated three for bruises. "
)


def test_cut_and_reordered_copy_is_found() -> None:
    first, second, third, fourth = (part.strip() + "." for part in WIRE.strip().rstrip(".").split(". "))
    left, right = document(WIRE, "wire"), document(f"{third}\n{OTHER}\n{first} {second}\n", "paper")
    passages = shared_passages(left, right)
    assert [passage.left.quote for passage in passages] == [f"{first} {second}", third]
    assert [passage.right.quote for passage in passages] == [f"{first} {second}", third]
    assert fourth not in "".join(passage.left.quote for passage in passages)


def test_light_rewriting_is_still_a_copy() -> None:
    left = document(
        "The town had closed the bridge to lorries last spring after inspectors found rust in two cables.", "a"
    )
    right = document(
        "It had shut the bridge to lorries last spring, after inspectors had found rust in several cables.", "b"
    )
    (passage,) = shared_passages(left, right)
    assert 0.6 < passage.similarity < 1.0


def test_the_same_facts_in_other_words_are_no_copy() -> None:
    assert find_copies([document(WIRE, "a"), document(OTHER, "b")]) == ()


def test_a_common_quotation_is_no_copy() -> None:
    words = "“We warned the council three times that the cables would not last another winter,” {}."
    left = document(words.format("Ida Brandt said"), "a")
    right = document(words.format("engineer Brandt told a radio station"), "b")
    assert find_copies([left, right]) == ()


def test_a_long_quotation_counts_where_the_other_outlet_is_credited_a_phrase_does_not() -> None:
    speech = "“We warned the council three times that the rusty cables would not last another winter”, Ida Brandt {}."
    phrase = "Ida Brandt called {} “two arrogant greedy bridge clerks”."
    credit = " The Tarn Valley Observer first reported the collapse."
    for quoted, ends, copied in ((speech, ("said", "has said since"), True), (phrase, ("them both", "both"), False)):
        left = document(quoted.format(ends[0]) + credit, "a")
        right = document(quoted.format(ends[1]), "b", outlet="tvobserver.example")
        assert bool(find_copies([left, right])) is copied


def test_a_quotation_beside_copied_words_is_part_of_the_copy() -> None:
    speech = "“We warned the council three times that the cables would not last another winter,” said Ida Brandt."
    first = WIRE.split(". ")[0] + ". "
    (link,) = find_copies([document(first + speech, "a"), document(first + speech + " " + OTHER, "b")])
    assert link.passages[0].left.quote == first + speech
    assert link.share == 1.0


def test_names_and_titles_alone_are_no_copy() -> None:
    names = "Mayor Ida Brandt, Deputy Mayor Olaf Lindqvist and Fire Chief Maria Pereira Santos {} the bridge."
    assert find_copies([document(names.format("visited"), "a"), document(names.format("shut"), "b")]) == ()


def test_headline_case_and_marks_do_not_hide_a_copy() -> None:
    left = document(OTHER, "a", title="Eleven Cyclists Fall Into River as 'Rusty' Footbridge Gives Way")
    right = document(WIRE, "b", title="Eleven cyclists fall into river as ‘rusty’ footbridge gives way")
    (passage,) = shared_passages(left, right)
    assert passage.left.field == passage.right.field == "title"


def test_the_earlier_article_is_the_source() -> None:
    early, late = datetime(2031, 5, 6, 8), datetime(2031, 5, 6, 9)

    def source(one: datetime | None, other: datetime | None, precision: str) -> str | None:
        left = document(WIRE, "a", published=one, precision=precision)
        right = document(WIRE, "b", published=other, precision=precision)
        return find_copies([left, right])[0].taken_from

    assert source(early, late, "second") == "a"
    assert source(late, early, "second") == "b"
    assert source(early, late, "day") is None
    assert source(early, datetime(2031, 5, 7), "day") == "a"
    assert source(early, None, "second") is None


def test_a_credit_beats_the_date() -> None:
    left = document(WIRE + "The Tarn Valley Observer first reported the collapse.", "a", published=datetime(2031, 5, 6))
    right = document(WIRE, "b", outlet="tvobserver.example", published=datetime(2031, 5, 7))
    assert find_copies([left, right])[0].taken_from == "b"


def test_a_common_agency_is_the_source() -> None:
    left = document(WIRE, "a", published=datetime(2031, 5, 6), credits=("Eastern Wire",))
    right = document(WIRE, "b", published=datetime(2031, 5, 7), credits=("Staff", "EASTERN WIRE"))
    assert find_copies([left, right])[0].taken_from == "Eastern Wire"


def test_one_long_sentence_costs_no_more_than_many() -> None:
    text = " ".join(f"word{n % 977} thing{n % 89}" for n in range(20_000))
    (link,) = find_copies([document(text, "a"), document(text, "b")])
    assert link.share == 1.0


_WORDS = st.sampled_from("bridge river rust cable Brandt Tarn the of and was closed town 11 “ ” . ! \n".split(" "))
_TEXTS = st.lists(_WORDS, min_size=1, max_size=80).map(" ".join).filter(lambda text: any(map(str.isalnum, text)))


@settings(max_examples=60, deadline=None)
@given(st.lists(_TEXTS, min_size=2, max_size=4))
def test_every_passage_is_verbatim_and_shares_are_fractions(texts: list[str]) -> None:
    documents = [document(text, str(n)) for n, text in enumerate(texts)]
    by_id = {item.article.id: item.article for item in documents}
    for link in find_copies(documents):
        assert 0 < link.share <= 1
        for passage in link.passages:
            assert 0 < passage.similarity <= 1
            for span, article in ((passage.left, by_id[link.left]), (passage.right, by_id[link.right])):
                assert span.article == article.id
                assert article.field(span.field)[span.start : span.end] == span.quote


@settings(max_examples=60, deadline=None)
@given(_TEXTS, st.lists(_TEXTS, max_size=2))
def test_a_copy_is_always_found(text: str, others: list[str]) -> None:
    documents = [document(item, str(n)) for n, item in enumerate([text, *others, text])]
    links = {(link.left, link.right): link for link in find_copies(documents)}
    assert links["0", str(len(others) + 1)].share == 1.0


def test_all_pairs_are_what_single_pairs_are() -> None:
    texts = [WIRE, OTHER, WIRE + OTHER, OTHER + WIRE]
    documents = [document(text, str(n)) for n, text in enumerate(texts)]
    links = {(link.left, link.right): link.passages for link in find_copies(documents)}
    for left, right in itertools.combinations(documents, 2):
        assert links.get((left.article.id, right.article.id), ()) == shared_passages(left, right)
