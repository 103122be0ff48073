from dataclasses import replace

from parsed_documents import attributed, parsed

from variorum.articles import from_text
from variorum.comparison.entities import link
from variorum.comparison.labels import find_labels
from variorum.comparison.things import one_does_the_other
from variorum.model.comparison import Label
from variorum.model.document import Document
from variorum.pipeline import compare

ONE = """
    Rebel ADJ 2 amod
    general NOUN 3 nmod:desc
    Olaf PROPN 6 nsubj:pass Olaf @person:2
    Lind PROPN 3 flat
    was AUX 6 aux:pass be
    shot VERB 0 root shoot
    . PUNCT 6 punct

    The DET 2 det
    killing NOUN 5 nsubj
    of ADP 4 case
    Lind PROPN 2 nmod Lind @person
    shocked VERB 0 root shock
    many ADJ 5 obj
    . PUNCT 5 punct

    The DET 3 det
    feared ADJ 3 amod
    general NOUN 5 nsubj
    had AUX 5 aux have
    fled VERB 0 root flee
    . PUNCT 5 punct
"""
TWO = """
    Olaf PROPN 10 nsubj:pass Olaf @person:2
    Lind PROPN 1 flat
    , PUNCT 6 punct
    a DET 6 det
    gifted ADJ 6 amod
    liberator NOUN 1 appos
    , PUNCT 6 punct
    was AUX 10 aux:pass be
    brutally ADV 10 advmod
    shot VERB 0 root shoot
    . PUNCT 10 punct

    The DET 2 det
    assassination NOUN 3 nsubj
    angered VERB 0 root anger
    crowds NOUN 3 obj crowd
    . PUNCT 3 punct
"""


def labels_of(*documents: Document) -> dict[str, Label]:
    return {label.entity: label for label in find_labels(documents, link(documents), ())}


def wordings(label: Label) -> list[tuple[str, str, str]]:
    return [(item.span.article, item.span.quote, item.voice) for item in label.designations]


THREE = """
    Crowds NOUN 2 nsubj crowd
    mourned VERB 0 root mourn
    the DET 4 det
    killing NOUN 2 obj
    of ADP 8 case
    a DET 8 det
    brave ADJ 8 amod
    general NOUN 4 nmod
    . PUNCT 2 punct

    Olaf PROPN 6 nsubj Olaf @person:2
    Lind PROPN 1 flat
    was AUX 6 cop be
    a DET 6 det
    good ADJ 6 amod
    general NOUN 0 root
    . PUNCT 6 punct
"""


def test_who_was_killed_is_known_before_the_name_comes() -> None:
    labels = labels_of(parsed("a", ONE), parsed("c", THREE))
    assert ("c", "brave general", "own") in wordings(labels["Olaf Lind"])
    # Another general, of whom nothing is said to have happened, may be anybody.
    other = THREE.replace("killing NOUN 2 obj", "wedding NOUN 2 obj")
    assert "brave general" not in {
        words for _, words, _ in wordings(labels_of(parsed("a", ONE), parsed("c", other))["Olaf Lind"])
    }


def test_people_and_acts_are_labelled_by_every_article() -> None:
    labels = labels_of(parsed("a", ONE), parsed("b", TWO))
    assert wordings(labels["Olaf Lind"]) == [
        ("a", "Rebel general", "own"),
        ("a", "feared general", "own"),
        ("b", "gifted liberator", "own"),
    ]
    act = next(label for name, label in labels.items() if name.endswith("of Olaf Lind"))
    assert act.kind == "event"
    assert wordings(act) == [("a", "killing", "own"), ("b", "assassination", "own")]


def test_a_named_person_comes_first() -> None:
    assert next(iter(labels_of(parsed("a", ONE), parsed("b", TWO)))) == "Olaf Lind"


def test_a_noun_that_fits_two_people_is_not_resolved() -> None:
    other = """
        Army PROPN 2 compound
        general NOUN 3 nmod:desc
        Kim PROPN 5 nsubj Kim @person:2
        Vey PROPN 3 flat
        spoke VERB 0 root speak
        . PUNCT 5 punct
    """
    document = parsed("a", other + "\n" + ONE)
    shown = [quote for label in labels_of(document).values() for _, quote, _ in wordings(label)]
    assert "Rebel general" in shown
    assert "feared general" not in shown


def test_voice_is_that_of_the_words_around() -> None:
    document = parsed("a", ONE)
    quoted = replace(document, attributions=attributed(document, "feared general had fled", "direct"))
    told = replace(document, attributions=attributed(document, "The feared general had fled", "indirect"))
    scare = replace(document, attributions=attributed(document, "feared general", "scare"))
    for changed, voice in ((quoted, "quoted"), (told, "attributed"), (scare, "quoted")):
        designations = wordings(labels_of(changed)["Olaf Lind"])
        assert ("a", "feared general", voice) in designations
        assert ("a", "Rebel general", "own") in designations


def test_every_designation_is_verbatim() -> None:
    documents = [parsed("a", ONE), parsed("b", TWO)]
    for label in labels_of(*documents).values():
        for item in label.designations:
            text = documents["ab".index(item.span.article)].article.text
            assert text[item.span.start : item.span.end] == item.span.quote


def test_nothing_to_label() -> None:
    assert labels_of() == {}


def test_words_joined_by_hyphens_stay_whole_and_what_is_not_there_is_not_labelled() -> None:
    first = from_text("The court heard that Ida Brandt got a three-year sentence. She showed no emotion.", id="first")
    second = from_text("Ida Brandt was given a second three-year sentence. She showed no emotion.", id="second")
    texts = [item.span.quote for label in compare([first, second]).labels for item in label.designations]
    assert "three-year sentence" in texts
    assert not any("emotion" in text or text == "year sentence" for text in texts)


def test_a_label_has_all_of_its_quotation_marks() -> None:
    first = from_text('The mayor condemned it as an "outrageous" assault on "innocent Talwin sailors".', id="first")
    second = from_text("The assault at the lock was over within minutes.", id="second")
    texts = [item.span.quote for label in compare([first, second]).labels for item in label.designations]
    assert '"outrageous" assault on "innocent Talwin sailors"' in texts


def test_a_number_belongs_to_the_name_before_it() -> None:
    first = from_text(
        "Mr Brandt, the owner of Channel 5, sold his boat. Channel 5 owner Ida Brandt smiled.", id="first"
    )
    texts = [item.span.quote for label in compare([first]).labels for item in label.designations]
    assert texts
    assert not any(text.startswith("5") for text in texts)


def test_whoever_hails_somebody_is_not_what_she_is_hailed_as() -> None:
    text = "Talwiners have since hailed Ida Brandt, 16, as an icon in their fight against the sale."
    labels = compare([from_text(text, id="first")]).labels
    bearers = {label.entity for label in labels for item in label.designations if "icon" in item.span.quote}
    assert bearers == {"Ida Brandt"}


def test_an_incident_is_the_last_one_that_was_spoken_of() -> None:
    told = "Olaf Lind was killed on Monday. The killing of Olaf Lind shocked the islanders. "
    after = (
        "On Tuesday a lorry was hit in an attack on the coast road. " * 2 + "The army would not discuss the incident."
    )
    first = from_text(told + "The police would not discuss the incident.", id="first")
    second = from_text(told + after, id="second")
    (killing,) = (label for label in compare([first, second]).labels if label.entity == "killing of Olaf Lind")
    assert [item.span.article for item in killing.designations if item.span.quote == "incident"] == ["first"]


def test_a_nomination_is_no_election() -> None:
    told = "The nomination of Ida Brandt surprised the islanders. "
    first = from_text(told + "The election is held in May.", id="first")
    second = from_text(told + "Her choice was a gamble before the election.", id="second")
    found = {
        label.entity: {item.span.quote for item in label.designations} for label in compare([first, second]).labels
    }
    assert "nomination" in found["nomination of Ida Brandt"]
    assert "election" not in found["nomination of Ida Brandt"]


def test_the_third_city_is_not_the_second() -> None:
    told = "Orsey, the second city of the island, is contested. Halmery fell, and Orsey did not."
    third = from_text(f"{told} The fall of the third city is a blow.", id="third")
    second = from_text(f"{told} The fall of the second city is a blow.", id="second")
    found = {
        report.id: {
            designation.span.quote
            for label in compare([report, from_text(told, id="other")]).labels
            if label.entity == "Orsey"
            for designation in label.designations
            if designation.span.article == report.id
        }
        for report in (third, second)
    }
    assert "third city" not in found["third"]
    assert "second city" in found["second"]


def test_who_does_something_is_not_what_is_done() -> None:
    assert one_does_the_other("protest", "protester")
    assert one_does_the_other("bomber", "bombing")
    assert not one_does_the_other("neighbor", "neighbour")
    assert not one_does_the_other("soldier", "troop")
    assert not one_does_the_other("hospital", "hospitals")


def meant_by_the_bank(text: str) -> set[str]:
    """Whom a report means by phrases with the noun "bank"."""
    labels = compare([from_text(text, id="a"), from_text("Rask Credit, a bank, wrote down its shares.", id="b")]).labels
    return {
        designation.span.quote
        for label in labels
        if label.entity == "Rask Credit"
        for designation in label.designations
        if designation.span.article == "a"
    }


def test_nobody_is_meant_before_being_named_but_in_the_opening() -> None:
    filler = "Nobody knew what the minister would say about the harbour. " * 6
    told = "Rask Credit, a bank in Orsey, wrote down its shares."
    assert "bank" in meant_by_the_bank(f"{told} {filler}The bank kept its rates.")
    assert "bank" in meant_by_the_bank(f"The bank kept its rates. {told}")
    assert "bank" not in meant_by_the_bank(f"{filler}The bank kept its rates. {told}")


def test_another_is_none_of_those_that_were_named() -> None:
    told = "Rask Credit, a bank in Orsey, wrote down its shares."
    assert not any("other" in quote for quote in meant_by_the_bank(f"{told} The other bank kept its rates."))


def test_what_a_story_does_not_begin_with_is_not_its_tragedy() -> None:
    far = "The council of Osk met. The mayor spoke. The baker wept. The dockers left. The ferry sailed. "
    crash = "The crash closed the road. The crash was long ago. The tragedy shook Osk."

    def words(*texts: str) -> set[str]:
        comparison = compare([from_text(text, id=f"r{n}") for n, text in enumerate(texts)])
        label = next(label for label in comparison.labels if label.entity == "crash")
        return {item.span.quote for item in label.designations}

    assert words(crash, crash) == {"crash", "tragedy"}
    assert words(far + crash, far + crash) == {"crash"}
