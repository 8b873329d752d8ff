using System.Collections.Immutable;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;

namespace Weft.Frontend.Dsl.Lowering;

/// <summary>What index notation is in the bound tree: parallel loops over the dimensions of an array, and in them the stores of one turn.
/// </summary>
/// <param name="Indices">Outside in, each with the dimension that it runs over.</param>
/// <param name="Values">Scalars that the stores use.</param>
/// <param name="Stores">All at the same place, of arrays of one shape: one, or one for each scalar of a record.</param>
internal sealed record IndexAssignment(
    ImmutableArray<(VariableSymbol Index, BoundExtent Extent)> Indices,
    ImmutableArray<BoundDeclaration> Values,
    ImmutableArray<BoundStore> Stores)
{
    /// <summary>Null for other loops: ones with a condition around the store, bounds of their own, or more in them.</summary>
    public static IndexAssignment? Of(BoundFor loop)
    {
        var indices = ImmutableArray.CreateBuilder<(VariableSymbol, BoundExtent)>();
        BoundStatement at = loop;
        for (; at is BoundFor level; at = Only(level.Body))
        {
            if (level is not { Kind: LoopKind.Parallel, Lower: BoundLiteral { Value.Integer: var first }, Upper: BoundExtent extent }
                || first != 0 || level.Step is not BoundLiteral { Value.Integer: var step } || step != 1) return null;
            indices.Add((level.Index, extent));
        }

        ImmutableArray<BoundStatement> turn = at is BoundBlock block ? block.Statements : [at];
        ImmutableArray<BoundDeclaration> values = [.. turn.TakeWhile(IsValue).Cast<BoundDeclaration>()];
        ImmutableArray<BoundStore> stores = [.. turn.Skip(values.Length).OfType<BoundStore>()];
        var isWhole = stores.Length > 0 && values.Length + stores.Length == turn.Length;
        return isWhole && stores.Select(store => store.Array).Distinct().Count() == stores.Length
            ? new(indices.ToImmutable(), values, stores) : null;
    }

    private static bool IsValue(BoundStatement statement) =>
        statement is BoundDeclaration { Variable.IsArray: false, Initializer: not null };

    private static BoundStatement Only(BoundBlock block) =>
        block.Statements is [var only] ? only is BoundBlock inner ? Only(inner) : only : block;
}
