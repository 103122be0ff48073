"""JSON that can always be sent."""

from __future__ import annotations

import json
import re

_SURROGATE = re.compile("[\ud800-\udfff]")


def json_text(data: object, indent: int | None = None) -> str:
    """The data as JSON that is valid UTF-8 whatever the strings hold.

    Raises:
        ValueError: A number is not finite.
    """
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, indent=indent)
    # Lone surrogates (a broken decoder upstream) have no UTF-8 form; JSON can still spell them.
    return _SURROGATE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
