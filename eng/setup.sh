#!/usr/bin/env bash
# Installs the native libraries that Weft needs and does not find. Prints what it does; does nothing when all is there.
set -euo pipefail

need=()
library() { ldconfig -p 2>/dev/null | grep -q "$1"; }

library 'libLLVM.so.22' || library 'libLLVM-22' || library 'libLLVM.so.19' || library 'libLLVM-19' || need+=(llvm)

if ! command -v dotnet >/dev/null; then
    echo "setup: the .NET SDK 10 is missing; see https://dotnet.microsoft.com/download" >&2
    exit 4
fi

[ ${#need[@]} -eq 0 ] && exit 0

run=()
if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then run=(sudo -n); else run=(false); fi
fi

if ! command -v apt-get >/dev/null || [ "${run[*]:-}" = false ]; then
    echo "setup: LLVM's library is missing, and this script may not install it here." >&2
    echo "setup: on Debian and Ubuntu:  sudo apt-get install libllvm22   (or libllvm19)" >&2
    echo "setup: elsewhere install LLVM 22 or 19 and point WEFT_LLVM to libLLVM.so" >&2
    exit 4
fi

echo "setup: LLVM's library is missing; installing it with apt-get"
"${run[@]}" apt-get update -qq
for package in libllvm22 libllvm19; do
    if "${run[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null; then
        echo "setup: installed $package"
        exit 0
    fi
done
echo "setup: neither libllvm22 nor libllvm19 could be installed; install one of them and run this again" >&2
exit 4
