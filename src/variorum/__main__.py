"""`python -m variorum` is the command `variorum`."""

from variorum.cli.main import main

main()
