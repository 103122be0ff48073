import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "training" / "language"))

import corpora

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


def test_names_of_gum_are_proper_nouns_without_titles(tmp_path: Path) -> None:
    path = tmp_path / "GUM_news_ferry.conllu"
    path.write_text(GUM, encoding="utf-8")
    examples = corpora.read_gum([path])
    found = {(" ".join(example.words[first:last]), kind) for example, first, last, kind in corpora.named(examples)}
    assert ("Port Lowell", "place") in found
    assert ("Lowells", "group") in found
    assert not any("Friday" in name for name, _ in found)
    assert not any(name.startswith("Mayor") for name, _ in found)


def test_vague_labels_admit_several_kinds() -> None:
    first, second = corpora.span_tags(2, ("event", "thing"))
    assert first == corpora.mask(("event", "thing"), "B")
    assert second == corpora.mask(("event", "thing"), "I")
    assert not first & corpora.OUTSIDE


def test_acting_places_become_places() -> None:
    example = corpora.Example("x", ["Lowell", "protested"], tags=[*corpora.span_tags(1, ("organisation",)), 1])
    corpora.acting_places([example], frozenset({"lowell"}))
    assert [kind for *_, kind in corpora.named([example])] == ["place"]


def test_features_keep_what_the_tagger_learns() -> None:
    assert corpora.features("Abbr=Yes|Number=Plur|Typo=Yes") == "Number=Plur"
    assert corpora.features("_") == ""
