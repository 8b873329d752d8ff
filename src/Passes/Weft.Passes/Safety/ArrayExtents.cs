using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// The extents of arrays as values. Arguments whose extents share a shape symbol have one value for it: who calls has checked
/// that they are equal.
/// </summary>
internal sealed class ArrayExtents
{
    private readonly FuncOp _function;
    private readonly Dictionary<Value, Value?[]> _arguments = [];

    public ArrayExtents(FuncOp function)
    {
        _function = function;
        var symbols = new Dictionary<string, Value>();
        var builder = Builder.AtStart(function.Body.Entry, function.Location);
        for (var i = 0; i < function.Body.Entry.Arguments.Count; i++)
        {
            var argument = function.Body.Entry.Arguments[i];
            if (argument.Type is not MemRefType type) continue;
            var (shape, extents) = (KernelAttributes.ShapeOf(function, i), new Value?[type.Rank]);
            _arguments[argument] = extents;
            for (var d = 0; d < type.Rank; d++)
            {
                if (type.Shape[d] != ShapedType.Dynamic) continue;
                var symbol = d < shape.Count && shape[d] is ShapeExpr.Symbol { Name: var name } ? name : null;
                if (symbol is null || !symbols.TryGetValue(symbol, out var extent))
                {
                    extent = DimOp.Of(builder, argument, d);
                    if (symbol is not null) symbols[symbol] = extent;
                }

                extents[d] = extent;
            }
        }

        Unify();
    }

    /// <summary>The extent at a place inside the function.</summary>
    public Value Of(Value array, int dimension, Operation before) =>
        OfArgument(array, dimension) ?? (array.Def as AllocationOp)?.SizeOf(dimension) ?? DimOp.Of(Builder.At(before), array, dimension);

    /// <summary>The extent as a limit, if it is known before a loop; null when the array is made inside.</summary>
    public Limit? BeforeLoop(Value array, int dimension, Operation loop)
    {
        if (((MemRefType)array.Type).Shape[dimension] is var extent && extent != ShapedType.Dynamic) return Limit.Constant(extent);
        if (array.ParentBlock?.Parent is not { } region || loop.Regions.Any(r => r.Encloses(region))) return null;
        return new(Of(array, dimension, loop), 0, Limit.ExtentBits);
    }

    /// <summary>The array's name in the source.</summary>
    public string NameOf(Value array) => array switch
    {
        BlockArgument argument when argument.Owner == _function.Body.Entry =>
            KernelAttributes.NameOf(_function, argument.Index) ?? $"argument {argument.Index}",
        { Def: { } definition } when definition.Attribute(KernelAttributes.Name) is StringAttr { Value: var name } => name,
        _ => "array",
    };

    // None for a dimension that the array does not have: who asks for that one has an undefined answer.
    private Value? OfArgument(Value array, int dimension) => _arguments.GetValueOrDefault(array)?.ElementAtOrDefault(dimension);

    // Extents that the program asks for are the same values.
    private void Unify()
    {
        foreach (var dim in _function.Walk().OfType<DimOp>().ToList())
            if (dim.ConstantIndex is { } d && OfArgument(dim.Source, d) is { } extent && extent.Def != dim)
                dim.ReplaceWith(extent);
    }
}
