"""The REST interface: `variorum.api.router`, for an application whose `state.library` is a `variorum.library.Library`.

    app.state.library = ArchiveLibrary(archive)
    app.include_router(variorum.api.router)      # everything under /api
    variorum.api.install_errors(app)             # VariorumError as problem details (RFC 9457), under /api only
"""
