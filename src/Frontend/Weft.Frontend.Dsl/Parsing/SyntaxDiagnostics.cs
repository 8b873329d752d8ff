using Antlr4.Runtime;
using Weft.Frontend.Dsl.Grammar;
using Weft.Frontend.Dsl.Syntax;
using Weft.IR;

namespace Weft.Frontend.Dsl.Parsing;

/// <summary>Collects what lexer and parser report, and remembers which declarations it breaks.</summary>
internal sealed class SyntaxDiagnostics(string path)
{
    private readonly List<int> _offsets = [];
    private readonly HashSet<ParserRuleContext> _broken = [];

    public DiagnosticBag Bag { get; } = [];

    public void Report(DiagnosticDescriptor descriptor, IToken at, params object?[] arguments) =>
        Add(At(descriptor, at, arguments), at);

    public void ReportWithNote(DiagnosticDescriptor descriptor, IToken at, string note, IToken noteAt, params object?[] arguments) =>
        Add(At(descriptor, at, arguments).WithNote(SpanOf(noteAt).In(path), note), noteAt);

    /// <summary>The parser missed a word in a declaration. It knows which one it reads; the place of the word does not tell: what a
    /// declaration lacks is missed where the next one begins.</summary>
    public void Break(WeftParser.DeclarationContext declaration) => _broken.Add(declaration);

    /// <summary>The parser missed a word in a declaration, or one of its words is none.</summary>
    public bool IsBroken(WeftParser.DeclarationContext declaration, SourceSpan span) =>
        _broken.Contains(declaration) || _offsets.Exists(offset => offset > span.Offset && offset < span.End);

    public bool IsReportedAt(int offset) => _offsets.Contains(offset);

    /// <summary>Line ends and the end of the file have no characters of their own; they are shown as one.</summary>
    public static SourceSpan SpanOf(IToken token)
    {
        var length = token.Type is WeftLexer.NEWLINE or TokenConstants.EOF ? 1 : token.StopIndex - token.StartIndex + 1;
        return new(token.StartIndex, token.Line, token.Column + 1, Math.Max(length, 1));
    }

    private Diagnostic At(DiagnosticDescriptor descriptor, IToken at, object?[] arguments) =>
        descriptor.At(SpanOf(at).In(path), arguments) with { Length = SpanOf(at).Length };

    private void Add(Diagnostic diagnostic, IToken cause)
    {
        Bag.Add(diagnostic);
        _offsets.Add(cause.StartIndex);
    }
}
