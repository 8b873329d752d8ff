#!/usr/bin/env bash
# Replaces the assemblies in a directory by ones that hold machine code besides IL: a command starts in half the time.
# usage: ready-to-run.sh DIRECTORY WORK [REFERENCE...]
# WORK keeps what was compiled: unchanged assemblies are not compiled again. REFERENCEs are what they use that is not beside them.
# Without the compiler package it says so and leaves the assemblies as they are: they run all the same.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
directory=$1 work=$2
shift 2
[ "$(uname -sm)" = "Linux x86_64" ] || exit 0

version=$(sed -nE 's/.*Crossgen2.*Version="\[(.*)\]".*/\1/p' "$here/crossgen/Crossgen.csproj")
package=${NUGET_PACKAGES:-$HOME/.nuget/packages}/microsoft.netcore.app.crossgen2.linux-x64/$version
if [ ! -d "$package" ] && ! timeout 120 dotnet restore "$here/crossgen/Crossgen.csproj" -v quiet --nologo > /dev/null 2>&1; then
    echo "ready-to-run: no compiler package; commands start slower"
    exit 0
fi

mkdir -p "$work"
runtimes=$(dotnet --list-runtimes)
references=()
for reference in "$@"; do references+=(-r "$reference"); done
for framework in Microsoft.NETCore.App Microsoft.AspNetCore.App; do
    newest=$(sed -nE "s|^$framework (10\.[^ ]+) \[(.*)\]$|\2/\1|p" <<< "$runtimes" | sort -V | tail -n 1)
    [ -z "$newest" ] || references+=(-r "$newest/*.dll")
done

for file in "$directory"/*.dll; do
    name=$(basename "$file")
    cmp -s "$file" "$work/$name" && continue
    if ! cmp -s "$file" "$work/$name.il"; then
        cp "$file" "$work/$name.il"
        # The framework's generic methods are compiled in, for types of ours, too; the runtime checks that they are still the same.
        "$package/tools/crossgen2" "$file" -o "$work/$name.new" "${references[@]}" -r "$directory/*.dll" \
            --targetos linux --targetarch x64 -O --opt-cross-module "*" --non-local-generics-module "*" > "$work/log" 2>&1 || { cat "$work/log"; rm "$work/$name.il"; exit 1; }
        mv "$work/$name.new" "$work/$name"
    fi
    cp "$work/$name" "$file.new"
    mv "$file.new" "$file"
done
