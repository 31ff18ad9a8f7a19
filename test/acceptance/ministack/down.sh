#!/usr/bin/env bash
# Ends the MiniStack that up.sh DIR started. Its log and outputs stay in DIR.
set -euo pipefail

dir=$1
[ -f "$dir/ministack.pid" ] || exit 0
pid=$(cat "$dir/ministack.pid")
rm -f "$dir/ministack.pid" "$dir/endpoints.json"
kill "$pid" 2>/dev/null || exit 0
for _ in $(seq 40); do
  kill -0 "$pid" 2>/dev/null || exit 0
  sleep 0.25
done
kill -9 "$pid" 2>/dev/null || true
