"""The saved views that stand beside the lists on every page, remembered until one changes."""

import msgspec
from django.http import HttpRequest

from accounts.people import Me
from cases.access import visible_views
from pmdash.web.redis import RedisAway, guarded, shared_redis

SECONDS_TO_LIVE = 60
"""How long a change may stay unseen where Redis was away when it was made."""


class ViewLink(msgspec.Struct, frozen=True):
    """A saved view that a person may open."""

    pk: int
    name: str
    list: str
    own: bool


class _Kept(msgspec.Struct):
    stamp: int
    links: tuple[ViewLink, ...]


def view_links_of(request: HttpRequest, me: Me) -> tuple[ViewLink, ...]:
    """Own views and those that others share, own ones first; found out once a request."""
    links: tuple[ViewLink, ...] | None = getattr(request, "view_links", None)
    if links is None:
        links = _view_links(me)
        request.view_links = links  # type: ignore[attr-defined]
    return links


def _view_links(me: Me) -> tuple[ViewLink, ...]:
    name = f"pmdash:views:{me.cache_owner}"
    try:
        raw, stamp = me.cache.look(name, _stamp_name(me))
    except RedisAway:
        return _read(me)
    kept = msgspec.json.decode(raw, type=_Kept) if raw else None
    if kept and kept.stamp == int(stamp or 0):
        return kept.links
    fresh = _Kept(int(stamp or 0), _read(me))
    _keep(name, fresh)
    return fresh.links


def views_changed(me: Me) -> None:
    """Called after each write of `me` to a saved view: a shared one concerns many."""
    try:
        guarded(lambda: shared_redis().incr(_stamp_name(me)))
    except RedisAway:
        return


def _keep(name: str, fresh: _Kept) -> None:
    value = msgspec.json.encode(fresh)
    try:
        guarded(lambda: shared_redis().set(name, value, ex=SECONDS_TO_LIVE))
    except RedisAway:
        return


def _stamp_name(me: Me) -> str:
    return f"pmdash:views-changed:{me.server_name}"


def _read(me: Me) -> tuple[ViewLink, ...]:
    links = [
        ViewLink(pk=view.pk, name=view.name, list=view.list, own=view.owner_uid == me.uid)
        for view in visible_views(me)
    ]
    return tuple(sorted(links, key=lambda link: not link.own))
