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

        public bool IsValidSymbolIn(Region? scope)
        {
            if (value.Type is not IndexType) return false;
            if (scope is not null && value.ParentBlock?.Parent == scope) return true;
            return value.Def switch
            {
                null => IsValidOutside(value, scope),
                var constant when ConstantOp.ValueOf(value) is not null => true,
                AffineApplyOp apply => apply.MapOperands.All(operand => operand.IsValidSymbolIn(scope)),
                IShapedDim dim => IsValidExtent(dim, scope),
                _ => IsValidOutside(value, scope),
            };
        }

        public bool IsValidDimIn(Region? scope)
        {
            if (value.Type is not IndexType) return false;
            if (value.IsValidSymbolIn(scope)) return true;
            return value.Def switch
            {
                null => value.ParentBlock?.ParentOp is AffineForOp or AffineParallelOp,
                AffineApplyOp apply => apply.MapOperands.All(operand => operand.IsValidDimIn(scope)),
                IShapedDim dim => dim.ShapedValue.IsTopLevel,
                _ => false,
            };
        }

        /// <summary>The loop that counts with the value.</summary>
        public AffineForOp? CountingLoop =>
            value is BlockArgument { Index: 0, Owner.ParentOp: AffineForOp loop } ? loop : null;

        /// <summary>The parallel loops that count with the value, and perhaps others.</summary>
        public AffineParallelOp? CountingNest => value is BlockArgument { Owner.ParentOp: AffineParallelOp nest } ? nest : null;
    }

    // A scope that sees values from outside sees their symbols.
    private static bool IsValidOutside(Value value, Region? scope) =>
        scope?.Parent is { ParentRegion: { } outer } owner && !owner.Info.Has(OpTraits.IsolatedFromAbove) && value.IsValidSymbolIn(outer);

    private static bool IsValidExtent(IShapedDim dim, Region? scope)
    {
        if (dim.ShapedValue.IsTopLevel) return true;
        if (dim.ConstantIndex is not { } index || dim.ShapedValue.Type is not MemRefType type || index >= type.Rank) return false;
        OperandRange? sizes = dim.ShapedValue.Def switch
        {
            AllocOp allocation => allocation.DynamicSizes,
            ViewOp view => view.Sizes,
            SubViewOp view => view.Sizes,
            _ => null,
        };
        if (sizes is not { } given) return false;
        // Only extents that the type leaves open have an operand.
        return type.Shape[index] != ShapedType.Dynamic
            || given[type.Shape.Take(index).Count(extent => extent == ShapedType.Dynamic)].IsValidSymbolIn(scope);
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
