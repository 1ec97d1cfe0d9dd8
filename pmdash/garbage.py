"""How often Python looks for circles of objects that nobody needs."""

import gc

OBJECTS_BETWEEN_LOOKS = 50_000


def look_seldom() -> None:
    """Call this once all is loaded: it stays for good, and need not be looked through again.

    A page makes some ten thousand objects, an item of a job some hundreds, nearly none of them in
    circles: a look every few pages, not several in each, is enough.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS_BETWEEN_LOOKS, 20, 10)
