#!/bin/sh
# Builds the UI into dist/ when a source is newer than the last build.
set -eu
stamp=dist/.built
if [ -f "$stamp" ] && [ -z "$(find . -path ./node_modules -prune -o -path ./dist -prune -o -type f -newer "$stamp" -print | head -n 1)" ]; then
  exit 0
fi
command -v npm >/dev/null || { echo "Node.js 20 or newer with npm is needed to build the UI; install it and run again." >&2; exit 1; }
echo "Building the UI"
# Names of built files carry a hash, so those of earlier builds would stay in the jar.
rm -rf target/classes/ui
[ -d node_modules ] && [ ! package-lock.json -nt node_modules/.package-lock.json ] || npm ci --no-audit --no-fund --loglevel=error
npm run build --silent
touch "$stamp"
