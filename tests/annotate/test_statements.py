from __future__ import annotations

import pytest
from handmade import document

from variorum.annotate.attributions import find_attributions
from variorum.annotate.clauses import find_clauses
from variorum.annotate.modality import has_negation, is_denied, is_negated, modality_of
from variorum.annotate.statements import find_statements
from variorum.model.document import Attribution, Source, TimeExpression

MARCH = """
Dockers NOUN 2 nsubj
marched VERB 0 root
and CCONJ 4 cc
sang VERB 2 conj
before SCONJ 7 mark
police NOUN 7 nsubj
came VERB 4 advcl
. PUNCT 2 punct
"""
CLOSED = """
Mayor NOUN 2 compound
Tarn PROPN 7 nsubj
, PUNCT 4 punct
a DET 5 det
baker NOUN 2 appos
, PUNCT 2 punct
said VERB 0 root
that SCONJ 12 mark
the DET 10 det
bridge NOUN 12 nsubj
never ADV 12 advmod
closed VERB 7 ccomp
. PUNCT 7 punct
"""


def phrases(text: str, rows: str) -> list[str]:
    _, (sentence,) = document(text, rows)
    return [" ".join(sentence.tokens[i].text for i in clause.tokens) for clause in find_clauses(sentence.tokens)]


def test_every_predicate_has_its_own_words() -> None:
    assert phrases("Dockers marched and sang before police came.", MARCH) == [
        "Dockers marched",
        "sang",
        "before police came",
    ]


def test_a_coordinated_verb_inherits_the_subject() -> None:
    _, (sentence,) = document("Dockers marched and sang before police came.", MARCH)
    assert [clause.subject for clause in find_clauses(sentence.tokens)] == [0, 0, 5]


def test_an_apposition_of_one_word_is_no_statement_but_a_reported_clause_is() -> None:
    found = phrases("Mayor Tarn, a baker, said that the bridge never closed.", CLOSED)
    assert found == ["Mayor Tarn , a baker , said", "the bridge never closed"]


def test_whom_it_is_told_is_no_part_of_what_is_told_though_misparsed() -> None:
    rows = """
Tarn PROPN 2 nsubj
confirmed VERB 0 root
to ADP 4 case
reporters NOUN 7 obl
that SCONJ 7 mark
bridges NOUN 7 nsubj
closed VERB 2 ccomp
. PUNCT 2 punct
"""
    text = "Tarn confirmed to reporters that bridges closed."
    assert phrases(text, rows) == ["Tarn confirmed to reporters", "bridges closed"]
    article, sentences = document(text, rows)
    (told,) = find_attributions(article, sentences)
    assert told.content is not None
    assert told.content.quote == "that bridges closed"


def test_the_statement_of_a_reported_clause_has_its_voice_and_polarity() -> None:
    article, sentences = document("Mayor Tarn, a baker, said that the bridge never closed.", CLOSED)
    said = Attribution(
        kind="indirect",
        content=article.span("text", 31, 54),
        cue=article.span("text", 21, 25),
        source=Source("Mayor Tarn", "person", article.span("text", 0, 10)),
        sentence=0,
        utterance=0,
        confidence=0.9,
    )
    (statement,) = [s for s in find_statements(article, sentences, [], [said], [], []) if s.attribution is not None]
    assert statement.span.quote == "the bridge never closed"
    assert statement.negated
    assert not statement.affirmed
    assert statement.modality == "actual"
    assert statement.arguments == (("nsubj", 9), ("advmod", 10))


def test_negation_is_counted_near_the_predicate() -> None:
    _, (sentence,) = document("Mayor Tarn, a baker, said that the bridge never closed.", CLOSED)
    members = (8, 9, 10, 11)
    assert is_negated(sentence.tokens, members, 11)
    assert has_negation(sentence.tokens, members)
    assert not is_negated(sentence.tokens, (0, 1, 6), 6)
    assert modality_of(sentence.tokens, members, 11) == "actual"


WHETHER = """
Auditors NOUN 2 nsubj
asked VERB 0 root
whether SCONJ 5 mark
funds NOUN 5 nsubj
vanished VERB 2 ccomp
. PUNCT 2 punct
"""


def test_a_question_states_nothing_though_its_mark_is_no_word_of_it() -> None:
    _, (sentence,) = document("Auditors asked whether funds vanished.", WHETHER)
    assert modality_of(sentence.tokens, (3, 4), 4) == "conditional"


SERVED = """
Ida PROPN 5 nsubj
, PUNCT 4 punct
who PRON 4 nsubj
served VERB 1 acl:relcl
left VERB 0 root
in ADP 7 case
1967 NUM 4 obl
. PUNCT 5 punct
"""


def test_a_verb_with_its_time_says_when() -> None:
    article, sentences = document("Ida, who served left in 1967.", SERVED)
    time = TimeExpression(article.span("text", 24, 28), "date", "1967", None, None, False, 0)
    found = find_statements(article, sentences, [], [], [], [time])
    assert [statement.predicate for statement in found if statement.times] == [3]


def test_a_sentence_whose_clauses_say_too_little_each_is_one_statement() -> None:
    text = "She told a doctor: “I left to see how I would feel.”"
    rows = """
She PRON 2 nsubj
told VERB 0 root
a DET 4 det
doctor NOUN 2 iobj
: PUNCT 8 punct
“ PUNCT 8 punct
I PRON 8 nsubj
left VERB 2 ccomp
to PART 10 mark
see VERB 8 advcl
how ADV 14 advmod
I PRON 14 nsubj
would AUX 14 aux
feel VERB 10 ccomp
. PUNCT 2 punct
” PUNCT 8 punct
"""
    article, sentences = document(text, rows)
    found = find_statements(article, sentences, [], find_attributions(article, sentences), [], [])
    assert [statement.span.quote for statement in found] == ["I left to see how I would feel"]


def test_a_statement_in_marks_ends_where_they_end() -> None:
    text = "“Thousands gather on the pier,” wrote one user."
    rows = """
“ PUNCT 3 punct
Thousands NOUN 9 nsubj
gather VERB 2 acl
on ADP 6 case
the DET 6 det
pier NOUN 3 obl
, PUNCT 3 punct
” PUNCT 3 punct
wrote VERB 0 root
one NUM 11 nummod
user NOUN 9 obj
. PUNCT 9 punct
"""
    article, sentences = document(text, rows)
    found = find_statements(article, sentences, [], find_attributions(article, sentences), [], [])
    assert [(s.span.quote, s.predicate) for s in found] == [("Thousands gather on the pier", 2)]


def test_who_else_says_so_is_no_statement() -> None:
    text = "The bridge fell, as several witnesses claimed."
    rows = """
The DET 2 det
bridge NOUN 3 nsubj
fell VERB 0 root
, PUNCT 8 punct
as SCONJ 8 mark
several ADJ 7 amod
witnesses NOUN 8 nsubj
claimed VERB 3 advcl
. PUNCT 3 punct
"""
    article, sentences = document(text, rows)
    assert [s.span.quote for s in find_statements(article, sentences, [], [], [], [])] == ["The bridge fell"]


def test_a_clause_that_says_too_little_stays_with_the_one_before_it() -> None:
    text = "Such raids are wrong wherever they occur."
    rows = """
Such ADJ 2 amod
raids NOUN 4 nsubj
are AUX 4 cop
wrong ADJ 0 root
wherever ADV 4 advmod
they PRON 7 nsubj
occur VERB 5 advcl:relcl
. PUNCT 4 punct
"""
    article, sentences = document(text, rows)
    assert [s.span.quote for s in find_statements(article, sentences, [], [], [], [])] == [text.rstrip(".")]


def test_what_leads_to_another_clause_is_not_left_hanging() -> None:
    text = "Monks gathered in Osk to mourn those who died in prison."
    rows = """
Monks NOUN 2 nsubj
gathered VERB 0 root
in ADP 4 case
Osk PROPN 2 obl
to PART 6 mark
mourn VERB 2 advcl
those PRON 6 obj
who PRON 9 nsubj
died VERB 7 acl:relcl
in ADP 11 case
prison NOUN 9 obl
. PUNCT 2 punct
"""
    article, sentences = document(text, rows)
    found = find_statements(article, sentences, [], [], [], [])
    assert [s.span.quote for s in found] == ["Monks gathered in Osk", "who died in prison"]


def test_what_only_leads_to_what_is_told_is_no_statement() -> None:
    text = "I hope the bridge holds until Monday."
    rows = """
I PRON 2 nsubj
hope VERB 0 root
the DET 4 det
bridge NOUN 5 nsubj
holds VERB 2 ccomp
until ADP 7 case
Monday PROPN 5 obl
. PUNCT 2 punct
"""
    article, sentences = document(text, rows)
    found = find_statements(article, sentences, [], [], [], [])
    assert [s.span.quote for s in found] == ["the bridge holds until Monday"]
    whole = text.replace("bridge holds until Monday", "best").replace("the", "for the")
    rows = """
I PRON 2 nsubj
hope VERB 0 root
for ADP 5 case
the DET 5 det
best NOUN 2 obl
. PUNCT 2 punct
"""
    article, sentences = document(whole, rows)
    assert [s.span.quote for s in find_statements(article, sentences, [], [], [], [])] == ["I hope for the best"]


def test_what_introduces_a_quotation_is_no_part_of_it_though_misparsed() -> None:
    text = "Ida told the Courier: “The old mill shook.”"
    rows = """
Ida PROPN 2 nsubj
told VERB 0 root
the DET 4 det
Courier PROPN 10 nsubj
: PUNCT 10 punct
“ PUNCT 10 punct
The DET 9 det
old ADJ 9 amod
mill NOUN 10 nsubj
shook VERB 2 ccomp
. PUNCT 10 punct
” PUNCT 10 punct
"""
    article, sentences = document(text, rows)
    found = find_statements(article, sentences, [], find_attributions(article, sentences), [], [])
    assert [s.span.quote for s in found] == ["The old mill shook"]


@pytest.mark.parametrize(
    ("verb", "before", "behind", "modality"),
    [
        ("see", "could AUX 3 aux", ["ships NOUN 3 obj"], "actual"),
        ("lose", "could AUX 3 aux", ["ships NOUN 3 obj"], "possible"),
        ("lose", "could AUX 3 aux", ["not PART 3 advmod", "ships NOUN 3 obj"], "actual"),
        ("lose", "may AUX 3 aux", ["not PART 3 advmod", "ships NOUN 3 obj"], "possible"),
        ("call", "often ADV 3 advmod", ["ships NOUN 3 obj", "coffins NOUN 3 xcomp"], "actual"),
        ("call", "often ADV 3 advmod", ["for ADP 5 case", "ships NOUN 3 obl"], "demanded"),
        ("threaten", "often ADV 3 advmod", ["ships NOUN 3 obj"], "actual"),
        ("threaten", "often ADV 3 advmod", ["to PART 5 mark", "leave VERB 3 xcomp"], "intended"),
    ],
)
def test_a_verb_is_told_as_its_company_tells(verb: str, before: str, behind: list[str], modality: str) -> None:
    rows = ["Dockers NOUN 3 nsubj", before, f"{verb} VERB 0 root", *behind]
    _, (sentence,) = document(" ".join(row.split()[0] for row in rows), "\n".join(rows))
    assert modality_of(sentence.tokens, range(len(rows)), 2) == modality


WRONG = """
It PRON 3 expl
is AUX 3 cop
wrong ADJ 0 root
to PART 5 mark
say VERB 3 csubj
that SCONJ 8 mark
ships NOUN 8 nsubj
sank VERB 5 ccomp
. PUNCT 3 punct
"""


def test_what_is_wrong_to_say_is_denied() -> None:
    _, (sentence,) = document("It is wrong to say that ships sank.", WRONG)
    assert is_denied(sentence.tokens, 7)
    _, (sentence,) = document("It is right to say that ships sank.", WRONG.replace("wrong", "right"))
    assert not is_denied(sentence.tokens, 7)
