using Antlr4.Runtime;
using Weft.Frontend.Dsl.Binding;
using Weft.Frontend.Dsl.LanguageServer.Protocol;
using Weft.Frontend.Dsl.Symbols;
using Weft.IR;
using static Weft.Frontend.Dsl.Grammar.WeftLexer;

namespace Weft.Frontend.Dsl.LanguageServer.Features;

/// <summary>What can be written at a place: by the words before it, declarations, types, statements or values.</summary>
internal static class Completion
{
    // The protocol's numbers of kinds.
    private const int Function = 3;
    private const int Variable = 6;
    private const int Struct = 22;
    private const int Keyword = 14;
    private const int Snippet = 15;
    private const int Constant = 21;

    private static readonly (string Name, string Detail, string Text)[] Declarations =
    [
        ("kernel", "a kernel over arrays", "kernel ${1:name}(${2:x: f32[n]}) -> ${3:y: f32[n]} {\n    $0\n}"),
        ("fast kernel", "a kernel whose floats may be rounded otherwise",
            "fast kernel ${1:name}(${2:x: f32[n]}) -> ${3:y: f32[n]} {\n    $0\n}"),
        ("workflow", "kernels one after the other", "workflow ${1:name}(${2:x: f32[n]}) -> ${3:f32[n]} {\n    return $0\n}"),
        ("func", "a pure function of numbers", "func ${1:name}(${2:x: f32}) -> ${3:f32} = $0"),
        ("record", "several numbers under one name", "record ${1:Name} { ${2:x: f32} }"),
        ("const", "a number that never changes", "const ${1:NAME} = $0"),
        ("import", "the declarations of another file", "import \"$0\""),
    ];

    private static readonly (string Name, string Detail, string Text)[] Statements =
    [
        ("let", "a value", "let ${1:x} = $0"),
        ("var", "a variable", "var ${1:x} = $0"),
        ("for", "one turn after the other", "for ${1:i} in 0..${2:n} {\n    $0\n}"),
        ("parallel", "turns that do not depend on each other", "parallel ${1:i} in 0..${2:n} { $0 }"),
        ("while", "as long as something holds", "while ${1:condition} {\n    $0\n}"),
        ("if", "only if something holds", "if ${1:condition} {\n    $0\n}"),
        ("assert", "stops when something does not hold", "assert $0"),
        ("return", "leaves the body", "return"),
        ("break", "leaves the loop", "break"),
        ("continue", "goes on with the next turn", "continue"),
    ];

    public static IReadOnlyList<CompletionItem> At(Document document, int offset)
    {
        // The word that is being written does not count.
        var words = document.Tokens.Where(token => token.Channel == TokenConstants.DefaultChannel && token.Type != TokenConstants.EOF
            && token.StopIndex + 1 < offset + (IsWord(token) ? 0 : 1) && token.StartIndex < offset).ToList();
        if (IsInComment(document, offset)) return [];
        var (before, depth) = (words.LastOrDefault(), words.Sum(Nesting));
        if (before?.Type == DOT) return Members(document, words, offset);
        if (before?.Type is COLON or ARROW or INOUT or OUT or IN && !IsRange(words)) return Types(document, before.Type == COLON);
        var startsLine = before?.Type is null or NEWLINE or SEMICOLON or OPEN_BRACE or CLOSE_BRACE;
        if (depth <= 0) return startsLine ? [.. Declarations.Select(Template)] : Values(document, offset);
        return startsLine ? [.. Statements.Select(Template), .. Values(document, offset)] : Values(document, offset);
    }

    private static bool IsWord(IToken token) => char.IsLetterOrDigit(token.Text.LastOrDefault());

    private static bool IsInComment(Document document, int offset) => document.Tokens.Any(token => Formatting.Comment.Is(token)
        && token.StartIndex < offset && offset <= token.StopIndex + (token.Type == BLOCK_COMMENT ? 0 : 1));

    private static int Nesting(IToken token) => token.Type switch
    {
        OPEN_BRACE => 1,
        CLOSE_BRACE => -1,
        _ => 0,
    };

    // 'in' of a loop is followed by a bound, that of a parameter by a type.
    private static bool IsRange(List<IToken> words) =>
        words is [.., { Type: NAME }, { Type: IN }] or [.., { Type: QUESTION }, _, { Type: COLON }];

    private static List<CompletionItem> Types(Document document, bool isAfterColon)
    {
        List<CompletionItem> items = [.. ElementTypes.Names.Select(name => new CompletionItem(name, Struct))];
        items.AddRange(Records(document).Select(record => Item(record, Struct)));
        if (isAfterColon) items.AddRange(new[] { "inout", "out" }.Select(word => new CompletionItem(word, Keyword)));
        return items;
    }

    private static List<CompletionItem> Values(Document document, int offset)
    {
        List<CompletionItem> items = [.. Visibility.At(document, offset).Select(variable => Item(variable, Variable))];
        items.AddRange(document.Analysis.Callables.Select(callable => Item(callable, Function)));
        items.AddRange(document.Analysis.Names.All.Where(place => place is { IsDeclaration: true, Symbol: ConstantSymbol })
            .Select(place => Item(place.Symbol, Constant)));
        items.AddRange(BuiltinTable.Functions.Concat(BuiltinTable.AllReductions.Where(sum => BuiltinTable.Find(sum.Name) is null))
            .Select(builtin => Item(builtin, Function)));
        items.AddRange(new[] { "true", "false" }.Select(word => new CompletionItem(word, Keyword)));
        return [.. items.DistinctBy(item => item.Label)];
    }

    private static IReadOnlyList<CompletionItem> Members(Document document, List<IToken> words, int offset)
    {
        var owner = words.Count > 1 ? words[^2].Text : "";
        var variable = Visibility.At(document, offset).FirstOrDefault(candidate => candidate.Name == owner);
        IEnumerable<string> names = variable switch
        {
            { Type: RecordType record } => record.Record.Fields.Select(field => field.Name),
            { IsArray: true } => BoundaryElement.Modes,
            _ => [],
        };
        return [.. names.Select(name => new CompletionItem(name, Variable))];
    }

    private static IEnumerable<RecordSymbol> Records(Document document) => document.Analysis.Names.All
        .Select(place => place.Symbol).OfType<RecordSymbol>().DistinctBy(record => record.Name);

    private static CompletionItem Item(ISymbol symbol, int kind)
    {
        var doc = SymbolForms.DocOf(symbol);
        return new(symbol.Name, kind, SymbolForms.Of(symbol), doc.Length > 0 ? MarkupContent.Markdown(doc) : null);
    }

    private static CompletionItem Template((string Name, string Detail, string Text) row) =>
        new(row.Name, Snippet, row.Detail, InsertText: row.Text, InsertTextFormat: 2);
}
