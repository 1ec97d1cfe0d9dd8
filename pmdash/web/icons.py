"""Icons of the sprite `static/icons.svg`."""

from functools import lru_cache

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString


def icon(name: str, *, label: str = "", extra: str = "") -> SafeString:
    """An icon of the sprite. With `label` it is an image of that name, else it is decoration."""
    return _draw(name, str(label), f"i {extra}".rstrip())


@lru_cache(maxsize=1024)
def _draw(name: str, label: str, classes: str) -> SafeString:
    href = f"{_sprite()}#{name}"
    if not label:
        return format_html(
            '<svg class="{}" aria-hidden="true"><use href="{}"/></svg>', classes, href
        )
    return format_html(
        '<svg class="{}" role="img" aria-label="{}"><use href="{}"/></svg>', classes, label, href
    )


@lru_cache(maxsize=1)
def _sprite() -> str:
    return static("icons.svg")
