"""Stories as people have judged them: applied to whatever clustering found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from variorum.model.judgement import OtherStory, SameStory, StoryVerdict


def overrule(
    groups: Iterable[Sequence[int]], verdicts: Sequence[StoryVerdict], numbers: Mapping[str, int]
) -> list[tuple[int, ...]]:
    """The groups, changed so that every verdict holds; where two contradict each other, the later one does.

    Articles judged to be in one story join the group that most of them are in: a group that at least half consists of
    them joins as a whole, of any other only the articles themselves. Articles judged to be apart leave the group for
    one of their own.

    Args:
        groups: Articles by number; every article in one group.
        verdicts: The earliest first.
        numbers: Number of each article by name; verdicts on articles that are not there are passed over.
    """
    found = [set(members) for members in groups]
    home = {number: index for index, members in enumerate(found) for number in members}

    def move(movers: Iterable[int], target: int) -> None:
        for number in movers:
            found[home[number]].discard(number)
            found[target].add(number)
            home[number] = target

    def known(names: Sequence[str]) -> set[int]:
        return {numbers[name] for name in names if name in numbers and numbers[name] in home}

    for verdict in verdicts:
        named = known(verdict.articles)
        homes = sorted({home[number] for number in named}, key=lambda index: (-len(found[index] & named), index))
        match verdict:
            case SameStory():
                for index in homes[1:]:
                    own = found[index] & named
                    move(list(found[index]) if 2 * len(own) >= len(found[index]) else own, homes[0])
            case OtherStory():
                others = known(verdict.others) - named
                mixed = [index for index in homes if found[index] & others]
                if mixed:
                    # Where they have a group without the others already, they go there; else they make one.
                    apart = next((index for index in homes if index not in mixed), None)
                    if apart is None:
                        found.append(set())
                        apart = len(found) - 1
                    for index in mixed:
                        move(found[index] & named, apart)
    return [tuple(sorted(members)) for members in found if members]
