using System.Collections.Generic;
using System.Linq;
using Weft.IR.Text;

namespace Weft.IR;

/// <summary>The syntax of <c>vector.contract</c>: <c>{indexing_maps = [...], ...} %lhs, %rhs, %acc : types into type</c>;
/// the attributes may stand under an alias.</summary>
internal static class ContractForm
{
    private const string IteratorTypes = "iterator_types";

    public static bool Parse(IrParser parser, OperationState state)
    {
        var tokens = parser.Tokens;
        var start = tokens.Current.Start;
        var operands = new List<UnresolvedOperand>();
        if (parser.Attributes.Parse() is not { } attributes) return false;
        if (attributes is not DictionaryAttr dictionary) return parser.ErrorAt(start, "invalid kind of attribute specified");
        foreach (var entry in dictionary.Entries) state.SetAttribute(entry.Name, entry.Value);
        for (var i = 0; i < 3; i++)
            if ((i > 0 && !tokens.Expect(TokenKind.Comma, "expected ','")) || !parser.Operands.Parse(operands)) return false;
        while (tokens.Accept(TokenKind.Comma))
            if (!parser.Operands.Parse(operands)) return false;
        if (!parser.ParseOptionalAttrDict(state) || !tokens.Expect(TokenKind.Colon, "expected ':'")
            || parser.Types.ParseList() is not { Count: >= 2 } types
            || !parser.ExpectWord("into") || parser.Types.Parse() is not { } result)
            return false;
        state.ResultTypes.Add(result);
        if (!parser.Operands.Resolve(operands.Take(3).ToList(), [types[0], types[1], result], state.Operands)) return false;
        if (!ReadIteratorTypes(parser, state, start)) return false;
        return operands.Count == 3 || parser.ErrorAtName(state, "expected zero or exactly 2 vector mask operands");
    }

    // Words become values of the enum.
    private static bool ReadIteratorTypes(IrParser parser, OperationState state, int start)
    {
        var index = state.Info.PropertyIndex(IteratorTypes);
        if (state.Properties[index] is not ArrayAttr words) return parser.ErrorAt(start, $"expected {IteratorTypes} array attribute");
        var types = new List<Attribute>();
        foreach (var word in words.Elements.OfType<StringAttr>())
        {
            if (VectorIteratorTypeKeywords.Keywords.Find(word.Value) is not { } type)
                return parser.ErrorAt(start, $"unexpected iterator_type ({word.Value})");
            types.Add(new EnumAttr(VectorIteratorTypeKeywords.Keywords, type));
        }

        state.Properties[index] = new ArrayAttr(types.ToSequence());
        return true;
    }

    public static void Print(IrPrinter printer, ContractOp op)
    {
        printer.Space();
        var words = new ArrayAttr(op.Iterators.Select(t => (Attribute)new StringAttr(t.Keyword())).ToSequence());
        printer.Dictionary([
            new("indexing_maps", op.IndexingMaps), new(IteratorTypes, words), new("kind", op.Kind.ToAttribute())]);
        printer.Space();
        printer.Values(op.Operands);
        printer.AttrDict(op, "indexing_maps", IteratorTypes, "kind");
        printer.Text(" : ");
        printer.Types([op.Lhs.Type, op.Rhs.Type]);
        printer.Text(" into ");
        printer.Type(op.Result.Type);
    }
}
