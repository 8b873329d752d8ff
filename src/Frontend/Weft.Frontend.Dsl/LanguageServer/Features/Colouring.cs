using Antlr4.Runtime;
using Weft.Frontend.Dsl.Binding;
using Weft.Frontend.Dsl.Formatting;
using Weft.Frontend.Dsl.LanguageServer.Protocol;
using Weft.Frontend.Dsl.Symbols;
using Weft.IR;
using static Weft.Frontend.Dsl.Grammar.WeftLexer;

namespace Weft.Frontend.Dsl.LanguageServer.Features;

/// <summary>What each word is, for the editor's colours.</summary>
internal static class Colouring
{
    private enum Kind
    {
        Comment,
        Keyword,
        Number,
        String,
        Type,
        Struct,
        Function,
        Parameter,
        Variable,
    }

    private enum Modifier
    {
        Declaration = 1,
        Readonly = 2,
        DefaultLibrary = 4,
    }

    public static SemanticTokensOptions Options { get; } = new(
        new([.. Enum.GetNames<Kind>().Select(name => name.ToLowerInvariant())], ["declaration", "readonly", "defaultLibrary"]), Full: true);

    public static SemanticTokensAnswer Of(Document document)
    {
        var names = document.Analysis.Names.All.ToDictionary(place => place.Span.Offset);
        List<int> data = [];
        var last = new Position(0, 0);
        foreach (var token in document.Tokens)
        {
            if (Classify(token, names.GetValueOrDefault(token.StartIndex)) is not var (kind, modifiers)) continue;
            // The protocol has no words over several lines: each line of a comment is one.
            var offset = token.StartIndex;
            foreach (var line in token.Text.Split('\n'))
            {
                var start = document.Lines.PositionOf(offset);
                var isSameLine = start.Line == last.Line;
                data.AddRange([start.Line - last.Line, isSameLine ? start.Character - last.Character : start.Character, line.Length]);
                data.AddRange([(int)kind, modifiers]);
                (last, offset) = (start, offset + line.Length + 1);
            }
        }

        return new(data);
    }

    private static (Kind Kind, int Modifiers)? Classify(IToken token, NamePlace? place) => token.Type switch
    {
        _ when Comment.Is(token) => (Kind.Comment, 0),
        INT or FLOAT => (Kind.Number, 0),
        STRING => (Kind.String, 0),
        _ when place is not null && token.Text.Length == place.Span.Length => OfName(place),
        _ when token.Text.Length > 0 && Keywords.All.Contains(token.Text) => (Kind.Keyword, 0),
        NAME when ElementTypes.Parse(token.Text) is not null => (Kind.Type, (int)Modifier.DefaultLibrary),
        // A name that the lexer's neighbour made a keyword of: step, reduce, scatter.
        not NAME when char.IsLetter(token.Text.FirstOrDefault()) => (Kind.Keyword, 0),
        _ => null,
    };

    private static (Kind Kind, int Modifiers) OfName(NamePlace place)
    {
        var declaration = place.IsDeclaration ? (int)Modifier.Declaration : 0;
        return place.Symbol switch
        {
            BuiltinSymbol => (Kind.Function, (int)Modifier.DefaultLibrary),
            CallableSymbol => (Kind.Function, declaration),
            RecordSymbol => (Kind.Struct, declaration),
            VariableSymbol { IsParameter: true, IsWritable: var isWritable } =>
                (Kind.Parameter, declaration | (isWritable ? 0 : (int)Modifier.Readonly)),
            VariableSymbol { Kind: VariableKind.Var } => (Kind.Variable, declaration),
            _ => (Kind.Variable, declaration | (int)Modifier.Readonly),
        };
    }
}
