using System;
using System.Collections.Generic;
using System.Linq;

namespace Weft.IR;

/// <summary>Which values may be dimensions and symbols: those that do not change while control stays in the enclosing affine scope, such
/// as a function, and what is computed from them and from induction variables.</summary>
public static class AffineScopes
{
    extension(Value value)
    {
        /// <summary>Defined directly in a scope, or one of its arguments.</summary>
        public bool IsTopLevel => value.ParentBlock?.ParentOp?.Info.Has(OpTraits.AffineScope) ?? false;

        public bool IsValidSymbol => value.Type is IndexType
            && (value.IsTopLevel || (value.Def is { } definition && value.IsValidSymbolIn(definition.AffineScope)));

        public bool IsValidDim => value.Type is IndexType && (value.Def is { } definition
            ? value.IsValidDimIn(definition.AffineScope)
            : value.IsTopLevel || value.ParentBlock?.ParentOp is AffineForOp or AffineParallelOp);

        public bool IsValidSymbolIn(Region? scope) => IsMadeOf(value, v => SymbolSources(v, scope));

        public bool IsValidDimIn(Region? scope) => IsMadeOf(value, v => DimSources(v, scope));

        /// <summary>The loop that counts with the value.</summary>
        public AffineForOp? CountingLoop =>
            value is BlockArgument { Index: 0, Owner.ParentOp: AffineForOp loop } ? loop : null;

        /// <summary>The parallel loops that count with the value, and perhaps others.</summary>
        public AffineParallelOp? CountingNest => value is BlockArgument { Owner.ParentOp: AffineParallelOp nest } ? nest : null;
    }

    // Whether all that a value is made of is valid, by way of what each is made of. Chains of values may be long, and join again.
    private static bool IsMadeOf(Value value, Func<Value, IReadOnlyList<Value>?> sourcesOf)
    {
        if (sourcesOf(value) is not { } sources) return false;
        if (sources.Count == 0) return true;
        var (open, seen) = (new Stack<Value>(sources), new HashSet<Value>());
        while (open.Count > 0)
        {
            var source = open.Pop();
            if (!seen.Add(source)) continue;
            if (sourcesOf(source) is not { } more) return false;
            foreach (var next in more) open.Push(next);
        }

        return true;
    }

    // What must be a symbol for the value to be one; null when it is none anyhow.
    private static IReadOnlyList<Value>? SymbolSources(Value value, Region? scope)
    {
        if (value.Type is not IndexType) return null;
        if (scope is not null && value.ParentBlock?.Parent == scope) return [];
        return value.Def switch
        {
            { } when ConstantOp.ValueOf(value) is not null => [],
            AffineApplyOp apply => apply.MapOperands,
            IShapedDim dim => ExtentSources(dim),
            _ => IsSymbolOutside(value, scope) ? [] : null,
        };
    }

    private static IReadOnlyList<Value>? DimSources(Value value, Region? scope)
    {
        if (value.Type is not IndexType) return null;
        return value.Def switch
        {
            AffineApplyOp apply => scope is not null && value.ParentBlock?.Parent == scope ? [] : apply.MapOperands,
            null when value.ParentBlock?.ParentOp is AffineForOp or AffineParallelOp => [],
            _ => value.IsValidSymbolIn(scope) ? [] : null,
        };
    }

    // A scope that sees values from outside sees their symbols.
    private static bool IsSymbolOutside(Value value, Region? scope) =>
        scope?.Parent is { ParentRegion: { } outer } owner && !owner.Info.Has(OpTraits.IsolatedFromAbove) && value.IsValidSymbolIn(outer);

    private static IReadOnlyList<Value>? ExtentSources(IShapedDim dim)
    {
        if (dim.ShapedValue.IsTopLevel) return [];
        if (dim.ConstantIndex is not { } index || dim.ShapedValue.Type is not MemRefType type || index >= type.Rank) return null;
        OperandRange? sizes = dim.ShapedValue.Def switch
        {
            AllocOp allocation => allocation.DynamicSizes,
            ViewOp view => view.Sizes,
            SubViewOp view => view.Sizes,
            _ => null,
        };
        if (sizes is not { } given) return null;
        if (type.Shape[index] != ShapedType.Dynamic) return [];
        // Only extents that the type leaves open have an operand.
        var place = type.Shape.Take(index).Count(extent => extent == ShapedType.Dynamic);
        return place < given.Count ? [given[place]] : null;
    }
}

/// <summary>Where values of an affine scope live.</summary>
public static class AffineScopeOf
{
    extension(Operation op)
    {
        /// <summary>The closest enclosing region of an operation that is an affine scope.</summary>
        public Region? AffineScope
        {
            get
            {
                for (var at = op; at.ParentOp is { } parent; at = parent)
                    if (parent.Info.Has(OpTraits.AffineScope))
                        return at.ParentRegion;
                return null;
            }
        }
    }
}
