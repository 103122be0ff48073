"""The words of Variorum as frozen dataclasses; no logic beyond their invariants.

`text`        spans and blocks of an article's text
`article`     one report as it was read
`syntax`      tokens, names and sentences as the language model gives them
`document`    an article with its annotation layers
`comparison`  what several reports say, according to whom
"""
