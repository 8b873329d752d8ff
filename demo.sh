#!/usr/bin/env bash
# Sets up, builds, and runs the samples on real data. Pictures land in out/.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

eng/setup.sh
mkdir -p out
echo "building the samples; the first time takes about a minute"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
for sample in Hillshade Edges; do
    dotnet build "samples/$sample" -c Release -m:2 --nologo -v quiet > "$log" 2>&1 || { cat "$log" >&2; exit 1; }
done
samples/Hillshade/bin/Release/net10.0/Hillshade out/hillshade.png
samples/Edges/bin/Release/net10.0/Edges out/edges.png
