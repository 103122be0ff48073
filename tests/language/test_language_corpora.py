import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "training" / "language"))

import ecb
import examples
import treebanks

GUM = """\
# newdoc id = GUM_news_ferry
# sent_id = GUM_news_ferry-1
# text = Mayor Jane Alder of Port Lowell met the Lowells on Friday.
1	Mayor	mayor	PROPN	NNP	Number=Sing	6	nsubj	_	Entity=(1-person-new-cf1-1-sgl
2	Jane	Jane	PROPN	NNP	Number=Sing	1	flat	_	_
3	Alder	Alder	PROPN	NNP	Number=Sing	1	flat	_	_
4	of	of	ADP	IN	_	5	case	_	_
5	Port	Port	PROPN	NNP	Number=Sing	1	nmod	_	Entity=(2-place-new-cf2-1-sgl
6	Lowell	Lowell	PROPN	NNP	Number=Sing	5	flat	_	Entity=2)1)
7	met	meet	VERB	VBD	Mood=Ind|Tense=Past	0	root	_	_
8	the	the	DET	DT	Definite=Def	9	det	_	Entity=(3-person-new-cf3-2-sgl
9	Lowells	Lowell	PROPN	NNPS	Number=Plur	7	obj	_	Entity=3)
10	on	on	ADP	IN	_	11	case	_	_
11	Friday	Friday	PROPN	NNP	Number=Sing	7	obl	_	Entity=(4-time-new-cf4-1-sgl)|SpaceAfter=No
12	.	.	PUNCT	.	_	7	punct	_	_
"""


def names_of(sentences: list[examples.Example]) -> set[tuple[str, str]]:
    return {(" ".join(sentence.words[first:last]), kind) for sentence, first, last, kind in examples.named(sentences)}


def gum(path: Path, rows: list[str]) -> list[examples.Example]:
    path.write_text("\n".join(["# text = x", *("\t".join(row.split()) for row in rows)]) + "\n\n", encoding="utf-8")
    return treebanks.read_gum([path])


def test_people_named_together_are_several_names(tmp_path: Path) -> None:
    rows = [
        "1 Jane Jane PROPN NNP Number=Sing 4 nsubj _ Entity=(1-person-new-cf1-1-sgl(2-person-new-cf2-1-sgl)",
        "2 and and CCONJ CC _ 3 cc _ _",
        "3 Ada Ada PROPN NNP Number=Sing 1 conj _ Entity=(3-person-new-cf3-1-sgl)1)",
        "4 left leave VERB VBD _ 0 root _ _",
    ]
    assert names_of(gum(tmp_path / "x.conllu", rows)) == {("Jane", "person"), ("Ada", "person")}


def test_an_office_alone_is_no_name(tmp_path: Path) -> None:
    rows = [
        "1 President President PROPN NNP Number=Sing 4 nsubj _ Entity=(1-person-new-cf1-1-sgl",
        "2 of of ADP IN _ 3 case _ _",
        "3 Lowellia Lowellia PROPN NNP Number=Sing 1 nmod _ Entity=(2-place-new-cf2-1-sgl)1)",
        "4 left leave VERB VBD _ 0 root _ _",
    ]
    sentence = gum(tmp_path / "x.conllu", rows)[0]
    assert names_of([sentence]) == {("Lowellia", "place")}
    assert sentence.tags[0] == examples.OUTSIDE


def test_offices_are_cut_off_people_and_kept_by_institutions(tmp_path: Path) -> None:
    rows = [
        "1 Talwin Talwin PROPN NNP Number=Sing 2 compound _ Entity=(1-person-new-cf1-1-sgl(2-place-new-cf2-1-sgl)",
        "2 Senator senator PROPN NNP Number=Sing 3 compound _ _",
        "3 Jane Jane PROPN NNP Number=Sing 5 nsubj _ _",
        "4 Alder Alder PROPN NNP Number=Sing 3 flat _ Entity=1)",
        "5 left leave VERB VBD _ 0 root _ _",
        "6 Duke Duke PROPN NNP Number=Sing 7 compound _ Entity=(3-organization-new-cf3-2-sgl",
        "7 University University PROPN NNP Number=Sing 5 obj _ Entity=3)",
    ]
    assert names_of(gum(tmp_path / "x.conllu", rows)) == {
        ("Talwin", "place"),
        ("Jane Alder", "person"),
        ("Duke University", "organisation"),
    }


def test_a_single_word_with_an_article_names_no_person(tmp_path: Path) -> None:
    rows = [
        "1 The the DET DT _ 2 det _ Entity=(1-person-giv-cf1-2-sgl",
        "2 Petitioner petitioner PROPN NNP Number=Sing 3 nsubj _ Entity=1)",
        "3 left leave VERB VBD _ 0 root _ _",
    ]
    assert names_of(gum(tmp_path / "x.conllu", rows)) == set()


def test_ecb_tells_names_and_leaves_other_capitals_free(tmp_path: Path) -> None:
    (tmp_path / "ecbplus").mkdir()
    document = {
        "tokens": ["Gov . Jane Alder of Lowellia met Port Works".split(), "Guards left the guards".split()],
        "mentions": [
            {"type": "HUMAN_PART_PER", "tok": [[0, 0], [0, 1], [0, 2], [0, 3]], "chain": None},
            {"type": "HUMAN_PART_ORG", "tok": [[0, 7], [0, 8]], "chain": None},
            {"type": "HUMAN_PART_PER", "tok": [[1, 0]], "chain": None},
        ],
    }
    (tmp_path / "ecbplus" / "ecbplus.jsonl").write_text(json.dumps(document) + "\n", encoding="utf-8")
    (sentence,) = ecb.read_ecb(tmp_path)
    assert names_of([sentence]) == {("Jane Alder", "person"), ("Port Works", "organisation")}
    assert sentence.tags[4] == examples.OUTSIDE
    assert sentence.tags[5] == examples.ALL_TAGS


def test_names_of_gum_are_proper_nouns_without_titles(tmp_path: Path) -> None:
    path = tmp_path / "GUM_news_ferry.conllu"
    path.write_text(GUM, encoding="utf-8")
    found = names_of(treebanks.read_gum([path]))
    assert ("Port Lowell", "place") in found
    assert ("Lowells", "group") in found
    assert not any("Friday" in name for name, _ in found)
    assert not any(name.startswith("Mayor") for name, _ in found)


def test_vague_labels_admit_several_kinds() -> None:
    first, second = examples.span_tags(2, ("event", "thing"))
    assert first == examples.mask(("event", "thing"), "B")
    assert second == examples.mask(("event", "thing"), "I")
    assert not first & examples.OUTSIDE


def test_acting_places_become_places() -> None:
    example = examples.Example("x", ["Lowell", "protested"], tags=[*examples.span_tags(1, ("organisation",)), 1])
    examples.acting_places([example], frozenset({"lowell"}))
    assert [kind for *_, kind in examples.named([example])] == ["place"]


def test_features_keep_what_the_tagger_learns() -> None:
    assert treebanks.features("Abbr=Yes|Number=Plur|Typo=Yes") == "Number=Plur"
    assert treebanks.features("_") == ""
