"""Names of people and roles, as the screen shows them."""


def initials(name: str) -> str:
    """The first letters of the first and last word of a name: “Wendy Marsh” → “WM”."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def role_title(code: str) -> str:
    """The code of a role as words: “PROCESSMAKER_OPERATOR” → “Operator”."""
    return code.removeprefix("PROCESSMAKER_").replace("_", " ").capitalize()
