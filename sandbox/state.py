"""One running server: its world, its cases, its settings."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from sandbox.dates import Clock
from sandbox.engine.store import Store
from sandbox.ledger import Ledger
from sandbox.meeting import Meeting
from sandbox.profiles import Profile, parse_profile
from sandbox.world.compose import demo_world
from sandbox.world.loader import World, load_world

RACE_WINDOW_MS = 20.0


@dataclass(slots=True)
class Options:
    """How a sandbox is started. ``world`` is a file or its text; ``None`` = the demo."""

    profile: str = "3.8+extrarest"
    cases: int = 300
    world: Path | bytes | None = None
    time_zone: str | None = None
    latency_ms: float = 0.0
    race_window_ms: float = RACE_WINDOW_MS
    """Between what a write reads and what it stores; nothing is locked meanwhile."""


@dataclass(slots=True)
class Sandbox:
    """Everything that a request can reach. ``reset`` begins again with the same options."""

    options: Options = field(default_factory=Options)
    ledger: Ledger = field(default_factory=Ledger)
    profile: Profile = field(init=False)
    world: World = field(init=False)
    store: Store = field(init=False)
    clock: Clock = field(init=False)
    sessions: dict[str, str] = field(init=False)
    """Browser sessions of the log-in page: cookie → user uid."""
    started_at: datetime = field(init=False)
    """When the world was loaded: creation date of its people, roles and processes."""
    meeting: Meeting | None = field(init=False)
    """What the next writes wait for, in place of the race window."""
    extra: dict[str, Any] = field(init=False)
    """State of single resources (user configuration, filters …), by their own names."""

    def __post_init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Load the world and the profile anew, forget every case, token and ledger entry.

        Raises ``WorldError`` or ``ProfileError``; nothing has changed then. The caller
        seeds the cases.
        """
        profile = parse_profile(self.options.profile)
        world = load_world(self.options.world or msgspec.json.encode(demo_world()))
        world.server.version = profile.version
        self.profile = profile
        self.world = world
        zone = self.options.time_zone or world.server.time_zone
        self.clock = Clock(zone, utc=profile.utc_dates)
        self.started_at = self.clock.now()
        self.store = Store()
        self.sessions = {}
        self.meeting = None
        self.extra = {}
        self.ledger.clear()
