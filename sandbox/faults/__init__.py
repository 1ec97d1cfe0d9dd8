"""What goes wrong between a client and ProcessMaker, on demand.

``rules.py`` holds which fault strikes which request, ``answers.py`` the answers that
replace the real one, ``bodies.py`` those that spoil it, ``middleware.py`` does it.
"""
