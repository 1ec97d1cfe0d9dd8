"""JSON in texts that people, triggers and designers of forms wrote."""

import json
from math import isfinite


def read_json(text: str) -> object:
    """The value that `text` stands for.

    Raises:
        ValueError: it is no JSON, is nested too deep to be read, or holds a number that JSON does
            not have: NaN, or one that is not finite.
    """
    try:
        return json.loads(text, parse_constant=finite, parse_float=finite)
    except RecursionError as error:
        raise ValueError("nested too deep") from error


def finite(text: str) -> float:
    """A number as JSON has them; raises ValueError for all else that `float` takes."""
    number = float(text)
    if not isfinite(number):
        raise ValueError(text)
    return number
