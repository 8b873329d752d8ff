using System.Collections.Generic;

namespace Weft.IR;

/// <summary>
/// Leaves one operation per constant and isolated region, at the head of the region's entry block: equal constants are one value,
/// and loops do not repeat them.
/// </summary>
internal sealed class ConstantSharing(Rewriter rewriter)
{
    private readonly Dictionary<(Region Region, string Dialect, Attribute Value, IrType Type), Operation> _known = [];
    private readonly HashSet<Operation> _shared = [];

    /// <summary>Puts a constant in its place. True when an earlier one took over and the operation is gone.</summary>
    public bool Takes(Operation op)
    {
        if (!op.Info.Has(OpTraits.ConstantLike) || Folding.ConstantOf(op.Results[0]) is not { } value) return false;
        var region = RegionFor(op);
        var key = (region, op.Info.Dialect, value, op.Results[0].Type);
        if (_known.TryGetValue(key, out var earlier))
        {
            earlier.Location = Location.Unknown;
            return rewriter.Replace(op, earlier.Results[0]);
        }

        _known.Add(key, op);
        _shared.Add(op);
        if (op.Parent == region.Entry && (op.Previous is null || _shared.Contains(op.Previous))) return false;
        op.MoveBefore(region.Entry.First!);
        // It now serves several places.
        op.Location = Location.Unknown;
        return false;
    }

    // The outermost region that values may come from; an unknown operation may be isolated.
    private static Region RegionFor(Operation op)
    {
        var region = op.ParentRegion!;
        while (region.Parent is { Parent: not null, Info: { IsRegistered: true } info } owner && !info.Has(OpTraits.IsolatedFromAbove))
            region = owner.ParentRegion!;
        return region;
    }
}
