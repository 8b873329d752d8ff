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
        var diagnostics = new SyntaxDiagnostics(path);
        var stream = new ShapedTokens(Words(text, diagnostics));
        var builder = new FileBuilder(stream, diagnostics);
        // What the parser made of a declaration is let go as soon as it is syntax: the tree of a large file is several times its size.
        var root = Root(stream, diagnostics, declaration =>
        {
            builder.Add(declaration);
            declaration.children = null;
        });
        return (root is null ? new(path, text, [], new SourceSpan(0, 1, 1, text.Length)) : builder.File(path, text), diagnostics.Bag);
    }

    /// <summary>As far as the parser's own tree, which has every word.</summary>
    public static ParsedText Read(string path, string text)
    {
        var diagnostics = new SyntaxDiagnostics(path);
        var stream = new ShapedTokens(Words(text, diagnostics));
        return new(Root(stream, diagnostics, _ => { }), stream, diagnostics);
    }

    private static WeftParser.FileContext? Root(
        CommonTokenStream stream, SyntaxDiagnostics diagnostics, Action<WeftParser.DeclarationContext> declarationRead)
    {
        var parser = new WeftParser(stream) { ErrorHandler = new SyntaxErrorStrategy(diagnostics), DeclarationRead = declarationRead };
        parser.RemoveErrorListeners();
        try
        {
            return parser.file();
        }
        catch (NestingTooDeepException e)
        {
            diagnostics.Report(DslDiagnostics.NestingTooDeep, e.Token, DepthLimitedParser.MaxDepth);
            return null;
        }
    }

    private static List<IToken> Words(string text, SyntaxDiagnostics diagnostics)
    {
        var lexer = new WeftLexer(new AntlrInputStream(text)) { TokenFactory = new WordFactory(text) };
        lexer.RemoveErrorListeners();
        // Words are about four characters long; a list that grows would leave its halves behind.
        List<IToken> tokens = new((text.Length / 3) + 16);
        do tokens.Add(lexer.NextToken());
        while (tokens[^1].Type != TokenConstants.EOF);
        return new TokenShaper(tokens, diagnostics).Shape();
    }
}
