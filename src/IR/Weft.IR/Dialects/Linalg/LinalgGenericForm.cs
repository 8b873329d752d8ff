using System.Collections.Generic;
using System.Linq;
using Weft.IR.Text;

namespace Weft.IR;

/// <summary>The syntax of <c>linalg.generic</c>: <c>{indexing_maps = [...], iterator_types = ["parallel"]} ins(...) outs(...)
/// attrs = {...} { body } -> type</c>.</summary>
internal static class LinalgGenericForm
{
    private const string IteratorTypes = "iterator_types";

    // What stands at the head; all other attributes come behind the operands.
    private static readonly string[] Traits = ["doc", "indexing_maps", IteratorTypes, "library_call"];

    public static bool Parse(IrParser parser, OperationState state)
    {
        var start = parser.Tokens.Current.Start;
        if (parser.Attributes.Parse() is not { } attribute) return false;
        if (attribute is not DictionaryAttr dictionary) return parser.ErrorAt(start, "invalid kind of attribute specified");
        foreach (var entry in dictionary.Entries) state.SetAttribute(entry.Name, entry.Value);
        if (dictionary[IteratorTypes] is not ArrayAttr written)
            return parser.ErrorAt(start, $"expected \"{IteratorTypes}\" array attribute");
        if (Iterators(parser, written) is not { } iterators) return false;
        state.SetAttribute(IteratorTypes, iterators);
        if (!StructuredForm.ParseParts(parser, state, GenericOp.Declared)) return false;
        if (parser.Tokens.AcceptWord("attrs")
            && !(parser.Tokens.Expect(TokenKind.Equal, "expected '='") && parser.ParseOptionalAttrDict(state))) return false;
        return parser.ParseWrittenRegion(state.AddRegion(), state.Info, null) && StructuredForm.ParseResults(parser, state);
    }

    public static void Print(IrPrinter printer, GenericOp op)
    {
        printer.Space();
        printer.Dictionary(Traits.Where(name => op.Attribute(name) is not null).Select(name => Written(name, op.Attribute(name)!)));
        StructuredForm.PrintParts(printer, op);
        if (op.Attributes.Length > 0)
        {
            printer.Text(" attrs = ");
            printer.AttrDict(op, [.. Traits, SegmentSizes.OfOperands]);
        }

        if (!op.Region.IsEmpty)
        {
            printer.Space();
            printer.Region(op.Region);
        }

        StructuredForm.PrintResults(printer, op);
    }

    // Iterators are written as strings.
    private static NamedAttribute Written(string name, Attribute value) =>
        name == IteratorTypes && value is ArrayAttr { Elements: var types }
            ? new(name, new ArrayAttr(types.Select<Attribute>(type => new StringAttr(((IteratorType)IrEnums.ValueOf(type)).Keyword()))))
            : new(name, value);

    private static ArrayAttr? Iterators(IrParser parser, ArrayAttr written)
    {
        var types = new List<Attribute>();
        foreach (var name in written.Elements.OfType<StringAttr>())
        {
            if (IteratorTypeKeywords.Keywords.Find(name.Value) is not { } value)
            {
                parser.Error($"unexpected iterator_type ({name.Value})");
                return null;
            }

            types.Add(new EnumAttr(IteratorTypeKeywords.Keywords, value));
        }

        return new(types.ToSequence());
    }
}
