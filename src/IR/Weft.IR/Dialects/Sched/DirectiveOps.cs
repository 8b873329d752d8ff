using System.Linq;

namespace Weft.IR;

/// <summary>A loop runs in blocks of so many turns.</summary>
[Op("sched.tile", Format = "$loop $size attr-dict")]
[HasParent("sched.schedule")]
public sealed partial class ScheduleTileOp : Operation, IDirective
{
    [Attr] public partial string Loop { get; set; }

    [Attr] public partial long Size { get; set; }

    public string Spelling => $"tile {Loop} {Size}";

    private bool Verify(DiagnosticBag diagnostics) => ScheduleRules.VerifySize(this, Size, diagnostics);
}

/// <summary>So many turns of a loop are done at once, in the lanes of vectors.</summary>
[Op("sched.vectorize", Format = "$loop $size attr-dict")]
[HasParent("sched.schedule")]
public sealed partial class ScheduleVectorizeOp : Operation, IDirective
{
    [Attr] public partial string Loop { get; set; }

    [Attr] public partial long Size { get; set; }

    public string Spelling => $"vectorize {Loop} {Size}";

    private bool Verify(DiagnosticBag diagnostics) => ScheduleRules.VerifySize(this, Size, diagnostics);
}

/// <summary>The body of a loop is repeated so many times, for as many turns.</summary>
[Op("sched.unroll", Format = "$loop $size attr-dict")]
[HasParent("sched.schedule")]
public sealed partial class ScheduleUnrollOp : Operation, IDirective
{
    [Attr] public partial string Loop { get; set; }

    [Attr] public partial long Size { get; set; }

    public string Spelling => $"unroll {Loop} {Size}";

    private bool Verify(DiagnosticBag diagnostics) => ScheduleRules.VerifySize(this, Size, diagnostics);
}

/// <summary>The turns of a loop run on several threads.</summary>
[Op("sched.parallel", Format = "$loop attr-dict")]
[HasParent("sched.schedule")]
public sealed partial class ScheduleParallelizeOp : Operation, IDirective
{
    [Attr] public partial string Loop { get; set; }

    public string Spelling => $"parallel {Loop}";
}

/// <summary>A tile of an array is copied to where its elements lie next to each other.</summary>
[Op("sched.pack", Format = "$array attr-dict")]
[HasParent("sched.schedule")]
public sealed partial class SchedulePackOp : Operation, IDirective
{
    [Attr] public partial string Array { get; set; }

    public string Spelling => $"pack {Array}";
}

/// <summary>The loops that make an array and those that use it become one, and it is made piece by piece.</summary>
[Op("sched.fuse", Format = "$array attr-dict")]
[HasParent("sched.schedule")]
public sealed partial class ScheduleFuseOp : Operation, IDirective
{
    [Attr] public partial string Array { get; set; }

    public string Spelling => $"fuse {Array}";
}

/// <summary>Loops one directly in the other come into this order, outside in.</summary>
[Op("sched.interchange", Format = "$loops attr-dict")]
[HasParent("sched.schedule")]
public sealed partial class ScheduleInterchangeOp : Operation, IDirective
{
    [Attr] public partial ArrayAttr Loops { get; set; }

    public string Spelling => $"interchange {string.Join(", ", Loops.Elements.Select(name => ((StringAttr)name).Value))}";

    private bool Verify(DiagnosticBag diagnostics)
    {
        var names = Loops.Elements.ToArray();
        if (names.Length < 2 || !System.Array.TrueForAll(names, name => name is StringAttr))
            return Error(diagnostics, "expects the names of two or more loops");
        return new System.Collections.Generic.HashSet<Attribute>(names).Count == names.Length || Error(diagnostics, "names a loop twice");
    }
}

/// <summary>What directives have in common.</summary>
public static class ScheduleRules
{
    /// <summary>The largest tile, vector or number of copies that makes sense.</summary>
    public const long MaximumSize = 1 << 20;

    public static bool VerifySize(Operation op, long size, DiagnosticBag diagnostics) =>
        size is >= 2 and <= MaximumSize || op.Error(diagnostics, $"has the size {size}; expected 2 to {MaximumSize}");
}
