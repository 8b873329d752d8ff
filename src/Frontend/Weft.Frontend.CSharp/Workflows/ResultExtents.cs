using System.Collections.Generic;
using System.Linq;
using Weft.IR;

namespace Weft.Frontend.CSharp.Workflows;

/// <summary>The extents of arrays in a graph as formulas over what it takes: extents of its arrays by their symbols, integers by their
/// names. The workflow checks them when it runs; they are what lets callers make room.</summary>
/// <param name="parameters">Of each argument of the graph.</param>
internal sealed class ResultExtents(GraphOp graph, IReadOnlyList<ParameterSpelling> parameters, Callees callees)
{
    // Of a variable that is assigned on other paths only: fits any other.
    private static readonly ShapeExpr s_unassigned = new ShapeExpr.Symbol("?");

    private readonly Dictionary<(Value Array, int Dimension), ShapeExpr?> _known = [];
    private readonly HashSet<string> _symbols = [.. parameters.SelectMany(p => p.Shape).SelectMany(s => s.Symbols)];

    /// <summary>Null where it is no such formula.</summary>
    public ShapeExpr? Of(Value array, int dimension)
    {
        if (((RankedTensorType)array.Type).Shape[dimension] is >= 0 and var extent) return new ShapeExpr.Literal(extent);
        if (_known.TryGetValue((array, dimension), out var known)) return known;
        var found = array switch
        {
            BlockArgument argument => Argument(argument, dimension),
            OpResult result => Result(result, dimension),
            _ => null,
        };
        return _known[(array, dimension)] = found;
    }

    private ShapeExpr? Argument(BlockArgument argument, int dimension) => argument.Owner.ParentOp switch
    {
        GraphOp => parameters[argument.Index].Shape[dimension],
        WhileOp loop when argument.Owner == loop.After.Entry => Of(loop.Condition.Arguments[argument.Index], dimension),
        ILoopLike loop => Carried(loop, argument, dimension),
        _ => null,
    };

    private ShapeExpr? Result(OpResult result, int dimension) => result.Owner switch
    {
        TensorSplatOp made => Dynamic((RankedTensorType)result.Type, made.DynamicSizes, dimension),
        EmptyOp { DynamicSizes: var sizes } when sizes.All(size => ConstantOp.IntegerOf(size) == 0) => s_unassigned,
        EmptyOp made => Dynamic((RankedTensorType)result.Type, made.DynamicSizes, dimension),
        TensorCastOp cast => Of(cast.Source, dimension),
        InsertSliceOp insert => Of(insert.Dest, dimension),
        ExtractSliceOp part => part.MixedSizes[dimension] is { Value: { } size } ? Number(size) : null,
        SelectOp choice => Join(Of(choice.TrueValue, dimension), Of(choice.FalseValue, dimension)),
        WhileOp loop => Of(loop.Condition.Arguments[result.Index], dimension),
        ILoopLike loop => Carried(loop, loop.LoopArguments[result.Index], dimension),
        IRegionBranch => result.Owner.Regions
            .Select(region => Of(region.Entry.Last!.Operands[result.Index], dimension)).Aggregate(Join),
        InvokeOp call => Invoked(call, result.Index, dimension),
        _ => null,
    };

    // What goes round must come back as it was.
    private ShapeExpr? Carried(ILoopLike loop, BlockArgument argument, int dimension)
    {
        if (_known.TryGetValue((argument, dimension), out var known)) return known;
        var index = loop.LoopArguments.ToList().IndexOf(argument);
        if (index < 0) return null;
        var first = _known[(argument, dimension)] = Of(loop.LoopInits[index], dimension);
        return _known[(argument, dimension)] = loop is ForallOp ? first : Join(first, Of(loop.LoopYields[index], dimension));
    }

    private ShapeExpr? Invoked(InvokeOp call, int result, int dimension)
    {
        var callee = callees.Function(call.Callee.Leaf);
        Access[] access = [.. Enumerable.Range(0, callee.Type.Inputs.Count).Select(i => KernelAttributes.AccessOf(callee, i))];
        int[] written = [.. Enumerable.Range(0, access.Length).Where(i => access[i] != Access.In)];
        // A new state is as long as the old one. What only comes out of a kernel is no operand.
        if (result < written.Length)
            return Of(call.Arguments[access.Take(written[result]).Count(a => a != Access.Out)], dimension);
        var text = KernelAttributes.ParameterOf(((GraphOp)callee).ResultAttributes, result)!;
        var given = new Dictionary<string, ShapeExpr>();
        for (var i = 0; i < access.Length; i++)
        {
            var shape = KernelAttributes.ShapeOf(callee, i);
            for (var d = 0; d < shape.Count; d++)
                if (shape[d] is ShapeExpr.Symbol { Name: var symbol } && Of(call.Arguments[i], d) is { } extent) given[symbol] = extent;
            if (shape.Count == 0 && Number(call.Arguments[i]) is { } number) given[KernelAttributes.NameOf(callee, i)!] = number;
        }

        var formula = ParameterSpelling.TryParse(text)!.Shape[dimension];
        return formula.Symbols.All(given.ContainsKey) ? formula.Substitute(given) : null;
    }

    private ShapeExpr? Dynamic(RankedTensorType type, OperandRange sizes, int dimension) =>
        Number(sizes[type.Shape.Take(dimension).Count(extent => extent == ShapedType.Dynamic)]);

    private ShapeExpr? Number(Value value) => value switch
    {
        _ when ConstantOp.IntegerOf(value) is { } constant => new ShapeExpr.Literal((long)constant),
        BlockArgument argument when argument.Owner.ParentOp == graph => Parameter(parameters[argument.Index]),
        { Def: IndexCastOp cast } => Number(cast.Operands[0]),
        { Def: ExtSIOp or ExtUIOp } => Number(value.Def!.Operands[0]),
        { Def: TensorDimOp { ConstantIndex: { } dimension } dim } => Of(dim.Source, (int)dimension),
        { Def: AddIOp sum } => Combine('+', sum.Lhs, sum.Rhs),
        { Def: SubIOp difference } => Combine('-', difference.Lhs, difference.Rhs),
        { Def: MulIOp product } => Combine('*', product.Lhs, product.Rhs),
        _ => null,
    };

    // A parameter that is called as an extent of an array is said to be that one.
    private ShapeExpr? Parameter(ParameterSpelling parameter) =>
        !parameter.Name.Contains('.') && !_symbols.Contains(parameter.Name) && ShapeExpr.TryParse(parameter.Name) is ShapeExpr.Symbol symbol
            ? symbol : null;

    private ShapeExpr? Combine(char op, Value left, Value right) =>
        Number(left) is { } a && a != s_unassigned && Number(right) is { } b && b != s_unassigned ? ShapeExpr.Combine(op, a, b) : null;

    private static ShapeExpr? Join(ShapeExpr? a, ShapeExpr? b) =>
        a is null || b is null ? null : a == s_unassigned ? b : b == s_unassigned || a == b ? a : null;
}
