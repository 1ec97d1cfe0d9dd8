"""`make soak`: what survives when processes die, ProcessMaker misbehaves and many come at once.

``points`` stops a process at a place in the life of a write, ``strikes`` is what befalls it
there, ``work`` the writes, ``rounds`` puts them together for jobs and ``pages`` for pages,
``tally`` compares the sandbox's ledger with what pmdash says. ``figures`` are the other promises.
"""
