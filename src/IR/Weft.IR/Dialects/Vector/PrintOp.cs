using Weft.IR.Text;

namespace Weft.IR;

/// <summary>Writes a scalar or a vector, in parentheses and with commas, or a text, to the output, and punctuation behind it.</summary>
[Op("vector.print",
    Format = "($source^ `:` type($source))? `` custom<Clauses>($stringLiteral, $punctuation) attr-dict")]
[Holds("`source` or `punctuation` are not set when printing strings", nameof(IsOneThing))]
public sealed partial class PrintOp : Operation, IHasMemoryEffects
{
    [Operand<Printable>] public partial Value? Source { get; }

    [Attr(Default = "PrintPunctuation.NewLine", Summary = "Punctuation for separating vectors or vector elements")]
    public partial PrintPunctuation Punctuation { get; set; }

    [Attr(Summary = "An Attribute containing a string")] public partial string? StringLiteral { get; set; }

    public MemoryEffects Effects => MemoryEffects.Write;

    private bool IsOneThing => StringLiteral is null || (Source is null && Punctuation == PrintPunctuation.NewLine);

    /// <summary><c>str "text"</c> and <c>punctuation &lt;comma&gt;</c>, in any order, each at most once.</summary>
    public static bool ParseClauses(IrParser parser, OperationState state)
    {
        while (true)
        {
            var start = parser.Tokens.Current.Start;
            if (parser.Tokens.AcceptWord("str"))
            {
                // As in MLIR, the text may be missing.
                if (parser.Tokens.Is(TokenKind.String) && !Read(parser, state, "stringLiteral", "str", start, parser.Attributes.Parse))
                    return false;
            }
            else if (parser.Tokens.AcceptWord("punctuation"))
            {
                if (!Read(parser, state, "punctuation", "punctuation", start,
                    _ => EnumAttr.Parse(parser, PrintPunctuationKeywords.Keywords)))
                    return false;
            }
            else
            {
                return true;
            }
        }
    }

    private static bool Read(
        IrParser parser, OperationState state, string property, string clause, int start, System.Func<IrType?, Attribute?> parse)
    {
        var index = state.Info.PropertyIndex(property);
        if (state.Properties[index] is not null)
            return parser.ErrorAtName(
                state, $"`{clause}` clause can appear at most once in the expansion of the oilist directive");
        return (state.Properties[index] = parse(null)) is not null;
    }

    private void PrintClauses(IrPrinter printer)
    {
        if (StringLiteral is not null)
        {
            printer.Text(" str ");
            printer.Attribute(new StringAttr(StringLiteral));
        }

        if (Punctuation != PrintPunctuation.NewLine) printer.Text($" punctuation <{Punctuation.Keyword()}>");
    }
}
