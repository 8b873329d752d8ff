#!/usr/bin/env bash
# Sets up, builds, and runs the samples on real data. Pictures land in out/.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

eng/setup.sh
mkdir -p out
for sample in Hillshade Edges; do
    dotnet build "samples/$sample" -c Release -m:2 --nologo -v quiet -clp:NoSummary
done
echo
samples/Hillshade/bin/Release/net10.0/Hillshade out/hillshade.png
samples/Edges/bin/Release/net10.0/Edges out/edges.png
