"""Bytes to raw items: files, folders, standard input and addresses; plain text, HTML, JSON records.

`limits`     how much is read, and for how long
`item`       what comes out: raw items and problems
`files`      regular files, folders, gzip
`decoding`   bytes to characters
`records`    JSON and JSON Lines
`addresses`  which network addresses may be visited
`connecting` connections to checked addresses only, within a time
`fetching`   one page from the network, guarded
`gather`     all of it: inputs to items
"""

from variorum.sources.gather import gather
from variorum.sources.item import HtmlItem, Problem, RawItem, Record, RecordItem, TextItem
from variorum.sources.limits import Limits

__all__ = ["HtmlItem", "Limits", "Problem", "RawItem", "Record", "RecordItem", "TextItem", "gather"]
