using System;
using System.Collections.Generic;
using System.Linq;
using Weft.IR.Text;

namespace Weft.IR;

/// <summary>The syntax of <c>affine.parallel</c>: <c>(%i, %j) = (0, max(%a, %b)) to (%n, 4) step (2, 1) reduce ("addf") -> f32
/// { ... }</c>.</summary>
internal static class AffineParallelForm
{
    private static readonly string[] s_elided =
        ["reductions", "lowerBoundsMap", "lowerBoundsGroups", "upperBoundsMap", "upperBoundsGroups", "steps"];

    public static bool Parse(IrParser parser, OperationState state)
    {
        var tokens = parser.Tokens;
        var names = new List<UnresolvedOperand>();
        if (!tokens.Expect(TokenKind.LeftParen, "expected '('") || !parser.Operands.ParseList(names)
            || !tokens.Expect(TokenKind.RightParen, "expected ')'") || !tokens.Expect(TokenKind.Equal, "expected '='")) return false;
        if (!ParseBounds(parser, state, "lowerBounds", "max") || !parser.ExpectWord("to")
            || !ParseBounds(parser, state, "upperBounds", "min") || !ParseSteps(parser, state, names.Count)
            || !ParseReductions(parser, state) || !ScfForms.ParseResultTypes(parser, state)) return false;
        var arguments = names.Select(name => ScfForms.Argument(parser, name, IndexType.Instance)).ToList();
        return parser.ParseRegion(state.AddRegion(), state.Info, arguments) && parser.ParseOptionalAttrDict(state);
    }

    public static void Print(IrPrinter printer, AffineParallelOp op)
    {
        printer.Text(" (").Values(op.InductionVariables);
        printer.Text(") = (");
        Print(printer, op.LowerBounds, op.LowerGroups, "max(");
        printer.Text(") to (");
        Print(printer, op.UpperBounds, op.UpperGroups, "min(");
        printer.Text(")");
        if (op.Steps.Any(s => s != 1)) printer.Text($" step ({string.Join(", ", op.Steps.Select(NumberText.Of))})");
        if (op.Values.Count > 0)
        {
            printer.Text($" reduce ({string.Join(", ", op.ReductionKinds.Select(r => $"\"{r.Keyword()}\""))}) -> (").Types(op.Values.Types);
            printer.Text(")");
        }

        printer.Space().Region(op.Region, entryArguments: false, terminators: op.Values.Count > 0);
        printer.AttrDict(op, s_elided);
    }

    /// <summary>The sizes of the groups, from the elements attribute that holds them.</summary>
    public static int[] ToGroups(DenseElementsAttr attribute)
    {
        var groups = new int[attribute.ShapedType.ElementCount];
        var bytes = attribute.Data.ToArray();
        for (var i = 0; i < groups.Length; i++) groups[i] = BitConverter.ToInt32(bytes, attribute.IsSplat ? 0 : i * sizeof(int));
        return groups;
    }

    public static DenseElementsAttr FromGroups(IReadOnlyList<int> groups)
    {
        var isSplat = groups.Count > 0 && groups.All(g => g == groups[0]);
        var bytes = new byte[(isSplat ? 1 : groups.Count) * sizeof(int)];
        for (var i = 0; i < bytes.Length; i += sizeof(int)) BitConverter.GetBytes(groups[i / sizeof(int)]).CopyTo(bytes, i);
        return new(new RankedTensorType([groups.Count], IntegerType.I32), new Sequence<byte>(bytes), isSplat);
    }

    // (%a, max(%b, %c)): one expression, or several in parentheses, for each dimension.
    private static bool ParseBounds(IrParser parser, OperationState state, string which, string keyword)
    {
        var tokens = parser.Tokens;
        var (results, groups) = (new List<AffineExpr>(), new List<int>());
        var (dims, symbols) = (new List<Value>(), new List<Value>());
        if (!tokens.Expect(TokenKind.LeftParen, "expected '('")) return false;
        if (!tokens.Accept(TokenKind.RightParen))
        {
            do
            {
                if (ParseGroup(parser, keyword) is not var (map, subscripts)
                    || Resolve(parser, subscripts.Dims, dims, AffineExpr.Dim) is not { } dimInputs
                    || Resolve(parser, subscripts.Symbols, symbols, AffineExpr.Symbol) is not { } symbolInputs) return false;
                results.AddRange(map.Results.Select(r => r.Replace(dimInputs, symbolInputs)));
                groups.Add(map.Results.Count);
            }
            while (tokens.Accept(TokenKind.Comma));
            if (!tokens.Expect(TokenKind.RightParen, "expected ')'")) return false;
        }

        state.Operands.AddRange(dims);
        state.Operands.AddRange(symbols);
        state.SetAttribute(which + "Map", new AffineMapAttr(new(dims.Count, symbols.Count, results.ToSequence())));
        state.SetAttribute(which + "Groups", FromGroups(groups));
        return true;
    }

    private static (AffineMap Map, AffineSubscripts Subscripts)? ParseGroup(IrParser parser, string keyword)
    {
        var subscripts = new AffineSubscripts(parser);
        if (parser.Tokens.AcceptWord(keyword))
            return subscripts.ParseMap(TokenKind.LeftParen, TokenKind.RightParen) is { } map ? (map, subscripts) : null;
        return subscripts.ParseExpr() is { } expr ? (new(subscripts.Dims.Count, subscripts.Symbols.Count, [expr]), subscripts) : null;
    }

    // The input of the whole map for each operand of a group; a value is listed once.
    private static AffineExpr[]? Resolve(
        IrParser parser, List<UnresolvedOperand> operands, List<Value> values, Func<int, AffineExpr> leaf)
    {
        var inputs = new List<AffineExpr>();
        var found = new List<Value>();
        foreach (var operand in operands)
        {
            if (!parser.Operands.Resolve(operand, IndexType.Instance, found)) return null;
            var value = found[found.Count - 1];
            if (!values.Contains(value)) values.Add(value);
            inputs.Add(leaf(values.IndexOf(value)));
        }

        return [.. inputs];
    }

    private static bool ParseSteps(IrParser parser, OperationState state, int rank)
    {
        var steps = new Attribute[rank];
        for (var i = 0; i < rank; i++) steps[i] = IntegerAttr.I64(1);
        if (parser.Tokens.AcceptWord("step"))
        {
            if (new AffineSubscripts(parser).ParseMap(TokenKind.LeftParen, TokenKind.RightParen) is not { } map) return false;
            if (!map.IsConstant) return parser.ErrorAtName(state, "steps must be constant integers");
            steps = [.. map.Results.Select(r => IntegerAttr.I64(((AffineConstant)r).Value))];
        }

        state.SetAttribute("steps", new ArrayAttr(new Sequence<Attribute>(steps)));
        return true;
    }

    private static bool ParseReductions(IrParser parser, OperationState state)
    {
        var tokens = parser.Tokens;
        var kinds = new List<Attribute>();
        if (tokens.AcceptWord("reduce"))
        {
            if (!tokens.Expect(TokenKind.LeftParen, "expected '('")) return false;
            do
            {
                var start = tokens.Current.Start;
                if (parser.Attributes.Parse() is not { } attribute) return false;
                if (attribute is not StringAttr { Value: var name }) return tokens.ErrorAt(start, "invalid kind of attribute specified");
                if (AtomicRmwKindKeywords.Keywords.Find(name) is not { } kind)
                    return parser.ErrorAt(start, $"invalid reduction value: \"{name}\"");
                kinds.Add(IntegerAttr.I64(kind));
            }
            while (tokens.Accept(TokenKind.Comma));
            if (!tokens.Expect(TokenKind.RightParen, "expected ')'")) return false;
        }

        state.SetAttribute("reductions", new ArrayAttr(kinds.ToSequence()));
        return true;
    }

    private static void Print(IrPrinter printer, AffineValueMap bounds, IReadOnlyList<int> groups, string open)
    {
        var start = 0;
        foreach (var size in groups)
        {
            if (start > 0) printer.Text(", ");
            if (size != 1) printer.Text(open);
            AffineForms.Subscripts(printer, bounds.Map.Slice(start, size), bounds.Operands);
            if (size != 1) printer.Text(")");
            start += size;
        }
    }
}
