"""What a page shows of a whole story, rendered and packed, so that it can be kept with the comparison."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from variorum.errors import InputError
from variorum.model.comparison import Comparison
from variorum.report import rendering
from variorum.report.plain import shorten


@dataclass(frozen=True, slots=True)
class StoryPage:
    """The parts of a story's page that depend on its comparison alone.

    Attributes:
        title: The event in few words; empty if nothing tells it.
        dense: There are so many reports that the grid shows signs alone.
        heading: HTML of what stands above.
        main: HTML of everything below.
        foot: HTML of what it was made with.
        digests: The digest of each report's bytes, by id.
    """

    title: str
    dense: bool
    heading: Markup
    main: Markup
    foot: Markup
    digests: Mapping[str, str]

    def pack(self) -> bytes:
        """The page as bytes: a line of JSON, then the main part."""
        head = [self.title, self.dense, self.heading, self.foot, dict(self.digests)]
        return f"{json.dumps(head)}\n{self.main}".encode("utf-8", "replace")

    @classmethod
    def unpack(cls, packed: bytes) -> StoryPage:
        """The page of those bytes, which nobody else has written.

        Raises:
            InputError: They are no such page.
        """
        head, _, main = packed.partition(b"\n")
        try:
            title, dense, heading, foot, digests = json.loads(head)
            # It was escaped when it was rendered.
            return cls(title, dense, Markup(heading), Markup(main.decode()), Markup(foot), digests)  # noqa: S704
        except (ValueError, TypeError) as error:
            raise InputError("the kept page is damaged", "") from error


def render(comparison: Comparison, id: str) -> StoryPage:
    """The page of a comparison, where stories have pages of their own.

    Args:
        comparison: What is shown.
        id: Of its story.
    """
    environment = rendering.environment()
    values = {**rendering.story(comparison), "base": f"/stories/{id}"}

    def part(name: str) -> Markup:
        return Markup(environment.get_template(f"parts/{name}.html.j2").render(values))  # noqa: S704 (escaped)

    return StoryPage(
        shorten(str(values["event"]), 90), bool(values["dense"]), part("heading"), part("story"), part("foot"),
        comparison.digests,
    )  # fmt: skip
