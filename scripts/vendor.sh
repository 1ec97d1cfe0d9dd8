#!/bin/sh
# Fetches the vendored browser libraries from npm. Run it to change a version, then commit the result.
set -eu
HTMX=2.0.10

root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cd "$work"
npm pack --silent "htmx.org@$HTMX"
tar -xzf "htmx.org-$HTMX.tgz"
rm -f "$root"/static/vendor/htmx-*.min.js
cp package/dist/htmx.min.js "$root/static/vendor/htmx-$HTMX.min.js"
cp package/LICENSE "$root/static/vendor/htmx-LICENSE.txt"
