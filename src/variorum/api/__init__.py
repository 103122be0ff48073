"""The REST interface: `variorum.api.router`, everything under /api.

    app.state.library = ArchiveLibrary(archive)      # a variorum.library.Library
    app.state.works = Works()                        # started; optional: without it nothing can be added
    app.include_router(variorum.api.router)

`reading`    stories, comparisons, points, articles, search, problems
`downloads`  a comparison in every form
`writing`    reports and judgements in
`shapes`     what is answered, as JSON
`problems`   errors as problem details (RFC 9457)
`answers`    answers kept, compressed, and not sent twice (ETag)
"""

from variorum.api.rest import router

__all__ = ["router"]
