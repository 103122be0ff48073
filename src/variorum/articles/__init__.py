"""Raw items to articles: metadata, language, and both texts cut into blocks.

    from variorum.articles import read
    reading = read(["reports/", "page.html", "https://example.org/news"])

`reading`     inputs as a user names them to articles and problems
`build`       one article from text, a record, a page, a file
`extraction`  web pages to text, in a child process; `jsonld` what publishers say of them
`lines`       a text in lines, with features
`blocks`      lines to blocks, `classify` tells their kinds; `furniture`, `captions`, `pull_quotes`, `dateline` help
`signature`   what a text says of its date, publisher, authors and sources; `dates`
`languages`   which language a text or a line is in
"""

from variorum.articles.build import from_html, from_path, from_record, from_text
from variorum.articles.reading import Reading, read
from variorum.sources import Limits, Problem

__all__ = ["Limits", "Problem", "Reading", "from_html", "from_path", "from_record", "from_text", "read"]
