using Antlr4.Runtime;
using Weft.Frontend.Dsl.Grammar;
using Weft.Frontend.Dsl.Syntax;
using Weft.IR;

namespace Weft.Frontend.Dsl.Parsing;

/// <summary>Text to syntax: lexer, token shaper, parser, and the walk that leaves the parser generator's tree behind.</summary>
internal static class FileParser
{
    /// <param name="threads">How many parts of a long text may be read at a time; of it the result tells nothing.</param>
    public static (FileSyntax File, DiagnosticBag Diagnostics) Parse(string path, string text, int threads)
    {
        if (InParts(path, text, threads) is { } file) return (file, []);
        var diagnostics = new SyntaxDiagnostics(path);
        return (Part(path, text, TextPart.Whole(text), diagnostics), diagnostics.Bag);
    }

    /// <summary>As far as the parser's own tree, which has every word.</summary>
    public static ParsedText Read(string path, string text)
    {
        var diagnostics = new SyntaxDiagnostics(path);
        var stream = new ShapedTokens(Words(text, TextPart.Whole(text), diagnostics));
        return new(Root(stream, diagnostics, _ => { }), stream, diagnostics);
    }

    /// <summary>Null where the text is short, or where anything is wrong: what that is depends on all that stands before it.</summary>
    private static FileSyntax? InParts(string path, string text, int threads)
    {
        var parts = TextPart.Cut(text, threads);
        if (parts.Length == 1) return null;
        var files = new FileSyntax?[parts.Length];
        SideBySide.Run(parts.Length, threads, () => parts, (all, i) =>
        {
            var diagnostics = new SyntaxDiagnostics(path);
            var file = Part(path, text, all[i], diagnostics);
            if (diagnostics.Bag.Count > 0 || file.Declarations.Any(ChangesWords)) return false;
            files[i] = file;
            return true;
        });
        return Array.Exists(files, file => file is null)
            ? null
            : files[0]! with { Declarations = [.. files.SelectMany(file => file!.Declarations)] };
    }

    // 'max(a, b) - c' is no reduction where a func is called 'max', wherever that is declared.
    private static bool ChangesWords(DeclarationSyntax declaration) =>
        declaration is FuncSyntax { Name.Text: var name } && (ReductionNames.Contains(name) || name == "scatter");

    private static FileSyntax Part(string path, string text, TextPart part, SyntaxDiagnostics diagnostics)
    {
        var stream = new ShapedTokens(Words(text, part, diagnostics));
        var builder = new FileBuilder(stream, diagnostics);
        // What the parser made of a declaration is let go as soon as it is syntax: the tree of a large file is several times its size.
        var root = Root(stream, diagnostics, declaration =>
        {
            builder.Add(declaration);
            declaration.children = null;
        });
        return root is null ? new(path, text, [], new SourceSpan(0, 1, 1, text.Length)) : builder.File(path, text);
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

    private static List<IToken> Words(string text, TextPart part, SyntaxDiagnostics diagnostics)
    {
        var lexer = new WeftLexer(new TextStream(text, part)) { TokenFactory = new WordFactory(text), Line = part.Line };
        lexer.RemoveErrorListeners();
        // Words are about four characters long; a list that grows would leave its halves behind.
        List<IToken> tokens = new(((part.End - part.Start) / 3) + 16);
        do tokens.Add(lexer.NextToken());
        while (tokens[^1].Type != TokenConstants.EOF);
        return new TokenShaper(tokens, diagnostics).Shape();
    }
}
