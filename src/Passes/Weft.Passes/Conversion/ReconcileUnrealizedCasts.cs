using Weft.IR;

namespace Weft.Passes;

/// <summary>Takes out what conversions put between their types, where one of them has taken back what another did.</summary>
[Pass("reconcile-unrealized-casts", "Simplifies and eliminates unrealized conversion casts.")]
public sealed record ReconcileUnrealizedCasts : IPass
{
    public void Run(Operation root, PassContext context)
    {
        var work = new Stack<UnrealizedConversionCastOp>(root.WalkPostOrder().OfType<UnrealizedConversionCastOp>());
        var erased = new HashSet<Operation>();
        while (work.TryPop(out var cast))
        {
            if (erased.Contains(cast)) continue;
            var origin = cast.HasUses ? Origin(cast) : cast;
            if (origin is null) continue;
            foreach (var input in cast.Inputs)
                if (input.Def is UnrealizedConversionCastOp before) work.Push(before);
            if (cast.HasUses) cast.ReplaceWith(origin.Inputs.ToArray());
            else cast.Erase();
            erased.Add(cast);
        }
    }

    // The cast, at or before this one, whose inputs have the types that this one gives. Casts may stand in a circle.
    private static UnrealizedConversionCastOp? Origin(UnrealizedConversionCastOp cast)
    {
        var seen = new HashSet<Operation>();
        for (var before = cast; before is not null && seen.Add(before); before = Before(before))
            if (before.Inputs.Types.SequenceEqual(cast.Outputs.Types) && !before.Inputs.Any(cast.Outputs.Contains)) return before;
        return null;
    }

    private static UnrealizedConversionCastOp? Before(UnrealizedConversionCastOp cast) =>
        cast.Inputs.Count > 0 && cast.Inputs[0].Def is UnrealizedConversionCastOp before && before.Outputs.SequenceEqual(cast.Inputs)
            ? before : null;
}
