using Weft.IR;

namespace Weft.Passes;

/// <summary>Makes constants, one of each kind at the head of an isolated region, the latest first.</summary>
internal sealed class ConstantPool(IrContext context)
{
    private readonly Dictionary<(Region Region, string Dialect, IR.Attribute Value, IrType Type), Operation> _known = [];

    /// <summary>A constant that can be used in a block; null when the dialect cannot make one.</summary>
    public Value? Get(Block user, string dialect, IR.Attribute value, IrType type)
    {
        var region = RegionFor(user);
        var key = (Region: region, Dialect: dialect, Value: value, Type: type);
        if (_known.TryGetValue(key, out var known)) return known.Results[0];
        if (context.FindDialect(dialect)?.Materialize(value, type) is not { } made) return null;
        // Several dialects have their constants made by one.
        var own = key with { Dialect = made.Info.Dialect };
        if (!_known.TryGetValue(own, out var op))
        {
            op = made;
            region.Entry.InsertBefore(region.Entry.First, op);
            _known[own] = op;
        }

        _known[key] = op;
        return op.Results[0];
    }

    // The outermost region that values may come from; an unknown operation may be isolated.
    private static Region RegionFor(Block user)
    {
        var region = user.Parent!;
        while (region.Parent is { Parent: not null, Info: { IsRegistered: true } info } owner && !info.Has(OpTraits.IsolatedFromAbove))
            region = owner.ParentRegion!;
        return region;
    }
}
