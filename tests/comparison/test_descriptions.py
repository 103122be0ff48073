from hypothesis import given, settings
from hypothesis import strategies as st
from parsed_documents import parsed

from variorum.annotate.descriptions import describe
from variorum.annotate.tree import Tree
from variorum.model.document import EntityMention
from variorum.model.syntax import Token
from variorum.model.text import Span


def described(text: str) -> list[tuple[str, str | None, str | None]]:
    document = parsed("a", text)
    (sentence,) = document.sentences
    kinds = [document.entities[mention.entity].kind for mention in document.mentions]
    found = []
    for item in describe(Tree.of(sentence.tokens), document.mentions, kinds):
        words = sentence.tokens[item.phrase.first : item.phrase.last]
        quote = document.article.text[words[0].start : words[-1].end]
        found.append((quote, None if item.mention is None else document.mentions[item.mention].span.quote, item.link))
    return found


def test_title_before_a_name() -> None:
    assert described("""
        The DET 4 det
        former ADJ 3 amod
        mayor NOUN 4 nmod:desc
        Ida PROPN 6 nsubj Ida @person:2
        Brandt PROPN 4 flat
        resigned VERB 0 root resign
    """) == [("former mayor", "Ida Brandt", "title")]


def test_courtesy_is_no_description() -> None:
    assert (
        described("""
        Ms PROPN 2 nmod:desc
        Brandt PROPN 3 nsubj Brandt @person
        resigned VERB 0 root resign
    """)
        == []
    )


def test_courtesy_behind_a_title_is_no_part_of_it() -> None:
    assert described("""
        Party NOUN 2 compound
        chairwoman NOUN 4 nmod:desc
        Dame PROPN 4 nmod:desc
        Ida PROPN 6 nsubj Ida @person:2
        Brandt PROPN 4 flat
        resigned VERB 0 root resign
    """) == [("Party chairwoman", "Ida Brandt", "title")]


def test_no_phrase_begins_with_the_mark_of_an_owner() -> None:
    """Nor does one whose owner the parser tore apart."""
    assert ("morning programme", "FBC Radio", "argument") in described("""
        On ADP 6 case
        FBC PROPN 6 compound FBC @organisation:2
        Radio PROPN 7 nmod
        's PART 2 case
        morning NOUN 6 compound
        programme NOUN 7 nsubj
        opened VERB 0 root open
    """)


def test_apposition_stops_at_the_comma() -> None:
    assert described("""
        Brandt PROPN 9 nsubj Brandt @person
        , PUNCT 5 punct
        the DET 5 det
        disgraced ADJ 5 amod
        mayor NOUN 1 appos
        of ADP 7 case
        Tarnby PROPN 5 nmod Tarnby @place
        , PUNCT 5 punct
        resigned VERB 0 root resign
    """) == [("disgraced mayor of Tarnby", "Brandt", "apposition")]


def test_apposition_behind_a_relative_clause_describes_its_object() -> None:
    assert described("""
        Brandt PROPN 11 nsubj Brandt @person
        , PUNCT 4 punct
        who PRON 4 nsubj
        leads VERB 1 acl:relcl lead
        Ferrywatch PROPN 4 obj Ferrywatch @organisation
        , PUNCT 9 punct
        a DET 9 det
        walking NOUN 9 compound
        club NOUN 1 appos
        , PUNCT 11 punct
        resigned VERB 0 root resign
    """) == [("walking club", "Ferrywatch", "apposition")]


def test_apposition_behind_two_names_describes_the_nearer_one() -> None:
    assert described("""
        Brandt PROPN 8 nsubj Brandt @person
        and CCONJ 3 cc
        Rask PROPN 1 conj Rask @person
        , PUNCT 6 punct
        a DET 6 det
        baker NOUN 1 appos
        , PUNCT 6 punct
        resigned VERB 0 root resign
    """) == [("baker", "Rask", "apposition")]


def test_predicate_and_its_second_half() -> None:
    assert described("""
        Brandt PROPN 4 nsubj Brandt @person
        is AUX 4 cop be
        a DET 4 det
        baker NOUN 0 root
        and CCONJ 7 cc
        a DET 7 det
        drummer NOUN 4 conj
    """) == [("baker", "Brandt", "predicate"), ("drummer", "Brandt", "predicate")]


def test_a_denied_predicate_describes_nobody() -> None:
    assert ("baker", "Brandt", "predicate") not in described("""
        Brandt PROPN 5 nsubj Brandt @person
        is AUX 5 cop be
        not PART 5 advmod
        a DET 5 det
        baker NOUN 0 root
    """)


def test_nobody_is_described_beyond_the_end_of_a_quotation() -> None:
    assert not [
        item
        for item in described("""
        They PRON 2 nsubj
        met VERB 0 root meet
        Brandt PROPN 2 obj Brandt @person
        , PUNCT 3 punct
        ” PUNCT 3 punct
        singer NOUN 3 appos
        wrote VERB 2 parataxis write
    """)
        if item[2] == "apposition"
    ]


def test_who_is_among_others_is_not_called_all_of_them() -> None:
    assert ("bakers", "Brandt", "predicate") not in described("""
        Brandt PROPN 5 nsubj Brandt @person
        was AUX 5 cop be
        among ADP 5 case
        eight NUM 5 nummod
        bakers NOUN 0 root baker
    """)


def test_what_somebody_is_seen_as() -> None:
    assert described("""
        Brandt PROPN 3 nsubj:pass Brandt @person
        was AUX 3 aux:pass be
        seen VERB 0 root see
        as ADP 6 case
        a DET 6 det
        saviour NOUN 3 obl
    """) == [("saviour", "Brandt", "naming")]


def test_what_happened_to_somebody() -> None:
    assert described("""
        Critics NOUN 2 nsubj critic
        praised VERB 0 root praise
        the DET 4 det
        arrest NOUN 2 obj
        of ADP 6 case
        Brandt PROPN 4 nmod Brandt @person
    """) == [("Critics", None, None), ("arrest of Brandt", "Brandt", "argument")]


def test_adjectives_keep_their_comma_and_marks() -> None:
    assert described("""
        A DET 5 det
        sharp ADJ 5 amod
        , PUNCT 4 punct
        blind ADJ 5 amod
        bend NOUN 6 nsubj
        waited VERB 0 root wait
    """) == [("sharp, blind bend", None, None)]


_TOKENS = st.lists(
    st.tuples(
        st.sampled_from("the mayor Brandt of , “ ” is not as call former who".split()),
        st.sampled_from("DET NOUN PROPN ADP PUNCT AUX PART VERB ADJ PRON".split()),
        st.integers(-2, 14),
        st.sampled_from("det nsubj appos cop nmod acl:relcl root conj flat compound amod obl punct case".split()),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=300, deadline=None)
@given(_TOKENS, st.integers(0, 11), st.integers(1, 3))
def test_any_tree_gives_phrases_inside_the_sentence(
    rows: list[tuple[str, str, int, str]], first: int, length: int
) -> None:
    tokens = [Token(2 * i, 2 * i + 1, form, form, pos, "", head, rel) for i, (form, pos, head, rel) in enumerate(rows)]
    mentions = []
    if first < len(tokens):
        last = min(first + length, len(tokens))
        mentions.append(EntityMention(Span("a", "text", 0, 1, "x"), 0, first, last, 0))
    for item in describe(Tree.of(tokens), mentions, ["person"] * len(mentions)):
        assert 0 <= item.phrase.first <= item.phrase.head < item.phrase.last <= len(tokens)


def test_many_are_not_the_one_whose_name_follows() -> None:
    found = described("""
        Lawyers NOUN 7 nsubj lawyer
        for ADP 3 case
        baker NOUN 1 nmod
        Ida PROPN 1 appos Ida @person:2
        Brandt PROPN 4 flat
        were AUX 7 aux be
        waiting VERB 0 root wait
    """)
    assert ("baker", "Ida Brandt", "title") in found
    assert all(bearer is None for quote, bearer, _ in found if "Lawyers" in quote)


def test_a_title_is_not_of_the_next_name_in_a_list() -> None:
    found = described("""
        baker NOUN 8 nsubj
        Ida PROPN 1 flat Ida @person:2
        Brandt PROPN 2 flat
        , PUNCT 6 punct
        mayor NOUN 6 nmod:desc
        Tom PROPN 1 appos Tom @person:2
        Rask PROPN 6 flat
        resigned VERB 0 root resign
    """)
    assert ("baker", "Tom Rask", "apposition") not in found
    assert ("baker", "Ida Brandt") in [item[:2] for item in found]
    assert ("mayor", "Tom Rask", "title") in found


def test_one_of_many_is_not_called_all_of_them() -> None:
    assert (
        "One of the bakers",
        "Ida Brandt",
        "apposition",
    ) in described("""
        One NUM 8 nsubj
        of ADP 4 case
        the DET 4 det
        bakers NOUN 1 nmod baker
        , PUNCT 6 punct
        Ida PROPN 4 appos Ida @person:2
        Brandt PROPN 6 flat
        resigned VERB 0 root resign
    """)


def test_a_person_is_no_club_but_the_body_named_last_may_be_one() -> None:
    found = described("""
        Ida PROPN 12 nsubj Ida @person:2
        Brandt PROPN 1 flat
        , PUNCT 5 punct
        an DET 5 det
        aide NOUN 1 appos
        at ADP 7 case
        Ferrywatch PROPN 5 nmod Ferrywatch @organisation
        , PUNCT 10 punct
        a DET 10 det
        group NOUN 1 appos
        , PUNCT 1 punct
        resigned VERB 0 root resign
    """)
    assert ("group", "Ferrywatch", "apposition") in found
    assert ("aide at Ferrywatch", "Ida Brandt", "apposition") in found


def test_one_of_several_is_not_what_they_are_together() -> None:
    found = described("""
        Two NUM 2 nummod
        towns NOUN 7 nsubj
        , PUNCT 4 punct
        Tarnby PROPN 2 appos Tarnby @place
        and CCONJ 6 cc
        Sorvik PROPN 4 conj Sorvik @place
        flooded VERB 0 root flood
    """)
    assert found == [("Two towns", None, None)]


def test_what_stands_before_two_names_in_the_singular_is_neither() -> None:
    found = described("""
        Talks NOUN 9 nsubj
        on ADP 3 case
        marriage NOUN 1 nmod
        , PUNCT 5 punct
        Tarnby PROPN 3 appos Tarnby @place
        and CCONJ 7 cc
        Sorvik PROPN 5 conj Sorvik @place
        , PUNCT 5 punct
        ended VERB 0 root end
    """)
    assert ("marriage", None, None) in found
    assert all(name is None for _, name, _ in found)


def test_what_a_preposition_ties_to_a_name_does_not_describe_it() -> None:
    found = described("""
        A DET 3 det
        new ADJ 3 amod
        ban NOUN 6 nsubj
        by ADP 5 case
        Tarnby PROPN 3 appos Tarnby @organisation
        followed VERB 0 root follow
    """)
    assert found == [("new ban", None, None)]


def test_at_least_belongs_to_the_number() -> None:
    found = described("""
        At ADP 2 case
        least ADJ 3 nmod
        four NUM 4 nummod
        boats NOUN 5 nsubj
        sank VERB 0 root sink
    """)
    assert found == [("At least four boats", None, None)]


def test_the_next_body_of_a_list_is_not_what_the_one_before_is() -> None:
    found = described("""
        Ferrywatch PROPN 6 nsubj Ferrywatch @organisation
        , PUNCT 3 punct
        Harbours PROPN 1 appos
        and CCONJ 5 cc
        Ports PROPN 3 conj
        closed VERB 0 root close
    """)
    assert all(link != "apposition" for _, _, link in found)


def test_a_name_is_told_but_describes_nobody() -> None:
    assert (
        described("""
        Her PRON 3 nmod:poss
        real ADJ 3 amod
        name NOUN 5 nsubj
        is AUX 5 cop
        Ida PROPN 0 root Ida @person:2
        Brandt PROPN 5 flat
    """)
        == []
    )


def test_a_work_is_not_the_one_who_made_it() -> None:
    found = described("""
        The DET 2 det
        song NOUN 5 nsubj
        Ida PROPN 2 appos Ida @person:2
        Brandt PROPN 3 flat
        won VERB 0 root win
    """)
    assert found == [("song", None, None)]


def test_no_subject_has_a_preposition() -> None:
    found = described("""
        What PRON 2 nsubj
        happened VERB 7 csubj happen
        to ADP 4 case
        Ida PROPN 7 nsubj Ida @person
        was AUX 7 cop be
        a DET 7 det
        crime NOUN 0 root
        . PUNCT 7 punct
    """)
    assert found == [("crime", None, None)]
