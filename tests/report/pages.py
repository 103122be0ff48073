"""Pages as a browser would read them."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"meta", "br", "input", "hr", "link", "img"}
KNOWN = set(
    "html head meta title script style body a header div span button h1 h2 h3 h4 p bdi b i nav main section table "
    "thead tbody tr th td ol ul li article form label input fieldset legend select option output abbr details summary "
    "svg path circle rect text defs marker title figure figcaption blockquote del ins time dl dt dd sup mark "
    "footer".split()
)


class Page(HTMLParser):
    """The page as a browser would read it: elements, attributes, text, and what is wrong with its nesting."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self.faults: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"unexpected </{tag}> at {self.getpos()}")

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] not in ("script", "style"):
            self.text.append(data)

    def values(self, name: str) -> list[str]:
        return [value or "" for _, attributes in self.tags for key, value in attributes.items() if key == name]
