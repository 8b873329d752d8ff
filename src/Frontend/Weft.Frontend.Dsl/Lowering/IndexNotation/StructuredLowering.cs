using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.IR;

namespace Weft.Frontend.Dsl.Lowering;

/// <summary>
/// Index notation as structured operations: <c>c[i, j] = e</c> is a <c>linalg.generic</c> over i and j; where e is a reduction, its indices
/// are loops of the operation, too, and a <c>linalg.fill</c> before it gives what the reduction begins with.
/// </summary>
internal sealed class StructuredLowering(LoweringState state, ExpressionLowering expressions)
{
    /// <summary>False, with nothing emitted, where loops say better what is meant.</summary>
    public bool TryEmit(BoundFor loop)
    {
        if (IndexAssignment.Of(loop) is not { } assignment || DomainOf(assignment) is not { } domain) return false;
        if (assignment.Stores.Any(state.AtomicStores.Contains)) return false; // Several turns come to one element.
        if (assignment is { Values: [], Stores: [var only] } && CarriedReduction.Of(only.Value, state, expressions) is { } reduction
            && TryReduce(reduction, only, domain, loop)) return true;
        var operands = new StructuredOperands(domain, assignment.Stores, state.Funcs);
        foreach (var value in assignment.Values) operands.Visit(value);
        var olds = operands.OldCount;
        foreach (var store in assignment.Stores) operands.Visit(store.Value);
        // The second store of a turn would see what the first one wrote.
        if (assignment.Stores.Length > 1 && operands.OldCount > olds) return false;
        if (assignment.Stores.Any(store => domain.MapOf(store.Array, store.Subscripts) is null)) return false;
        Generic(domain, domain.Count, assignment.Stores, operands, loop, _ =>
        {
            foreach (var value in assignment.Values) state[value.Variable] = expressions.Emit(value.Initializer!);
            return [.. assignment.Stores.Select(store => expressions.Emit(store.Value))];
        });
        return true;
    }

    private static IndexDomain? DomainOf(IndexAssignment assignment)
    {
        var domain = new IndexDomain();
        return assignment.Indices.All(loop => domain.Add(loop.Index, IndexDomain.ExtentOf(loop.Extent))) ? domain : null;
    }

    // Only where nothing in it can stop the program, and no element is left over: others would see what the reduction begins with.
    private bool TryReduce(CarriedReduction reduction, BoundStore store, IndexDomain domain, BoundFor loop)
    {
        if (domain.MapOf(store.Array, store.Subscripts) is not { IsPermutation: true }) return false;
        if (reduction.Start is BoundVariable { Variable: var start } && domain.Indices.Contains(start)) return false;
        var whole = domain.Copy();
        foreach (var range in reduction.Ranges)
            if (range.Lower is not BoundLiteral { Value.Integer: var first } || first != 0
                || !whole.Add(range.Index, IndexDomain.ExtentOf(range.Upper))) return false;
        var operands = new StructuredOperands(whole, [store], state.Funcs);
        if (reduction.Condition is { } condition) operands.Visit(condition);
        operands.Visit(reduction.Body);
        if (operands.HasOthers || operands.OldCount > 0 || !operands.Span(domain.Count, whole.Count)) return false;
        state.Insert(NamedStructuredOp.Make(NamedOpTable.Find("linalg.fill"), [reduction.Initial()], state[store.Array]));
        Generic(whole, domain.Count, [store], operands, loop, so => [reduction.Turn(so[0])]);
        return true;
    }

    /// <param name="parallel">How many of the loops write elements of their own; the others are reductions.</param>
    /// <param name="turn">From the elements of the outputs to the new ones.</param>
    private void Generic(
        IndexDomain domain,
        int parallel,
        IReadOnlyList<BoundStore> stores,
        StructuredOperands operands,
        BoundFor loop,
        Func<IReadOnlyList<Value>, IReadOnlyList<Value>> turn)
    {
        state.Builder.Location = loop.Location;
        Value[] inputs = [.. operands.Inputs.Select(input => state[input.Array])], outputs = state.Of(stores.Select(store => store.Array));
        var maps = operands.Inputs.Select(input => input.Map).Concat(stores.Select(store => domain.MapOf(store.Array, store.Subscripts)!));
        var kinds = Enumerable.Range(0, domain.Count).Select(i => i < parallel ? IteratorType.Parallel : IteratorType.Reduction);
        var op = state.Insert(GenericOp.Make(inputs, outputs, maps.ToSequence(), kinds.ToSequence()));
        state.Name(op, domain.Indices);
        var body = op.Region.AddBlock();
        foreach (var input in operands.Inputs) body.AddArgument(input.Array.Element.IrType, input.Elements[0].Location);
        foreach (var store in stores) body.AddArgument(store.Array.Element.IrType, store.Location);
        var olds = body.Arguments.Skip(inputs.Length).ToList();
        state.Inside(body, () =>
        {
            foreach (var (input, element) in operands.Inputs.Zip(body.Arguments)) state.Give(input.Elements, element);
            foreach (var (reads, element) in operands.Olds.Zip(olds)) state.Give(reads, element);
            var counters = domain.Indices.Select((_, i) => state.Insert(new LinalgIndexOp(i))).ToList();
            state.Assign(domain.Indices, counters.Select(counter => (Value)counter.Result));
            state.Insert(new LinalgYieldOp([.. turn(olds)]));
            foreach (var counter in counters.Where(counter => !counter.Result.HasUses)) counter.Erase();
        });
    }
}
