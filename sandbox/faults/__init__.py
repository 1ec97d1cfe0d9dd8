"""What goes wrong between a client and ProcessMaker, on demand.

``rules.py`` holds which fault strikes which request, ``answers.py`` the answers that
replace the real one, ``bodies.py`` those that spoil it (``odd.py`` with values that no
server should send), ``transport.py`` silence and broken connections; ``middleware.py``
does it.
"""
