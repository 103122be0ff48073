import pytest
from parsed_documents import parsed

from variorum.comparison.tolls import Toll, toll_of


@pytest.mark.parametrize(
    ("text", "counted", "number", "toll"),
    [
        (
            """
The DET 2 det the
blast NOUN 3 nsubj
killed VERB 0 root kill
12 NUM 5 nummod
people NOUN 3 obj
""",
            4,
            3,
            "dead",
        ),
        (
            """
The DET 3 det
death NOUN 3 compound
toll NOUN 4 nsubj
rose VERB 0 root rise
to ADP 6 case
25 NUM 4 obl
""",
            5,
            5,
            "dead",
        ),
        (
            """
They PRON 2 nsubj
sentenced VERB 0 root sentence
26 NUM 4 nummod
men NOUN 2 obj man
to ADP 6 case
death NOUN 2 obl
""",
            3,
            2,
            None,
        ),
        (
            """
They PRON 2 nsubj
condemned VERB 0 root condemn
the DET 4 det
death NOUN 2 obj
of ADP 7 case
26 NUM 7 nummod
men NOUN 4 nmod man
""",
            6,
            5,
            "dead",
        ),
        (
            """
They PRON 2 nsubj
arrested VERB 0 root arrest
26 NUM 4 nummod
people NOUN 2 obj
""",
            3,
            2,
            "held",
        ),
        (
            """
They PRON 2 nsubj
counted VERB 0 root count
26 NUM 4 nummod
people NOUN 2 obj
""",
            3,
            2,
            None,
        ),
        (
            """
They PRON 2 nsubj
shot VERB 0 root shoot
3 NUM 4 nummod
protesters NOUN 2 obj protester
dead ADJ 2 xcomp
""",
            3,
            2,
            "dead",
        ),
        (
            """
300 NUM 2 nummod
people NOUN 3 nsubj
gathered VERB 0 root gather
""",
            1,
            0,
            "gathered",
        ),
        (
            """
51 NUM 3 nsubj:pass
were AUX 3 aux:pass
rushed VERB 0 root rush
to ADP 5 case
hospital NOUN 3 obl
""",
            0,
            0,
            "in hospital",
        ),
        (
            """
40 NUM 2 nummod
gunmen NOUN 3 nsubj gunman
killed VERB 0 root kill
an DET 5 det
officer NOUN 3 obj
""",
            1,
            0,
            None,
        ),
        (
            """
They PRON 3 nsubj:pass
were AUX 3 aux:pass
killed VERB 0 root kill
in ADP 6 case
one NUM 6 nummod
strike NOUN 3 obl
""",
            5,
            4,
            None,
        ),
        (
            """
300 NUM 2 nummod
people NOUN 3 nsubj
died VERB 0 root die
""",
            1,
            0,
            "dead",
        ),
    ],
)
def test_what_befell_those_that_are_counted(text: str, counted: int, number: int, toll: Toll | None) -> None:
    tokens = parsed("a", text).sentences[0].tokens
    assert toll_of(tokens, counted, number) == toll
