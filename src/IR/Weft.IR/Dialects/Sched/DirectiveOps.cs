using System.Collections.Generic;
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

    public IReadOnlyList<string> Names => [Loop];

    public string? Array => null;

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

    public IReadOnlyList<string> Names => [Loop];

    public string? Array => null;

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

    public IReadOnlyList<string> Names => [Loop];

    public string? Array => null;

    private bool Verify(DiagnosticBag diagnostics) => ScheduleRules.VerifySize(this, Size, diagnostics);
}

/// <summary>The turns of a loop run on several threads.</summary>
[Op("sched.parallel", Format = "$loop attr-dict")]
[HasParent("sched.schedule")]
public sealed partial class ScheduleParallelizeOp : Operation, IDirective
{
    [Attr] public partial string Loop { get; set; }

    public string Spelling => $"parallel {Loop}";

    public IReadOnlyList<string> Names => [Loop];

    public string? Array => null;
}

/// <summary>So many turns of a loop become one: what stands between the loops in it is repeated, and each of those runs once for all of
/// the turns.</summary>
[Op("sched.jam", Format = "$loop $size attr-dict")]
[HasParent("sched.schedule")]
public sealed partial class ScheduleJamOp : Operation, IDirective
{
    [Attr] public partial string Loop { get; set; }

    [Attr] public partial long Size { get; set; }

    public string Spelling => $"jam {Loop} {Size}";

    public IReadOnlyList<string> Names => [Loop];

    public string? Array => null;

    private bool Verify(DiagnosticBag diagnostics) => ScheduleRules.VerifySize(this, Size, diagnostics);
}

/// <summary>A loop becomes two: one up to a value of its counter, and one from there on.</summary>
[Op("sched.split", Format = "$loop $size attr-dict")]
[HasParent("sched.schedule")]
public sealed partial class ScheduleSplitOp : Operation, IDirective
{
    [Attr] public partial string Loop { get; set; }

    [Attr] public partial long Size { get; set; }

    public string Spelling => $"split {Loop} {Size}";

    public IReadOnlyList<string> Names => [Loop];

    public string? Array => null;

    private bool Verify(DiagnosticBag diagnostics) => ScheduleRules.VerifySize(this, Size, diagnostics, least: 1);
}

/// <summary>A loop counts from so many times the counter of an outer loop later; its turns stay what they are.</summary>
[Op("sched.skew", Format = "$loop $by $factor attr-dict")]
[HasParent("sched.schedule")]
public sealed partial class ScheduleSkewOp : Operation, IDirective
{
    [Attr] public partial string Loop { get; set; }

    [Attr] public partial string By { get; set; }

    [Attr] public partial long Factor { get; set; }

    public string Spelling => Factor == 1 ? $"skew {Loop}, {By}" : $"skew {Loop}, {By} {Factor}";

    public IReadOnlyList<string> Names => [Loop, By];

    public string? Array => null;

    private bool Verify(DiagnosticBag diagnostics) => ScheduleRules.VerifySize(this, Factor, diagnostics, least: 1);
}

/// <summary>A loop becomes several, each over a part of its body.</summary>
[Op("sched.distribute", Format = "$loop attr-dict")]
[HasParent("sched.schedule")]
public sealed partial class ScheduleDistributeOp : Operation, IDirective
{
    [Attr] public partial string Loop { get; set; }

    public string Spelling => $"distribute {Loop}";

    public IReadOnlyList<string> Names => [Loop];

    public string? Array => null;
}

/// <summary>A tile of an array is copied to where its elements lie next to each other.</summary>
[Op("sched.pack", Format = "$array attr-dict")]
[HasParent("sched.schedule")]
public sealed partial class SchedulePackOp : Operation, IDirective
{
    [Attr] public partial string Array { get; set; }

    public string Spelling => $"pack {Array}";

    public IReadOnlyList<string> Names => [];

    string? IDirective.Array => Array;
}

/// <summary>An array that the kernel makes lies in memory with its dimensions in this order, outermost first.</summary>
[Op("sched.layout", Format = "$array $permutation attr-dict")]
[HasParent("sched.schedule")]
public sealed partial class ScheduleLayoutOp : Operation, IDirective
{
    [Attr] public partial string Array { get; set; }

    [Attr] public partial ArrayAttr Permutation { get; set; }

    public string Spelling => $"layout {Array} {string.Join(", ", Dimensions)}";

    public IReadOnlyList<string> Names => [];

    string? IDirective.Array => Array;

    public IReadOnlyList<int> Dimensions => ScheduleRules.Dimensions(Permutation);

    private bool Verify(DiagnosticBag diagnostics) => ScheduleRules.VerifyOrder(this, Permutation, diagnostics);
}

/// <summary>Each row of an array that the kernel makes has so many elements behind it that nobody uses.</summary>
[Op("sched.pad", Format = "$array $size attr-dict")]
[HasParent("sched.schedule")]
public sealed partial class SchedulePadOp : Operation, IDirective
{
    [Attr] public partial string Array { get; set; }

    [Attr] public partial long Size { get; set; }

    public string Spelling => $"pad {Array} {Size}";

    public IReadOnlyList<string> Names => [];

    string? IDirective.Array => Array;

    private bool Verify(DiagnosticBag diagnostics) => ScheduleRules.VerifySize(this, Size, diagnostics, least: 1);
}

/// <summary>An array that the kernel makes lies in memory in blocks of so many elements in each dimension, one behind the other; a dimension
/// of which a block has one element is outside of blocks.</summary>
[Op("sched.block", Format = "$array $sizes attr-dict")]
[HasParent("sched.schedule")]
public sealed partial class ScheduleBlockOp : Operation, IDirective
{
    [Attr] public partial string Array { get; set; }

    [Attr] public partial ArrayAttr Sizes { get; set; }

    public string Spelling => $"block {Array} {string.Join(", ", Extents)}";

    public IReadOnlyList<string> Names => [];

    string? IDirective.Array => Array;

    public IReadOnlyList<long> Extents => [.. Sizes.Elements.Select(size => ((IntegerAttr)size).Int64)];

    private bool Verify(DiagnosticBag diagnostics)
    {
        if (!AttributeRules.IsI64Array(Sizes) || Sizes.Elements.Length == 0)
            return Error(diagnostics, "expects the extent of a block in each dimension");
        return Extents.All(size => ScheduleRules.VerifySize(this, size, diagnostics, least: 1))
            && (Extents.Any(size => size > 1) || Error(diagnostics, "has blocks of one element"));
    }
}

/// <summary>Loops that only read an array read a copy of it, which has its dimensions in this order, outermost first.</summary>
[Op("sched.copy", Format = "$array $permutation attr-dict")]
[HasParent("sched.schedule")]
public sealed partial class ScheduleCopyOp : Operation, IDirective
{
    [Attr] public partial string Array { get; set; }

    [Attr] public partial ArrayAttr Permutation { get; set; }

    public string Spelling => $"copy {Array} {string.Join(", ", Dimensions)}";

    public IReadOnlyList<string> Names => [];

    string? IDirective.Array => Array;

    public IReadOnlyList<int> Dimensions => ScheduleRules.Dimensions(Permutation);

    private bool Verify(DiagnosticBag diagnostics) => ScheduleRules.VerifyOrder(this, Permutation, diagnostics);
}

/// <summary>The loops that make an array and those that use it become one, and it is made piece by piece.</summary>
[Op("sched.fuse", Format = "$array attr-dict")]
[HasParent("sched.schedule")]
public sealed partial class ScheduleFuseOp : Operation, IDirective
{
    [Attr] public partial string Array { get; set; }

    public string Spelling => $"fuse {Array}";

    public IReadOnlyList<string> Names => [];

    string? IDirective.Array => Array;
}

/// <summary>An element of an array that all turns of a loop read and then write stays in a register, and is stored behind the loop.</summary>
[Op("sched.promote", Format = "$array attr-dict")]
[HasParent("sched.schedule")]
public sealed partial class SchedulePromoteOp : Operation, IDirective
{
    [Attr] public partial string Array { get; set; }

    public string Spelling => $"promote {Array}";

    public IReadOnlyList<string> Names => [];

    string? IDirective.Array => Array;
}

/// <summary>Innermost loops ask for elements of an array so many turns before they touch them.</summary>
[Op("sched.prefetch", Format = "$array $size attr-dict")]
[HasParent("sched.schedule")]
public sealed partial class SchedulePrefetchOp : Operation, IDirective
{
    [Attr] public partial string Array { get; set; }

    [Attr] public partial long Size { get; set; }

    public string Spelling => $"prefetch {Array} {Size}";

    public IReadOnlyList<string> Names => [];

    string? IDirective.Array => Array;

    private bool Verify(DiagnosticBag diagnostics) => ScheduleRules.VerifySize(this, Size, diagnostics, least: 1);
}

/// <summary>Vectors of an array are written past the caches.</summary>
[Op("sched.stream", Format = "$array attr-dict")]
[HasParent("sched.schedule")]
public sealed partial class ScheduleStreamOp : Operation, IDirective
{
    [Attr] public partial string Array { get; set; }

    public string Spelling => $"stream {Array}";

    public IReadOnlyList<string> Names => [];

    string? IDirective.Array => Array;
}

/// <summary>Loops one directly in the other come into this order, outside in.</summary>
[Op("sched.interchange", Format = "$loops attr-dict")]
[HasParent("sched.schedule")]
public sealed partial class ScheduleInterchangeOp : Operation, IDirective
{
    [Attr] public partial ArrayAttr Loops { get; set; }

    public string Spelling => $"interchange {string.Join(", ", Names)}";

    public IReadOnlyList<string> Names => [.. Loops.Elements.Select(name => ((StringAttr)name).Value)];

    public string? Array => null;

    private bool Verify(DiagnosticBag diagnostics)
    {
        var names = Loops.Elements.ToArray();
        if (names.Length < 2 || !names.All(name => name is StringAttr))
            return Error(diagnostics, "expects the names of two or more loops");
        return new HashSet<Attribute>(names).Count == names.Length || Error(diagnostics, "names a loop twice");
    }
}

/// <summary>What directives have in common.</summary>
public static class ScheduleRules
{
    /// <summary>The largest tile, vector or number of copies that makes sense.</summary>
    public const long MaximumSize = 1 << 20;

    /// <summary>The numbers of an order of dimensions.</summary>
    public static IReadOnlyList<int> Dimensions(ArrayAttr order) => [.. order.Elements.Select(number => (int)((IntegerAttr)number).Int64)];

    public static bool VerifyOrder(Operation op, ArrayAttr order, DiagnosticBag diagnostics) =>
        (AttributeRules.IsI64Array(order) && Dimensions(order).OrderBy(d => d).SequenceEqual(Enumerable.Range(0, order.Elements.Length)))
        || op.Error(diagnostics, "expects each dimension once, by its number");

    public static bool VerifySize(Operation op, long size, DiagnosticBag diagnostics, long least = 2) =>
        (size >= least && size <= MaximumSize) || op.Error(diagnostics, $"has the size {size}; expected {least} to {MaximumSize}");
}
