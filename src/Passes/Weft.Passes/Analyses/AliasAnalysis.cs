using Weft.IR;

namespace Weft.Passes;

/// <summary>Whether two values of memory can be the same memory, as far as allocations and views tell.</summary>
public static class AliasAnalysis
{
    /// <summary>False only when the two surely have no byte in common.</summary>
    public static bool MayAlias(Value a, Value b)
    {
        (a, b) = (Underlying(a), Underlying(b));
        if (a == b) return true;
        var (aIsNew, bIsNew) = (IsAllocated(a), IsAllocated(b));
        // Two allocations differ, and what a function makes its caller cannot have given it.
        return !(aIsNew && bIsNew) && !(aIsNew && IsFromOutside(b)) && !(bIsNew && IsFromOutside(a));
    }

    /// <summary>The memory of which a value is a view.</summary>
    public static Value Underlying(Value value)
    {
        while (value.Def is IViewLike view) value = view.ViewSource;
        return value;
    }

    /// <summary>Whether an operation writes memory itself, not by what is in its regions.</summary>
    public static bool IsWriter(Operation op) =>
        !op.Info.Has(OpTraits.RecursiveMemoryEffects) && op.MemoryEffects.HasFlag(MemoryEffects.Write);

    private static bool IsAllocated(Value value) =>
        value.Def is IHasValueEffects op && op.ValueEffects.Any(e => e.Kind == MemoryEffects.Allocate && e.On == value);

    private static bool IsFromOutside(Value value) =>
        value is BlockArgument { Owner: { IsEntry: true, ParentOp: { } owner } } && owner.Info.Has(OpTraits.IsolatedFromAbove);
}
