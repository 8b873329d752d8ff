using System.Collections.Generic;
using System.Linq;
using Weft.IR.Text;

namespace Weft.IR;

/// <summary>Memory that a kernel declares for its blocks or threads: <c>workgroup(%m : memref&lt;8xf32, 3&gt; {attributes})</c>.</summary>
internal static class AttributionForm
{
    /// <param name="arguments">Gets the memory as arguments of the kernel's body.</param>
    /// <param name="attributes">Gets their attributes; null where none may be written.</param>
    public static bool Parse(IrParser parser, string keyword, List<RegionArgument> arguments, List<DictionaryAttr>? attributes)
    {
        var tokens = parser.Tokens;
        if (!tokens.AcceptWord(keyword)) return true;
        if (!tokens.Expect(TokenKind.LeftParen, "expected '(' in argument list")) return false;
        if (tokens.Accept(TokenKind.RightParen)) return true;
        do
        {
            if (parser.Operands.Parse(allowNumber: false) is not { } name || !tokens.Expect(TokenKind.Colon, "expected ':'")) return false;
            if (parser.Types.Parse() is not { } type) return false;
            var written = DictionaryAttr.Empty;
            if (attributes is not null && tokens.Is(TokenKind.LeftBrace) && (written = parser.Attributes.ParseDictionary()) is null)
                return false;
            attributes?.Add(written);
            var argument = new RegionArgument(name.Name, type, tokens.LocationAt(name.Position), name.Position);
            if (!parser.Locations.ParseTrailing(argument.SetLocation)) return false;
            arguments.Add(argument);
        }
        while (tokens.Accept(TokenKind.Comma));
        return tokens.Expect(TokenKind.RightParen, "expected ')' in argument list");
    }

    public static void Print(IrPrinter printer, string keyword, IEnumerable<BlockArgument> attributions, ArrayAttr? attributes)
    {
        var index = 0;
        foreach (var attribution in attributions)
        {
            printer.Text(index == 0 ? $" {keyword}(" : ", ");
            printer.Value(attribution);
            printer.Text(" : ");
            printer.Type(attribution.Type);
            if (attributes?.Elements[index] is DictionaryAttr { Entries.IsEmpty: false } written)
            {
                printer.Space();
                printer.Dictionary(written.Entries);
            }

            index++;
        }

        if (index > 0) printer.Text(")");
    }

    /// <summary>The attributes as they are stored: not at all when there are none.</summary>
    public static ArrayAttr? ToAttribute(List<DictionaryAttr> attributes) =>
        attributes.TrueForAll(a => a.Entries.IsEmpty) ? null : new ArrayAttr(attributes.Select(a => (Attribute)a).ToSequence());
}
