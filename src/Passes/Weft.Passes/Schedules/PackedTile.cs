using Weft.IR;

namespace Weft.Passes;

/// <summary>The part of an array that loops over the points of a tile read, copied before them to where its elements lie next to each
/// other.</summary>
internal sealed class PackedTile
{
    private readonly AffineForOp _points;
    private readonly Value _array;
    private readonly IReadOnlyList<AffineLoadOp> _reads;
    private readonly Builder _builder;

    private PackedTile(AffineForOp points, Value array, IReadOnlyList<AffineLoadOp> reads) =>
        (_points, _array, _reads, _builder) = (points, array, reads, Builder.At(points));

    private MemRefType Type => (MemRefType)_array.Type;

    /// <param name="points">The outermost loop over points.</param>
    public static Outcome Pack(AffineForOp points, Value array, RemarkLog remarks)
    {
        var users = points.Walk().Where(op => op.Operands.Contains(array)).ToList();
        if (!users.TrueForAll(op => op is AffineLoadOp)) return new Outcome.Ignored("it is not only read there, at affine subscripts");
        if (!points.IsDefinedOutside(array) || !ApartMemory.CanRequire(points)) return Outcome.NotApart;
        var reads = users.Cast<AffineLoadOp>().ToList();
        if (PartOf(points, reads) is not { } part || part.BoundingBox() is not { } box)
            return new Outcome.Ignored("how large its part is does not follow from the sizes of tiles");
        // What is written through another name would not be in the copy.
        ApartMemory.Require(points, remarks);
        new PackedTile(points, array, reads).Write(box, [.. part.Elements.Values.Skip(box.Count).Select(value => value!)]);
        return Outcome.Applied;
    }

    private static AccessRegion? PartOf(AffineForOp points, IReadOnlyList<AffineLoadOp> reads)
    {
        AccessRegion? all = null;
        foreach (var read in reads)
        {
            if (AccessRegion.Of(read, LoopsAround.Counters(points).Count) is not { } part) return null;
            if (all is null) all = part;
            else if (!all.TryEnclose(part)) return null;
        }

        return all;
    }

    private void Write(IReadOnlyList<(long Size, long[] Lower, long Divisor)> box, IReadOnlyList<Value> outer)
    {
        var buffer = _builder.FilledArray([], new MemRefType([.. box.Select(dim => dim.Size)], Type.Element), alignment: null);
        Builder.After(_points).Insert(new DeallocOp(buffer.Memref));
        var starts = box.Select(dim => new AffineValueMap(new AffineMap(outer.Count, 0, [Start(dim.Lower, dim.Divisor)]), outer)).ToList();
        Copy(buffer.Memref, starts, [.. box.Select(dim => dim.Size)], []);
        foreach (var read in _reads)
        {
            var place = starts.Aggregate((all, next) => all.And(next));
            read.ValueMap = read.ComposedMap.Minus(place).Normalized();
            foreach (var slot in read.OperandSlots)
                if (slot.Value == _array) slot.Value = buffer.Memref;
        }

        AffineExpr Start(long[] lower, long divisor) => outer.Select((_, i) => AffineExpr.Dim(i) * lower[i])
            .Aggregate(AffineExpr.Constant(lower[^1]), (sum, term) => sum + term).FloorDiv(AffineExpr.Constant(divisor));
    }

    // As far as the array has elements there.
    private void Copy(Value buffer, IReadOnlyList<AffineValueMap> starts, IReadOnlyList<long> sizes, IReadOnlyList<Value> at)
    {
        if (at.Count < sizes.Count)
        {
            var (start, size) = (starts[at.Count], sizes[at.Count]);
            var extent = Type.Shape[at.Count] == ShapedType.Dynamic
                ? new AffineValueMap(AffineMap.SymbolIdentity, [_builder.Add(new DimOp(_array, _builder.Add(ConstantOp.Index(at.Count))))])
                : AffineValueMap.Constant(Type.Shape[at.Count]);
            _builder.Loop(
                start.Select(first => -first).And(AffineValueMap.Constant(0)).Normalized(),
                extent.Minus(start).And(AffineValueMap.Constant(size)).Normalized(), 1,
                turn => Copy(buffer, starts, sizes, [.. at, turn]));
            return;
        }

        AffineValueMap place = new(AffineMap.Identity(at.Count), at);
        var from = at.Select((turn, i) => starts[i].With(turn, (first, ahead) => first + ahead)).Aggregate((all, next) => all.And(next));
        _builder.Insert(new AffineStoreOp(_builder.Add(new AffineLoadOp(_array, from.Normalized())), buffer, place));
    }
}
