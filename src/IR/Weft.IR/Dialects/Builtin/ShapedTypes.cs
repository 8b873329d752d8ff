using System;
using System.Collections.Generic;
using System.Linq;

namespace Weft.IR;

/// <summary>A type with elements and, unless unranked, a shape.</summary>
public abstract record ShapedType(IrType Element) : IrType
{
    /// <summary>Stands in a shape for an extent that is known only at run time.</summary>
    public const long Dynamic = long.MinValue;

    /// <summary>The extents; empty for unranked types, which <see cref="HasRank"/> tells apart.</summary>
    public virtual Sequence<long> Shape => [];

    public virtual bool HasRank => true;

    public int Rank => Shape.Count;

    public bool HasStaticShape
    {
        get
        {
            foreach (var extent in Shape)
                if (extent == Dynamic)
                    return false;
            return HasRank;
        }
    }

    /// <summary>Product of the extents, or the largest number where it leaves 64 bits; only for static shapes.</summary>
    public long ElementCount
    {
        get
        {
            var count = 1L;
            foreach (var extent in Shape)
            {
                if (extent == 0) return 0;
                count = count > long.MaxValue / extent ? long.MaxValue : count * extent;
            }

            return count;
        }
    }

    public int DynamicCount
    {
        get
        {
            var count = 0;
            foreach (var extent in Shape)
                if (extent == Dynamic) count++;
            return count;
        }
    }

    /// <summary>The same type over other elements.</summary>
    public abstract ShapedType WithElement(IrType element);
}

/// <summary>One dimension of a vector: <c>4</c>, or <c>[4]</c> when the machine has some multiple of it.</summary>
public readonly record struct VectorDim(long Size, bool IsScalable = false);

/// <summary><c>vector&lt;4x[8]xf32&gt;</c>; brackets mark scalable dimensions.</summary>
public sealed record VectorType(Sequence<long> Extents, IrType Element, Sequence<bool> Scalable = default) : ShapedType(Element)
{
    public override Sequence<long> Shape => Extents;

    public static VectorType Of(IEnumerable<VectorDim> dims, IrType element)
    {
        var list = dims.ToArray();
        return new(
            list.Select(d => d.Size).ToSequence(), element,
            list.Any(d => d.IsScalable) ? list.Select(d => d.IsScalable).ToSequence() : default);
    }

    public IReadOnlyList<VectorDim> Dims
    {
        get
        {
            var dims = new VectorDim[Extents.Count];
            for (var i = 0; i < dims.Length; i++) dims[i] = new(Extents[i], IsScalable(i));
            return dims;
        }
    }

    public bool IsScalable(int dimension) => dimension < Scalable.Count && Scalable[dimension];

    public bool HasScalableDimension
    {
        get
        {
            foreach (var scalable in Scalable)
                if (scalable)
                    return true;
            return false;
        }
    }

    public override ShapedType WithElement(IrType element) => this with { Element = element };
}

/// <summary><c>tensor&lt;4x?xf32, #encoding&gt;</c>.</summary>
public sealed record RankedTensorType(Sequence<long> Extents, IrType Element, Attribute? Encoding = null) : ShapedType(Element)
{
    public override Sequence<long> Shape => Extents;

    public override ShapedType WithElement(IrType element) => this with { Element = element };
}

/// <summary><c>tensor&lt;*xf32&gt;</c>.</summary>
public sealed record UnrankedTensorType(IrType Element) : ShapedType(Element)
{
    public override bool HasRank => false;

    public override ShapedType WithElement(IrType element) => this with { Element = element };
}

/// <summary><c>memref&lt;4x?xf32, strided&lt;[?, 1]&gt;, 3&gt;</c>: a buffer in memory. A null layout is row-major and dense.</summary>
public sealed record MemRefType(Sequence<long> Extents, IrType Element, Attribute? Layout = null, Attribute? MemorySpace = null)
    : ShapedType(Element)
{
    public override Sequence<long> Shape => Extents;

    public override ShapedType WithElement(IrType element) => this with { Element = element };
}

/// <summary><c>memref&lt;*xf32&gt;</c>.</summary>
public sealed record UnrankedMemRefType(IrType Element, Attribute? MemorySpace = null) : ShapedType(Element)
{
    public override bool HasRank => false;

    public override ShapedType WithElement(IrType element) => this with { Element = element };
}
