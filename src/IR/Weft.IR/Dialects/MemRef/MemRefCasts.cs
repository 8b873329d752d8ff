using System;
using System.Linq;
using Weft.IR.Text;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>The same memory under a type that knows more or less of its extents and strides. Undefined when they differ.</summary>
[Op("memref.cast", Format = "$source attr-dict `:` type($source) `to` type($dest)")]
[Traits(CastCompatible, Pure, SameOperandsAndResultShape)]
public sealed partial class MemRefCastOp : Operation, INamesValues, IViewLike, ICast, IFold
{
    [Operand<AnyRankedOrUnrankedMemRef>] public partial Value Source { get; }

    [Result<AnyRankedOrUnrankedMemRef>] public partial OpResult Dest { get; }

    public Value ViewSource => Source;

    /// <summary>Whether the cast only forgets extents, strides or the offset, so that who uses its result may use its operand.</summary>
    public bool Forgets
    {
        get
        {
            if (Source.Type is not MemRefType { Strided: { } a } from || Dest.Type is not MemRefType { Strided: { } b } to) return false;
            return Loses(from.Shape, to.Shape) && Loses(a.Strides, b.Strides) && Loses([a.Offset], [b.Offset]);
        }
    }

    public bool AreCastCompatible(IrType from, IrType to)
    {
        if (from is UnrankedMemRefType && to is UnrankedMemRefType) return false;
        if (((ShapedType)from).Element != ((ShapedType)to).Element || MemRefTypes.SpaceOf(from) != MemRefTypes.SpaceOf(to)) return false;
        if (from is not MemRefType a || to is not MemRefType b) return true;
        return Extents.Agree(a.Shape, b.Shape) && LayoutsAgree(a, b);
    }

    public void SuggestNames(Action<Value, string> suggest) => suggest(Dest, "cast");

    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) => MemRefFolds.Fold(this);

    private static bool Loses(Sequence<long> from, Sequence<long> to) =>
        from.Count == to.Count && from.Zip(to, (a, b) => !Extents.IsOpen(a) || Extents.IsOpen(b)).All(loses => loses);

    private static bool LayoutsAgree(MemRefType a, MemRefType b) =>
        a.Layout == b.Layout
        || (a.Strided is { } x && b.Strided is { } y && Extents.Agree(x.Offset, y.Offset) && Extents.Agree(x.Strides, y.Strides));
}

/// <summary>The same memory as another memory space sees it.</summary>
[Op("memref.memory_space_cast", Format = "$source attr-dict `:` type($source) `to` type($dest)")]
[Traits(CastCompatible, Pure, SameOperandsAndResultElementType, SameOperandsAndResultShape)]
public sealed partial class MemorySpaceCastOp : Operation, INamesValues, IViewLike, ICast, IFold
{
    [Operand<AnyRankedOrUnrankedMemRef>] public partial Value Source { get; }

    [Result<AnyRankedOrUnrankedMemRef>] public partial OpResult Dest { get; }

    public Value ViewSource => Source;

    public bool AreCastCompatible(IrType from, IrType to) => MemRefTypes.WithoutSpace(from) == MemRefTypes.WithoutSpace(to);

    public void SuggestNames(Action<Value, string> suggest) => suggest(Dest, "memspacecast");

    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) => MemRefFolds.Fold(this);
}

internal static class MemRefTypes
{
    public static Attribute? SpaceOf(IrType type) =>
        type is MemRefType ranked ? ranked.MemorySpace : ((UnrankedMemRefType)type).MemorySpace;

    public static IrType WithoutSpace(IrType type) =>
        type is MemRefType ranked ? ranked with { MemorySpace = null } : (UnrankedMemRefType)type with { MemorySpace = null };
}
