"""The version of Variorum, which stands in every result."""

VERSION = "0.1.0"
