"""Named reports: endpoints that an administrator has added to extraRest, as table and chart."""
