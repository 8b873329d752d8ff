#!/usr/bin/env bash
# Sets up, builds and runs the whole test suite. The last line is "N passed, N failed, N skipped".
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

eng/setup.sh
echo "== build"
dotnet build Compiler.sln -c Release -m:2 -nodeReuse:false --nologo -v quiet -clp:NoSummary

passed=0 failed=0 skipped=0
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
for project in tests/*.Tests tests/Weft.FileTests; do
    name=$(basename "$project")
    program="$project/bin/Release/net10.0/$name"
    [ -x "$program" ] || { echo "$name: not built" >&2; failed=$((failed + 1)); continue; }
    echo "== $name"
    "$program" -noLogo -noColor -trx "$results/$name.trx" > "$results/$name.log" 2>&1 && ok=1 || ok=0
    grep -a '\[SKIP\]' "$results/$name.log" || true
    grep -a -A 12 '\[FAIL\]' "$results/$name.log" | head -n 200 || true
    counters=$(grep -o '<Counters [^>]*>' "$results/$name.trx" 2>/dev/null || true)
    if [ -z "$counters" ]; then
        tail -n 40 "$results/$name.log"
        failed=$((failed + 1))
        continue
    fi
    count() { sed -E "s/.* $1=\"([0-9]+)\".*/\1/" <<< "$counters"; }
    p=$(count passed) f=$(count failed) total=$(count total)
    passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + total - p - f))
    if [ "$ok" = 0 ] && [ "$f" = 0 ]; then tail -n 40 "$results/$name.log"; failed=$((failed + 1)); fi
    echo "$name: $p passed, $f failed, $((total - p - f)) skipped"
done

echo "== Weft.Conformance, nothing lost"
code=0
tests/Weft.Conformance/bin/Release/net10.0/Weft.Conformance --check || code=$?
case $code in
    0) passed=$((passed + 1)) ;;
    4) skipped=$((skipped + 1)) ;; # it said why
    *) failed=$((failed + 1)) ;;
esac

echo "== Weft.Benchmarks, results only"
if tests/Weft.Benchmarks/bin/Release/net10.0/Weft.Benchmarks --smoke > "$results/benchmarks.log" 2>&1; then
    passed=$((passed + 1))
else
    tail -n 40 "$results/benchmarks.log"
    failed=$((failed + 1))
fi

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
