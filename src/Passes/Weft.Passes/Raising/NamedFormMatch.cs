using Weft.IR;

namespace Weft.Passes;

/// <summary>A row of the table of named operations, laid over a <c>linalg.generic</c>: which of its loops and inputs are those of the row.
/// </summary>
internal sealed class NamedFormMatch
{
    private readonly NamedOpDefinition _row;
    private readonly GenericOp _op;
    private readonly bool _isApart;

    // For each input of the row one of the operation.
    private readonly int[] _inputs;

    // For each loop of the row one of the operation.
    private readonly int[] _loops;

    // Strides and dilations, in turn.
    private readonly long[] _windows;

    private NamedFormMatch(NamedOpDefinition row, GenericOp op, bool isApart, int[] inputs)
    {
        (_row, _op, _isApart, _inputs) = (row, op, isApart, inputs);
        (_loops, _windows) = ([.. row.Loops.Select(_ => -1)], [.. Enumerable.Repeat(1L, 2 * row.Windows)]);
    }

    /// <summary>The operation of the row that computes the same; null where there is none.</summary>
    /// <param name="isApart">As for <see cref="NamedForms.Rename"/>.</param>
    public static NamedStructuredOp? Find(NamedOpDefinition row, GenericOp op, bool isApart)
    {
        var count = row.Operands.Count - 1;
        if (op.Inputs.Count != count || (!row.IsElementwise && op.LoopCount != row.Loops.Count)) return null;
        return Orders(count).Select(order => new NamedFormMatch(row, op, isApart, order).Find()).FirstOrDefault(named => named is not null);
    }

    // Factors may come in either order.
    private static IEnumerable<int[]> Orders(int count)
    {
        yield return [.. Enumerable.Range(0, count)];
        if (count == 2) yield return [1, 0];
    }

    private NamedStructuredOp? Find()
    {
        if (!(_row.IsElementwise ? _op.IndexingMaps.All(map => map.IsIdentity) : HasLoops())) return null;
        var named = NamedStructuredOp.Make(
            _row, [.. _inputs.Select(input => _op.Inputs[input])], _op.Outputs[0], _windows.All(n => n == 1) ? null : _windows);
        if (IsSame(named.Yielded[0], _op.Yielded[0])) return named;
        named.Erase();
        return null;
    }

    private bool HasLoops()
    {
        var (maps, kinds, rowKinds) = (_op.IndexingMaps, _op.IteratorTypes, _row.IteratorTypes);
        // The output's loops first: windows go by them.
        return Binds(_row.Operands[_inputs.Length], maps[_inputs.Length])
            && _inputs.Select((input, i) => Binds(_row.Operands[i], maps[input])).All(binds => binds)
            && !_loops.Contains(-1) && _loops.Distinct().Count() == _loops.Length
            && _loops.Select((loop, i) => kinds[loop] == rowKinds[i]).All(same => same)
            && NamedForms.KeepsOrder(_op, _loops, _isApart);
    }

    private bool Binds(NamedOperand operand, AffineMap map) => operand.Subscripts.Count == map.Results.Count
        && operand.Subscripts.Zip(map.Results, Binds).All(binds => binds);

    private bool Binds(AffineExpr subscript, AffineExpr actual) => subscript is AffineDim loop
        ? actual is AffineDim dim && Binds(loop.Position, dim.Position)
        : subscript is AffineBinary { Operator: AffineKind.Add } sum && BindsWindow(TermOf(sum.Left), TermOf(sum.Right), actual);

    private bool Binds(int loop, int actual)
    {
        if (_loops[loop] < 0) _loops[loop] = actual;
        return _loops[loop] == actual;
    }

    // h * stride + y * dilation, where it is known which loop h is.
    private bool BindsWindow((int Loop, int? Number) place, (int Loop, int? Number) inner, AffineExpr actual)
    {
        var at = _loops[place.Loop];
        if (at < 0 || new AffineFlattener(_op.LoopCount, 0).Flatten(actual) is not { Constant: 0 } form
            || form.Locals.Any(factor => factor != 0)) return false;
        var others = Enumerable.Range(0, _op.LoopCount).Where(d => d != at && form.Inputs[d] != 0).ToList();
        return others is [var other] && Binds(inner.Loop, other)
            && Counts(place.Number, form.Inputs[at]) && Counts(inner.Number, form.Inputs[other]);
    }

    private bool Counts(int? number, long factor)
    {
        if (number is { } window && factor > 0) _windows[window] = factor;
        return number is null ? factor == 1 : factor > 0;
    }

    // A loop, alone or times a symbol.
    private static (int Loop, int? Number) TermOf(AffineExpr term) => term switch
    {
        AffineDim dim => (dim.Position, null),
        AffineBinary { Left: AffineDim dim, Right: AffineSymbol number } => (dim.Position, number.Position),
        AffineBinary { Left: AffineSymbol number, Right: AffineDim dim } => (dim.Position, number.Position),
        _ => throw new InvalidOperationException("windows are sums of multiples of two loops"),
    };

    private bool IsSame(Value named, Value actual)
    {
        if (named is BlockArgument argument)
            return actual is BlockArgument element && element.Owner == _op.Body
                && element.Index == (argument.Index < _inputs.Length ? _inputs[argument.Index] : argument.Index);
        if (named.Def is not { } made || actual.Def is not { } other || made.Info != other.Info || !HasSameAttributes(made, other))
            return false;
        var (operands, others) = (made.Operands, other.Operands);
        return operands.Zip(others, IsSame).All(same => same)
            || (made.Info.Has(OpTraits.Commutative) && IsSame(operands[0], others[1]) && IsSame(operands[1], others[0]));
    }

    private static bool HasSameAttributes(Operation a, Operation b) => a.Info.Properties.Select((name, i) => (name, i)).All(property =>
        property.name == "fastmath" || Equals(a.Properties[property.i], b.Properties[property.i]));
}
