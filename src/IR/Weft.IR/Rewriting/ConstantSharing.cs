using System.Collections.Generic;

namespace Weft.IR;

/// <summary>
/// Leaves one operation per constant and isolated region, at the head of the region's entry block: equal constants are one value,
/// and loops do not repeat them.
/// </summary>
internal sealed class ConstantSharing(Rewriter rewriter)
{
    private readonly Dictionary<(Region Region, Attribute Value), ConstantOp> _known = [];
    private readonly HashSet<Operation> _shared = [];

    public void Run(Operation root)
    {
        foreach (var op in root.Walk())
            if (op is ConstantOp constant && op != root) Share(constant);
    }

    private void Share(ConstantOp op)
    {
        var region = RegionFor(op);
        if (_known.TryGetValue((region, op.Value), out var earlier))
        {
            rewriter.Replace(op, earlier.Result);
            return;
        }

        _known.Add((region, op.Value), op);
        _shared.Add(op);
        if (op.Parent == region.Entry && (op.Previous is null || _shared.Contains(op.Previous))) return;
        op.MoveBefore(region.Entry.First!);
        // It now serves several places.
        op.Location = Location.Unknown;
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
