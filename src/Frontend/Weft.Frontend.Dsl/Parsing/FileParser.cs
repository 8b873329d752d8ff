using Antlr4.Runtime;
using Weft.Frontend.Dsl.Grammar;
using Weft.Frontend.Dsl.Syntax;
using Weft.IR;

namespace Weft.Frontend.Dsl.Parsing;

/// <summary>Text to syntax: lexer, token shaper, parser, and the walk that leaves the parser generator's tree behind.</summary>
internal static class FileParser
{
    public static (FileSyntax File, DiagnosticBag Diagnostics) Parse(string path, string text)
    {
        var (root, tokens, diagnostics) = Read(path, text);
        var file = root is null
            ? new(path, text, [], new SourceSpan(0, 1, 1, text.Length))
            : new FileBuilder(tokens, diagnostics).Build(root, path, text);
        return (file, diagnostics.Bag);
    }

    /// <summary>As far as the parser's own tree, which has every word.</summary>
    public static ParsedText Read(string path, string text)
    {
        var diagnostics = new SyntaxDiagnostics(path);
        var stream = new CommonTokenStream(new ListTokenSource(Words(text, diagnostics)));
        var parser = new WeftParser(stream) { ErrorHandler = new SyntaxErrorStrategy(diagnostics) };
        parser.RemoveErrorListeners();
        try
        {
            return new(parser.file(), stream, diagnostics);
        }
        catch (NestingTooDeepException e)
        {
            diagnostics.Report(DslDiagnostics.NestingTooDeep, e.Token, DepthLimitedParser.MaxDepth);
            return new(null, stream, diagnostics);
        }
    }

    private static List<IToken> Words(string text, SyntaxDiagnostics diagnostics)
    {
        var lexer = new WeftLexer(new AntlrInputStream(text));
        lexer.RemoveErrorListeners();
        List<IToken> tokens = [];
        do tokens.Add(lexer.NextToken());
        while (tokens[^1].Type != TokenConstants.EOF);
        return new TokenShaper(tokens, diagnostics).Shape();
    }
}
