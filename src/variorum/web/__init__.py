"""The reading room: the pages that `variorum serve` shows."""
