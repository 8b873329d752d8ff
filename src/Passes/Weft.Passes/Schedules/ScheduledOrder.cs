using Weft.IR;

namespace Weft.Passes;

/// <summary>Which nests run in an order that somebody asked for.</summary>
internal static class ScheduledOrder
{
    /// <summary>Whether a schedule has changed the order of anything in an outermost nest.</summary>
    public static bool IsFixed(Operation nest) => nest.Walk().Any(op => op.Attribute(KernelAttributes.Scheduled) is not null);

    /// <summary>Whether a schedule has changed the order of a loop, or of one around it.</summary>
    public static bool IsFixedAround(Operation loop)
    {
        for (var at = loop; at is not null; at = at.ParentOp)
            if (at.Attribute(KernelAttributes.Scheduled) is not null) return true;
        return false;
    }

    /// <summary>Says so of a loop, and by that of the nest that it is in.</summary>
    public static void Fix(Operation loop) => loop.SetAttribute(KernelAttributes.Scheduled, UnitAttr.Instance);
}
