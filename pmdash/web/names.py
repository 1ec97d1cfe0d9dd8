"""Names of people, as the screen abbreviates them."""


def initials(name: str) -> str:
    """The first letters of the first and last word of a name: “Wendy Marsh” → “WM”."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()
