using System.Collections.Immutable;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>Copies one array into another of the same extents, element by element.</summary>
internal static class ArrayCopy
{
    public static BoundStatement Of(VariableSymbol from, VariableSymbol to, Location location)
    {
        ImmutableArray<VariableSymbol> indices = [.. Enumerable.Range(0, ((ArrayType)from.Type).Rank)
            .Select(axis => new VariableSymbol($"i{axis}", new ScalarType(ElementType.Index), VariableKind.Index, location))];
        ImmutableArray<BoundExpression> subscripts = [.. indices.Select(index => new BoundVariable(index, location))];
        BoundStatement result = new BoundStore(to, subscripts, new BoundElement(from, subscripts, location), location);
        for (var axis = indices.Length - 1; axis >= 0; axis--)
            result = new BoundFor(
                indices[axis],
                new BoundLiteral(Constant.Index(0), location),
                new BoundExtent(to, axis, location),
                new BoundLiteral(Constant.Index(1), location),
                LoopKind.Parallel,
                new([result], location),
                location);
        return result;
    }
}
