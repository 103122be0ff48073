import pytest
from handmade import document
from hypothesis import given
from hypothesis import strategies as st

from variorum.annotate.attributions import find_attributions, innermost
from variorum.model.document import Attribution


def found(text: str, rows: str) -> list[tuple[str, str, str | None, str | None]]:
    """Kind, content, name of the source and cue of every attribution."""
    article, sentences = document(text, rows)
    attributions = find_attributions(article, sentences)
    for attribution in attributions:
        check(text, attribution)
    return [
        (a.kind, a.content.quote, a.source.name if a.source else None, a.cue.quote if a.cue else None)
        for a in attributions
    ]


def check(text: str, attribution: Attribution) -> None:
    spans = [attribution.content, attribution.cue, attribution.source.mention if attribution.source else None]
    for span in spans:
        assert span is None or text[span.start : span.end] == span.quote
    assert 0 <= attribution.confidence <= 1


SPLIT = (
    "“We will rebuild,” said Ada Lane, the mayor, “and we will pay.” “Nobody was warned.”",
    """
“ PUNCT 4 punct
We PRON 4 nsubj
will AUX 4 aux
rebuild VERB 7 ccomp
, PUNCT 7 punct
” PUNCT 7 punct
said VERB 0 root
Ada PROPN 7 nsubj B-person
Lane PROPN 8 flat I-person
, PUNCT 12 punct
the DET 12 det
mayor NOUN 8 appos
, PUNCT 7 punct
“ PUNCT 18 punct
and CCONJ 18 cc
we PRON 18 nsubj
will AUX 18 aux
pay VERB 4 conj
. PUNCT 7 punct
” PUNCT 7 punct

“ PUNCT 4 punct
Nobody PRON 4 nsubj
was AUX 4 aux:pass
warned VERB 0 root
. PUNCT 4 punct
” PUNCT 4 punct
""",
)


def test_split_utterance_is_one_and_the_speaker_goes_on() -> None:
    article, sentences = document(*SPLIT)
    attributions = find_attributions(article, sentences)
    assert [a.content.quote for a in attributions] == ["We will rebuild,", "and we will pay.", "Nobody was warned."]
    assert [a.source.name if a.source else None for a in attributions] == ["Ada Lane"] * 3
    assert attributions[0].utterance == attributions[1].utterance != attributions[2].utterance
    assert {a.kind for a in attributions} == {"direct"}


def test_indirect_with_marked_words_comes_twice() -> None:
    text = "Police said the driver was “very drunk” and fled."
    rows = """
Police NOUN 2 nsubj
said VERB 0 root
the DET 4 det
driver NOUN 8 nsubj
was AUX 8 cop
“ PUNCT 8 punct
very ADV 8 advmod
drunk ADJ 2 ccomp
” PUNCT 8 punct
and CCONJ 11 cc
fled VERB 8 conj
. PUNCT 2 punct
"""
    assert found(text, rows) == [
        ("indirect", "the driver was “very drunk” and fled", "Police", "said"),
        ("mixed", "very drunk", "Police", "said"),
    ]


def test_report_that_trails_or_interrupts() -> None:
    trailing = """
The DET 2 det
bridge NOUN 3 nsubj
fell VERB 6 ccomp
, PUNCT 6 punct
police NOUN 6 nsubj
said VERB 0 root
. PUNCT 6 punct
"""
    assert found("The bridge fell, police said.", trailing) == [("indirect", "The bridge fell", "police", "said")]
    medial = """
The DET 2 det
bridge NOUN 7 nsubj
, PUNCT 5 punct
police NOUN 5 nsubj
said VERB 7 parataxis
, PUNCT 5 punct
fell VERB 0 root
. PUNCT 7 punct
"""
    assert [f[1] for f in found("The bridge, police said, fell.", medial)] == ["The bridge", "fell"]


def test_according_to() -> None:
    text = "According to the ministry, the dam holds."
    rows = """
According VERB 4 case
to ADP 1 fixed
the DET 4 det
ministry NOUN 8 obl
, PUNCT 4 punct
the DET 7 det
dam NOUN 8 nsubj
holds VERB 0 root
. PUNCT 8 punct
"""
    assert found(text, rows) == [("indirect", "the dam holds", "the ministry", "According to")]


def test_reportedly_has_no_source() -> None:
    text = "The dam reportedly holds."
    rows = """
The DET 2 det
dam NOUN 4 nsubj
reportedly ADV 4 advmod
holds VERB 0 root
. PUNCT 4 punct
"""
    assert found(text, rows) == [
        ("indirect", "The dam", None, "reportedly"),
        ("indirect", "holds", None, "reportedly"),
    ]


def test_pronoun_and_description_find_the_name() -> None:
    text = "Mrs Ada Lane is the mayor. “We will rebuild,” she said. The mayor said the dam holds."
    rows = """
Mrs PROPN 5 nsubj B-person
Ada PROPN 1 flat I-person
Lane PROPN 1 flat I-person
is AUX 6 cop
the DET 6 det
mayor NOUN 0 root
. PUNCT 6 punct

“ PUNCT 4 punct
We PRON 4 nsubj
will AUX 4 aux
rebuild VERB 8 ccomp
, PUNCT 8 punct
” PUNCT 8 punct
she PRON 8 nsubj
said VERB 0 root
. PUNCT 8 punct

The DET 2 det
mayor NOUN 3 nsubj
said VERB 0 root
the DET 5 det
dam NOUN 6 nsubj
holds VERB 3 ccomp
. PUNCT 3 punct
""".replace("Mrs PROPN 5 nsubj", "Mrs PROPN 6 nsubj")
    assert [(f[1], f[2]) for f in found(text, rows)] == [
        ("We will rebuild,", "Mrs Ada Lane"),
        ("the dam holds", "Mrs Ada Lane"),
    ]


def test_placards_are_written_sources() -> None:
    text = "“Water must never be sold” read one placard."
    rows = """
“ PUNCT 6 punct
Water NOUN 6 nsubj:pass
must AUX 6 aux
never ADV 6 advmod
be AUX 6 aux:pass
sold VERB 8 ccomp
” PUNCT 6 punct
read VERB 0 root
one NUM 10 nummod
placard NOUN 8 nsubj
. PUNCT 8 punct
"""
    article, sentences = document(text, rows)
    (only,) = find_attributions(article, sentences)
    assert only.kind == "direct"
    assert only.source is not None
    assert (only.source.kind, only.source.name) == ("written", "one placard")


def test_scare_quotes_and_titles_are_no_utterances() -> None:
    text = "The film “Deep Water” shows the “heroes” of the flood."
    rows = """
The DET 2 det
film NOUN 7 nsubj
“ PUNCT 5 punct
Deep PROPN 5 compound
Water PROPN 2 appos
” PUNCT 5 punct
shows VERB 0 root
the DET 10 det
“ PUNCT 10 punct
heroes NOUN 7 obj
” PUNCT 10 punct
of ADP 14 case
the DET 14 det
flood NOUN 10 nmod
. PUNCT 7 punct
"""
    assert found(text, rows) == [("scare", "heroes", None, None)]


def test_innermost_takes_the_smallest_and_joins_split_contents() -> None:
    text = "The paper says police said the dam, they claim, holds."
    rows = """
The DET 2 det
paper NOUN 3 nsubj
says VERB 0 root
police NOUN 5 nsubj
said VERB 3 ccomp
the DET 7 det
dam NOUN 12 nsubj
, PUNCT 10 punct
they PRON 10 nsubj
claim VERB 12 parataxis
, PUNCT 10 punct
holds VERB 5 ccomp
. PUNCT 3 punct
"""
    article, sentences = document(text, rows)
    attributions = find_attributions(article, sentences)

    def voice(words: str) -> str | None:
        start = text.index(words)
        index = innermost(attributions, article.span("text", start, start + len(words)))
        cue = attributions[index].cue if index is not None else None
        return cue.quote if cue else None

    assert voice("the dam, they claim, holds") == "claim"
    assert voice("police said") == "says"
    assert voice("The paper says") is None


def test_nothing_to_attribute() -> None:
    article, _ = document("Nothing.", "Nothing PRON 0 root\n. PUNCT 1 punct")
    assert find_attributions(article, []) == ()


FORMS = st.sampled_from("said according to reportedly police “ ” \" ' , . she called that it".split())


@given(st.data())
def test_any_tree_is_read_without_loss(data: st.DataObject) -> None:
    forms = data.draw(st.lists(FORMS, min_size=1, max_size=14))
    rows = "\n".join(
        f"{form} {data.draw(st.sampled_from(['NOUN', 'VERB', 'PUNCT', 'PRON', 'PROPN']))} "
        f"{data.draw(st.integers(0, len(forms)))} "
        f"{data.draw(st.sampled_from(['nsubj', 'ccomp', 'root', 'acl', 'obl', 'conj', 'parataxis', 'xcomp']))} "
        f"{data.draw(st.sampled_from(['O', 'B-person', 'B-organisation']))}"
        for form in forms
    )
    found(" ".join(forms), rows)


def test_a_headline_may_name_its_source_after_a_colon() -> None:
    text = "Dam will hold for years: ministry"
    rows = """
Dam NOUN 3 nsubj
will AUX 3 aux
hold VERB 0 root
for ADP 5 case
years NOUN 3 obl
: PUNCT 7 punct
ministry NOUN 3 appos
"""
    article, sentences = document(text, rows, kind="headline")
    (only,) = find_attributions(article, sentences)
    assert (only.content.quote, only.source and only.source.name) == ("Dam will hold for years", "ministry")
    article, sentences = document(text, rows)
    assert find_attributions(article, sentences) == ()


def test_report_set_off_by_commas_though_misparsed() -> None:
    text = "The dam held, Ada Lane, the mayor of Low, told reporters on Monday."
    rows = """
The DET 2 det
dam NOUN 3 nsubj
held VERB 0 root
, PUNCT 5 punct
Ada PROPN 3 obj B-person
Lane PROPN 5 flat I-person
, PUNCT 9 punct
the DET 9 det
mayor NOUN 13 nsubj
of ADP 11 case
Low PROPN 9 nmod B-place
, PUNCT 9 punct
told VERB 3 advcl
reporters NOUN 13 obj
on ADP 16 case
Monday PROPN 13 obl
. PUNCT 3 punct
"""
    assert found(text, rows) == [("indirect", "The dam held", "Ada Lane", "told")]


def test_what_is_listed_reports_nothing() -> None:
    text = "He faces charges, theft of bombs, making threats, threatening guards, and arson."
    rows = """
He PRON 2 nsubj
faces VERB 0 root
charges NOUN 2 obj
, PUNCT 5 punct
theft NOUN 3 appos
of ADP 7 case
bombs NOUN 5 nmod
, PUNCT 9 punct
making VERB 5 acl
threats NOUN 9 obj
, PUNCT 12 punct
threatening VERB 9 advcl
guards NOUN 12 obj
, PUNCT 16 punct
and CCONJ 16 cc
arson NOUN 5 conj
. PUNCT 2 punct
"""
    assert found(text, rows) == []


def test_passives_between_commas_report_nothing() -> None:
    text = "On Monday, two boats were found near Low, without sails."
    rows = """
On ADP 2 case
Monday PROPN 6 obl
, PUNCT 6 punct
two NUM 5 nummod
boats NOUN 7 nsubj:pass
were AUX 7 aux:pass
found VERB 0 root
near ADP 9 case
Low PROPN 7 obl B-place
, PUNCT 12 punct
without ADP 12 case
sails NOUN 7 obl
. PUNCT 7 punct
"""
    assert found(text, rows) == []


def test_naming_charging_and_ordering() -> None:
    called = """
Lane PROPN 2 nsubj B-person
called VERB 0 root
the DET 4 det
dam NOUN 2 obj
a DET 7 det
“ PUNCT 7 punct
grave NOUN 2 xcomp
” PUNCT 7 punct
. PUNCT 2 punct
"""
    assert found("Lane called the dam a “grave”.", called) == [
        ("indirect", "the dam a “grave”", "Lane", "called"),
        ("mixed", "grave", "Lane", "called"),
    ]
    urged = """
Lane PROPN 2 nsubj B-person
urged VERB 0 root
everyone PRON 2 obj
to PART 5 mark
leave VERB 2 xcomp
. PUNCT 2 punct
"""
    assert found("Lane urged everyone to leave.", urged) == [("indirect", "everyone to leave", "Lane", "urged")]


def test_statement_leads_to_its_author() -> None:
    text = "Ada Lane said in a statement the dam holds. “It is safe,” the statement said."
    rows = """
Ada PROPN 3 nsubj B-person
Lane PROPN 1 flat I-person
said VERB 0 root
in ADP 6 case
a DET 6 det
statement NOUN 3 obl
the DET 8 det
dam NOUN 9 nsubj
holds VERB 3 ccomp
. PUNCT 3 punct

“ PUNCT 4 punct
It PRON 4 nsubj
is AUX 4 cop
safe ADJ 9 ccomp
, PUNCT 9 punct
” PUNCT 9 punct
the DET 8 det
statement NOUN 9 nsubj
said VERB 0 root
. PUNCT 9 punct
"""
    article, sentences = document(text, rows)
    attributions = find_attributions(article, sentences)
    assert [(a.source.name, a.source.kind) for a in attributions if a.source] == [("Ada Lane", "written")] * 2


def test_quotation_left_alone_after_a_report_keeps_its_source() -> None:
    text = "Ada Lane said the dam holds.\n“It is safe.”"
    rows = """
Ada PROPN 3 nsubj B-person
Lane PROPN 1 flat I-person
said VERB 0 root
the DET 5 det
dam NOUN 6 nsubj
holds VERB 3 ccomp
. PUNCT 3 punct

“ PUNCT 4 punct
It PRON 4 nsubj
is AUX 4 cop
safe ADJ 0 root
. PUNCT 4 punct
” PUNCT 4 punct
"""
    article, sentences = document(text, rows)
    alone = find_attributions(article, sentences)[-1]
    assert alone.kind == "direct"
    assert alone.source is not None
    assert (alone.source.name, alone.source.mention, alone.cue) == ("Ada Lane", None, None)


def test_name_after_a_capitalised_description() -> None:
    text = "Passenger Ada Lane said: “The boat sank.”"
    rows = """
Passenger PROPN 4 nsubj B-person
Ada PROPN 1 flat B-person
Lane PROPN 1 flat I-person
said VERB 0 root
: PUNCT 9 punct
“ PUNCT 9 punct
The DET 8 det
boat NOUN 9 nsubj
sank VERB 4 ccomp
. PUNCT 4 punct
” PUNCT 9 punct
"""
    assert found(text, rows) == [("direct", "The boat sank.", "Ada Lane", "said")]


def test_lawyer_for_somebody_is_not_that_somebody() -> None:
    text = "A lawyer for Mr Lane, Max Ford of Low, said the case is over."
    rows = """
A DET 2 det
lawyer NOUN 11 nsubj
for ADP 5 case
Mr PROPN 5 compound
Lane PROPN 2 nmod B-person
, PUNCT 7 punct
Max PROPN 2 appos B-person
Ford PROPN 7 flat I-person
of ADP 10 case
Low PROPN 7 nmod B-place
, PUNCT 2 punct
said VERB 0 root
the DET 14 det
case NOUN 16 nsubj
is AUX 16 cop
over ADV 12 ccomp
. PUNCT 12 punct
""".replace("lawyer NOUN 11", "lawyer NOUN 12")
    assert [f[2] for f in found(text, rows)] == ["Max Ford"]


def test_gender_told_by_a_pronoun_decides_between_two() -> None:
    text = "Ada Lane sold her boat. Mr Ford met Ada Lane. “It leaked,” she said."
    rows = """
Ada PROPN 3 nsubj B-person
Lane PROPN 1 flat I-person
sold VERB 0 root
her PRON 5 nmod:poss
boat NOUN 3 obj
. PUNCT 3 punct

Mr PROPN 3 nsubj B-person
Ford PROPN 1 flat I-person
met VERB 0 root
Ada PROPN 3 obj B-person
Lane PROPN 4 flat I-person
. PUNCT 3 punct

“ PUNCT 3 punct
It PRON 3 nsubj
leaked VERB 7 ccomp
, PUNCT 3 punct
” PUNCT 3 punct
she PRON 7 nsubj
said VERB 0 root
. PUNCT 7 punct
"""
    assert [(f[1], f[2]) for f in found(text, rows)] == [("It leaked,", "Ada Lane")]


def test_whoever_is_described_is_not_who_describes() -> None:
    text = "Ada Lane was described as “cold and cruel” by Max Ford."
    rows = """
Ada PROPN 4 nsubj:pass B-person
Lane PROPN 1 flat I-person
was AUX 4 aux:pass
described VERB 0 root
as ADP 7 case
“ PUNCT 7 punct
cold ADJ 4 xcomp
and CCONJ 9 cc
cruel ADJ 7 conj
” PUNCT 7 punct
by ADP 12 case
Max PROPN 4 obl:agent B-person
Ford PROPN 12 flat I-person
. PUNCT 4 punct
"""
    assert [(f[1], f[2]) for f in found(text, rows) if f[0] != "indirect"] == [("cold and cruel", "Max Ford")]
    nested = rows.replace("Max PROPN 4 obl:agent", "Max PROPN 7 obl").replace("cold ADJ 4 xcomp", "cold ADJ 4 obl")
    nested = nested.replace("Max PROPN 7 obl", "Max PROPN 7 nmod")
    assert [(f[1], f[2]) for f in found(text, nested) if f[0] != "indirect"] == [("cold and cruel", "Max Ford")]


def test_a_participle_with_its_agent_reports() -> None:
    text = "Ada Lane, described by Max Ford as having a “very cold heart”, smiled."
    rows = """
Ada PROPN 17 nsubj B-person
Lane PROPN 1 flat I-person
, PUNCT 1 punct
described VERB 1 acl
by ADP 6 case
Max PROPN 4 obl:agent B-person
Ford PROPN 6 flat I-person
as SCONJ 9 mark
having VERB 4 advcl
a DET 14 det
“ PUNCT 14 punct
very ADV 13 advmod
cold ADJ 14 amod
heart NOUN 9 obj
” PUNCT 14 punct
, PUNCT 1 punct
smiled VERB 0 root
. PUNCT 17 punct
"""
    assert {f[2] for f in found(text, rows)} == {"Max Ford"}


def test_a_verb_that_has_its_object_introduces_no_quotation() -> None:
    text = "Lane said the rector kept and maintained silence, “a rule of the old house”."
    rows = """
Lane PROPN 2 nsubj B-person
said VERB 0 root
the DET 4 det
rector NOUN 5 nsubj
kept VERB 2 ccomp
and CCONJ 7 cc
maintained VERB 5 conj
silence NOUN 7 obj
, PUNCT 12 punct
“ PUNCT 12 punct
a DET 12 det
rule NOUN 8 appos
of ADP 16 case
the DET 16 det
old ADJ 16 amod
house NOUN 12 nmod
” PUNCT 12 punct
. PUNCT 2 punct
"""
    assert [f[2:] for f in found(text, rows) if f[0] == "direct"] == [("Lane", "said")]


@pytest.mark.parametrize("nobody", ["argument", "percent"])
def test_an_argument_or_a_share_speaks_for_nobody(nobody: str) -> None:
    text = f"Lane took the {nobody} and said “the old dam will hold”."
    rows = f"""
Lane PROPN 2 nsubj B-person
took VERB 0 root
the DET 4 det
{nobody} NOUN 6 nsubj
and CCONJ 6 cc
said VERB 2 ccomp
“ PUNCT 11 punct
the DET 10 det
old ADJ 10 amod
dam NOUN 12 nsubj
will AUX 12 aux
hold VERB 6 ccomp
” PUNCT 12 punct
. PUNCT 2 punct
"""
    assert {f[2] for f in found(text, rows) if "dam" in f[1]} == {"Lane"}


def test_who_disputes_that_disputes_no_words_before_it() -> None:
    text = "Those who say the dam holds dispute that."
    rows = """
Those PRON 7 nsubj
who PRON 3 nsubj
say VERB 1 acl
the DET 5 det
dam NOUN 6 nsubj
holds VERB 7 ccomp
dispute VERB 0 root
that PRON 7 obj
. PUNCT 7 punct
"""
    assert all(cue != "dispute" for _, _, _, cue in found(text, rows))


def test_nobody_is_the_one_of_whom_he_speaks_by_name() -> None:
    text = "“If Lane wins, we pay,” she said."
    rows = """
“ PUNCT 7 punct
If SCONJ 4 mark
Lane PROPN 4 nsubj B-person
wins VERB 7 advcl
, PUNCT 7 punct
we PRON 7 nsubj
pay VERB 11 ccomp
, PUNCT 7 punct
” PUNCT 7 punct
she PRON 11 nsubj
said VERB 0 root
. PUNCT 11 punct
"""
    assert [f[2] for f in found(text, rows)] == ["she"]


def test_marked_words_about_the_subject_are_not_the_subjects() -> None:
    text = "The “cold, cruel and greedy” baker Ada Lane was jailed."
    rows = """
The DET 9 det
“ PUNCT 3 punct
cold ADJ 9 amod
, PUNCT 5 punct
cruel ADJ 3 conj
and CCONJ 7 cc
greedy ADJ 3 conj
” PUNCT 3 punct
baker NOUN 13 nsubj:pass
Ada PROPN 9 appos B-person
Lane PROPN 10 flat I-person
was AUX 13 aux:pass
jailed VERB 0 root
. PUNCT 13 punct
"""
    assert [f[2] for f in found(text, rows)] == [None]


def test_the_day_is_no_part_of_who_speaks() -> None:
    text = "The ministry on Friday denied that the dam leaked."
    rows = """
The DET 2 det
ministry NOUN 5 nsubj
on ADP 4 case
Friday PROPN 2 nmod
denied VERB 0 root
that SCONJ 9 mark
the DET 8 det
dam NOUN 9 nsubj
leaked VERB 5 ccomp
. PUNCT 5 punct
"""
    assert ("indirect", "that the dam leaked", "The ministry", "denied") in found(text, rows)


def test_a_paper_called_after_a_day_is_part_of_who_speaks() -> None:
    text = "An editor of the Sun denied that the dam leaked."
    rows = """
An DET 2 det
editor NOUN 6 nsubj
of ADP 5 case
the DET 5 det
Sun PROPN 2 nmod
denied VERB 0 root
that SCONJ 10 mark
the DET 9 det
dam NOUN 10 nsubj
leaked VERB 6 ccomp
. PUNCT 6 punct
"""
    assert ("indirect", "that the dam leaked", "An editor of the Sun", "denied") in found(text, rows)


def test_somebody_without_a_name_may_be_who_speaks_next() -> None:
    text = "Ada Lane left. One woman scolded them. “Go home,” she shouted."
    rows = """
Ada PROPN 3 nsubj B-person
Lane PROPN 1 flat I-person
left VERB 0 root
. PUNCT 3 punct

One NUM 2 nummod
woman NOUN 3 nsubj
scolded VERB 0 root
them PRON 3 obj
. PUNCT 3 punct

“ PUNCT 2 punct
Go VERB 7 ccomp
home ADV 2 advmod
, PUNCT 7 punct
” PUNCT 2 punct
she PRON 7 nsubj
shouted VERB 0 root
. PUNCT 7 punct
"""
    assert ("direct", "Go home,", "One woman", "shouted") in found(text, rows)
    named = text.replace("One woman scolded", "One man scolded")
    assert ("direct", "Go home,", "Ada Lane", "shouted") in found(named, rows.replace("woman", "man"))


def test_a_finite_verb_is_not_joined_to_an_infinitive() -> None:
    text = "Lane urged crews to leave and said that ships would sink."
    rows = """
Lane PROPN 2 nsubj B-person
urged VERB 0 root
crews NOUN 5 nsubj
to PART 5 mark
leave VERB 2 xcomp
and CCONJ 7 cc
said VERB 5 conj VerbForm=Fin
that SCONJ 10 mark
ships NOUN 10 nsubj
would AUX 10 aux
sink VERB 7 ccomp
. PUNCT 2 punct
"""
    assert ("indirect", "that ships would sink", "Lane", "said") in found(text, rows)


def test_the_ministry_is_not_the_people_whose_adjective_stands_before_it() -> None:
    text = "The Norrandi ministry met. “We agree with nothing,” said the ministry."
    rows = """
The DET 3 det
Norrandi ADJ 3 amod B-group
ministry NOUN 4 nsubj
met VERB 0 root
. PUNCT 4 punct

“ PUNCT 3 punct
We PRON 3 nsubj
agree VERB 8 ccomp
with ADP 5 case
nothing PRON 3 obl
, PUNCT 8 punct
” PUNCT 3 punct
said VERB 0 root
the DET 10 det
ministry NOUN 8 nsubj
. PUNCT 8 punct
"""
    assert [source for _, content, source, _ in found(text, rows) if content.startswith("We agree")] == ["the ministry"]


def test_who_is_quoted_as_saying_it_says_it() -> None:
    text = "The agency quoted Ada Lane as saying that the dam leaked."
    rows = """
The DET 2 det
agency NOUN 3 nsubj
quoted VERB 0 root
Ada PROPN 3 obj B-person
Lane PROPN 4 flat I-person
as SCONJ 7 mark
saying VERB 3 advcl
that SCONJ 11 mark
the DET 10 det
dam NOUN 11 nsubj
leaked VERB 7 ccomp
. PUNCT 3 punct
"""
    assert found(text, rows) == [("indirect", "that the dam leaked", "Ada Lane", "saying")]


def test_what_somebody_unnamed_calls_something_is_not_the_last_speakers() -> None:
    text = "Ada Lane left. Halma has been called the “Venice of the north”."
    rows = """
Ada PROPN 3 nsubj B-person
Lane PROPN 1 flat I-person
left VERB 0 root
. PUNCT 3 punct

Halma PROPN 4 nsubj:pass B-place
has AUX 4 aux
been AUX 4 aux:pass
called VERB 0 root
the DET 7 det
“ PUNCT 7 punct
Venice PROPN 4 xcomp
of ADP 10 case
the DET 10 det
north NOUN 7 nmod
” PUNCT 7 punct
. PUNCT 4 punct
"""
    assert [(content, source) for _, content, source, _ in found(text, rows)] == [("Venice of the north", None)]


def test_a_justice_is_the_judge() -> None:
    text = "Mr Justice Lane spoke. The judge said: “Halma is lost for good.”"
    rows = """
Mr PROPN 3 compound
Justice PROPN 3 compound
Lane PROPN 4 nsubj B-person
spoke VERB 0 root
. PUNCT 4 punct

The DET 2 det
judge NOUN 3 nsubj
said VERB 0 root
: PUNCT 8 punct
“ PUNCT 8 punct
Halma PROPN 8 nsubj:pass
is AUX 8 cop
lost ADJ 3 ccomp
for ADP 10 case
good NOUN 8 obl
. PUNCT 8 punct
” PUNCT 8 punct
"""
    assert [source for kind, _, source, _ in found(text, rows) if kind == "direct"] == ["Lane"]


def test_who_puts_it_in_words_says_it() -> None:
    text = "“Halma is lost,” as Ada Lane put it."
    rows = """
“ PUNCT 4 punct
Halma PROPN 4 nsubj:pass
is AUX 4 cop
lost ADJ 0 root
, PUNCT 4 punct
” PUNCT 4 punct
as SCONJ 10 mark
Ada PROPN 10 nsubj B-person
Lane PROPN 8 flat I-person
put VERB 4 advcl
it PRON 10 obj
. PUNCT 4 punct
"""
    assert found(text, rows) == [("direct", "Halma is lost,", "Ada Lane", "put")]
