using System.Collections.Immutable;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.IR;

namespace Weft.Frontend.Dsl.Lowering;

/// <summary>Parts of the arrays of a workflow.</summary>
internal sealed class SliceLowering(LoweringState state, ExpressionLowering expressions)
{
    public Value Read(BoundSlice slice)
    {
        var place = Place(slice.Array, slice.Subscripts);
        var kept = place.Sizes.Where((_, d) => slice.Subscripts[d].Upper is not null).Select(size => size.Number ?? ShapedType.Dynamic);
        var ((offsets, offsetValues), (sizes, sizeValues), (strides, strideValues)) =
            (MixedIndex.Split(place.Offsets), MixedIndex.Split(place.Sizes), MixedIndex.Split(place.Strides));
        return state.Add(new ExtractSliceOp(
            offsets, sizes, strides, state[slice.Array], offsetValues, sizeValues, strideValues,
            new RankedTensorType([.. kept], slice.Array.Element.IrType)));
    }

    public Value Element(BoundElement element, Value array, List<Value> subscripts)
    {
        for (var d = 0; d < subscripts.Count; d++) CheckIndex(element.Array, subscripts[d], d);
        return state.Add(new TensorExtractOp(array, subscripts));
    }

    /// <summary>The array with a part replaced.</summary>
    public Value Write(BoundSliceStore store) => Insert(store, state[store.Array], parallel: null);

    /// <summary>Puts a part into what the turns of a loop share, when the turn ends.</summary>
    public void Write(BoundSliceStore store, Value shared, InParallelOp turnEnd) => Insert(store, shared, turnEnd);

    private Value Insert(BoundSliceStore store, Value into, InParallelOp? parallel)
    {
        var place = Place(store.Array, store.Subscripts);
        var value = expressions.Emit(store.Value);
        state.Builder.Location = store.Location;
        if (value.Type is RankedTensorType) value = Fit(store, value, place.Sizes);
        else if (parallel is null) return state.Add(new TensorInsertOp(value, into, [.. place.Offsets.Select(o => o.At(state.Builder))]));
        else value = state.Add(new TensorFromElementsOp([value], new RankedTensorType([], value.Type)));
        if (parallel is null) return state.Add(InsertSliceOp.Of(value, into, place.Offsets, place.Sizes, place.Strides));
        var ((offsets, offsetValues), (sizes, sizeValues), (strides, strideValues)) =
            (MixedIndex.Split(place.Offsets), MixedIndex.Split(place.Sizes), MixedIndex.Split(place.Strides));
        var insert = new ParallelInsertSliceOp(offsets, sizes, strides, value, into, offsetValues, sizeValues, strideValues);
        insert.Location = store.Location;
        parallel.Region.Entry.Append(insert);
        return into;
    }

    // What is written has the extents of the place where it goes.
    private Value Fit(BoundSliceStore store, Value value, MixedIndex[] sizes)
    {
        var kept = sizes.Where((_, d) => store.Subscripts[d].Upper is not null).ToList();
        var type = (RankedTensorType)value.Type;
        for (var d = 0; d < kept.Count; d++)
        {
            if (kept[d].Number is { } number && type.Shape[d] == number) continue;
            var same = state.Add(new CmpIOp(CmpIPredicate.Eq, state.Extent(value, d), kept[d].At(state.Builder)));
            state.Insert(new AssertOp(
                $"dimension {d} of what is assigned to a part of '{store.Array.Name}' is not that of the part", same));
        }

        var wanted = new RankedTensorType([.. kept.Select(size => size.Number ?? ShapedType.Dynamic)], type.Element);
        return type == wanted ? value : state.Add(new TensorCastOp(value, wanted));
    }

    private (MixedIndex[] Offsets, MixedIndex[] Sizes, MixedIndex[] Strides) Place(
        VariableSymbol array, ImmutableArray<BoundSubscript> subscripts)
    {
        var (offsets, sizes) = (new MixedIndex[subscripts.Length], new MixedIndex[subscripts.Length]);
        for (var d = 0; d < subscripts.Length; d++)
        {
            var lower = expressions.Emit(subscripts[d].Lower);
            (offsets[d], sizes[d]) = (new MixedIndex(lower).Folded, 1);
            if (subscripts[d].Upper is { } upper)
                sizes[d] = Length(array, d, lower, expressions.Emit(upper), IsWhole(subscripts[d], array, d));
            else CheckIndex(array, lower, d);
        }

        return (offsets, sizes, [.. subscripts.Select(_ => new MixedIndex(1))]);
    }

    private static bool IsWhole(BoundSubscript subscript, VariableSymbol array, int dimension) =>
        subscript is { Lower: BoundLiteral { Value.Integer: var lower }, Upper: BoundExtent upper }
        && lower == 0 && upper.Array == array && upper.Dimension == dimension;

    private MixedIndex Length(VariableSymbol array, int dimension, Value lower, Value upper, bool isWhole)
    {
        if (isWhole && ((ArrayType)array.Type).Dimensions[dimension] is ShapeExpr.Literal { Value: var extent }) return extent;
        if (isWhole) return upper;
        var inOrder = state.Add(new CmpIOp(CmpIPredicate.Sle, lower, upper));
        var starts = state.Add(new CmpIOp(CmpIPredicate.Sge, lower, state.Index(0)));
        var ends = state.Add(new CmpIOp(CmpIPredicate.Sle, upper, state.Extent(state[array], dimension)));
        var holds = state.Add(new AndIOp(state.Add(new AndIOp(starts, inOrder)), ends));
        state.Insert(new AssertOp($"the range in dimension {dimension} of '{array.Name}' does not lie in the array", holds));
        return (ConstantOp.IntegerOf(lower), ConstantOp.IntegerOf(upper)) is ({ } from, { } to)
            ? (long)(to - from) : new MixedIndex(state.Add(new SubIOp(upper, lower)));
    }

    private void CheckIndex(VariableSymbol array, Value index, int dimension) =>
        state.Insert(new CheckIndexOp(array.Name, index, state.Extent(state[array], dimension)));
}
