"""Irregular verbs of English: dictionary form, past, past participle; alternatives with a slash."""

from __future__ import annotations

from typing import Final

_VERBS: Final = """
arise arose arisen; awake awoke awoken; bear bore borne/born; beat beat beaten; become became become;
befall befell befallen; begin began begun; behold beheld beheld; bend bent bent; bind bound bound; bite bit bitten;
bleed bled bled; blow blew blown; break broke broken; breed bred bred; bring brought brought; build built built;
burn burnt burnt; buy bought bought; catch caught caught; choose chose chosen; cling clung clung; come came come;
creep crept crept; deal dealt dealt; dig dug dug; dive dove dived; do did done; draw drew drawn; dream dreamt dreamt;
drink drank drunk; drive drove driven; dwell dwelt dwelt; eat ate eaten; fall fell fallen; feed fed fed; feel felt felt;
fight fought fought; find found found; flee fled fled; fling flung flung; fly flew flown; forbid forbade forbidden;
forget forgot forgotten; forgive forgave forgiven; freeze froze frozen; get got gotten/got; give gave given;
go went gone; grind ground ground; grow grew grown; hang hung hung; have had had; hear heard heard; hide hid hidden;
hold held held; keep kept kept; kneel knelt knelt; know knew known; lay laid laid; lead led led; lean leant leant;
leap leapt leapt; learn learnt learnt; leave left left; lend lent lent; lie lay lain; light lit lit; lose lost lost;
make made made; mean meant meant; meet met met; pay paid paid; plead pled pled; prove proved proven; ride rode ridden;
ring rang rung; rise rose risen; run ran run; saw sawed sawn; say said said; see saw seen; seek sought sought;
sell sold sold; send sent sent; sew sewed sewn; shake shook shaken; shine shone shone; shoot shot shot;
show showed shown; shrink shrank shrunk; sing sang sung; sink sank sunk; sit sat sat; slay slew slain;
sleep slept slept; slide slid slid; smell smelt smelt; sneak snuck snuck; sow sowed sown; speak spoke spoken;
speed sped sped; spend spent spent; spill spilt spilt; spin spun spun; spit spat spat; spring sprang sprung;
stand stood stood; steal stole stolen; stick stuck stuck; sting stung stung; stink stank stunk; stride strode stridden;
strike struck struck/stricken; string strung strung; strive strove striven; swear swore sworn; sweep swept swept;
swell swelled swollen; swim swam swum; swing swung swung; take took taken; teach taught taught; tear tore torn;
tell told told; think thought thought; throw threw thrown; tread trod trodden; understand understood understood;
wake woke woken; wear wore worn; weave wove woven; weep wept wept; win won won; wind wound wound; wring wrung wrung;
write wrote written
"""
_PREFIXES: Final = ("under", "over", "with", "fore", "mis", "out", "re", "un", "up", "be", "par")


def _table() -> dict[str, str]:
    table: dict[str, str] = {}
    for verb in _VERBS.split(";"):
        base, *forms = verb.split()
        for form in forms:
            for alternative in form.split("/"):
                table.setdefault(alternative, base)
    return table


_TABLE: Final = _table()


def irregular(form: str) -> str | None:
    """Dictionary form of an irregular past form, with or without a prefix ("withheld"); None if it is none."""
    found = _TABLE.get(form)
    if found is not None:
        return found
    for prefix in _PREFIXES:
        if form.startswith(prefix):
            found = _TABLE.get(form[len(prefix) :].lstrip("-"))
            if found is not None:
                return form[: len(form) - len(form[len(prefix) :].lstrip("-"))] + found
    return None
