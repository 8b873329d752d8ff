using Antlr4.Runtime;
using Weft.Frontend.Dsl.Grammar;

namespace Weft.Frontend.Dsl.Parsing;

/// <summary>A text's words, comments and line ends, the parser's tree over them, and what is wrong with it.</summary>
/// <param name="Root">Null where the text is nested too deeply to have a tree.</param>
/// <param name="Tokens">Shaped: see <see cref="TokenShaper"/>.</param>
internal sealed record ParsedText(WeftParser.FileContext? Root, CommonTokenStream Tokens, SyntaxDiagnostics Diagnostics);
