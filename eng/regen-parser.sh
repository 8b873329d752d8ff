#!/usr/bin/env bash
# Regenerates the C# lexer and parser of .weft from their grammars. Needs npm and Java 11 or later; a build needs neither,
# because the result is committed. A test compares the grammars with the hash that this script stamps.
set -euo pipefail
cd "$(dirname "$0")/../src/Frontend/Weft.Frontend.Dsl/Grammar"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" antlr4ng-cli@1.0.7
cp WeftLexer.g4 WeftParser.g4 "$work"

# The tool writes the path it was called with into each header: call it with bare names.
jar="$work/node_modules/antlr4ng-cli/antlr4-4.13.2-SNAPSHOT-complete.jar"
for grammar in WeftLexer WeftParser; do
    (cd "$work" && java -jar "$jar" -Dlanguage=CSharp -no-visitor -no-listener -Werror \
        -package Weft.Frontend.Dsl.Grammar -message-format vs2005 "$grammar.g4")
done

# The parser is an implementation detail: nothing of it is public.
rm -rf Generated && mkdir Generated
for file in WeftLexer WeftParser; do
    sed '/CLSCompliant/d; s/public partial class/internal partial class/; s/[[:space:]]*$//' "$work/$file.cs" > "Generated/$file.cs"
done
cat WeftLexer.g4 WeftParser.g4 | sha256sum | cut -d' ' -f1 > Generated/grammar.sha256
