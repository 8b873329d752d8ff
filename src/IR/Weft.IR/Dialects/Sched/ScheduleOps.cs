using System.Collections.Generic;
using System.Linq;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>The directives for a kernel, in the order in which they are applied; loops and arrays have their names in the source. For a
/// target if one is named, else for all.</summary>
[Op("sched.schedule", Format = "$kernel (`for` $target^)? $body attr-dict")]
[Traits(NoRegionArguments, SingleBlock, NoTerminator)]
public sealed partial class ScheduleOp : Operation, IVerifySymbols
{
    [Attr] public partial SymbolRefAttr Kernel { get; set; }

    [Attr] public partial string? Target { get; set; }

    [Region(Blocks = 1)] public partial Region Body { get; }

    public bool VerifySymbols(SymbolTables symbols, DiagnosticBag diagnostics)
    {
        if (symbols.Resolve(this, Kernel) is not FuncOp function || !KernelAttributes.IsKernel(function))
            return Error(diagnostics, $"'{Kernel.Leaf}' does not reference a kernel");
        var earlier = Parent!.Ops.TakeWhile(op => op != this).OfType<ScheduleOp>();
        return !earlier.Any(other => other.Kernel.Equals(Kernel) && other.Target == Target)
            || Error(diagnostics, $"@{Kernel.Leaf} has a schedule for {(Target is null ? "all targets" : $"\"{Target}\"")} already");
    }

    private bool Verify(DiagnosticBag diagnostics)
    {
        foreach (var op in Body.Entry.Ops)
            if (op is not IDirective)
                return Error(diagnostics, $"expects directives in its body, found '{op.Name}'");
        return true;
    }
}

/// <summary>One thing to do with a kernel.</summary>
public interface IDirective
{
    /// <summary>As it stands in a schedule of a .weft file.</summary>
    string Spelling { get; }

    /// <summary>The loops that it names; empty where it names an array.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>The array that it names, or null.</summary>
    string? Array { get; }
}
