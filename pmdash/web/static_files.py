"""Static files under names that hold a hash of their content."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Rewrites the imports of JavaScript modules as well, so that no stale module is loaded."""

    support_js_module_import_aggregation = True
