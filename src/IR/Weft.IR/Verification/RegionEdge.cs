using System.Collections.Generic;

namespace Weft.IR;

/// <summary>A way that control takes between an operation and its regions, with the types of what it carries.</summary>
/// <param name="From">The region that it leaves, or <see cref="Parent"/> where it comes from the operation's operands.</param>
/// <param name="To">The region that it enters, or <see cref="Parent"/> where it ends at the operation's results.</param>
internal readonly record struct RegionEdge(int From, int To, IReadOnlyList<IrType> Carried, IReadOnlyList<IrType> Expected)
{
    public const int Parent = -1;

    public bool Verify(Operation op, DiagnosticBag diagnostics)
    {
        if (Carried.Count != Expected.Count)
            return Error(
                op,
                "region control flow edge",
                $"source has {Carried.Count} operands, but target successor needs {Expected.Count}",
                diagnostics);
        for (var i = 0; i < Carried.Count; i++)
            if (Carried[i] != Expected[i])
                return Error(
                    op,
                    "along control flow edge",
                    $"source type #{i} '{Carried[i]}' should match input type #{i} '{Expected[i]}'",
                    diagnostics);
        return true;
    }

    /// <summary>Checks the edges of an operation in order.</summary>
    public static bool Verify(Operation op, DiagnosticBag diagnostics, params System.ReadOnlySpan<RegionEdge> edges)
    {
        foreach (var edge in edges)
            if (!edge.Verify(op, diagnostics))
                return false;
        return true;
    }

    // The second space is mlir-opt's.
    private bool Error(Operation op, string where, string what, DiagnosticBag diagnostics) => op.Error(
        diagnostics,
        $" {where} from {(From == Parent ? "parent operands" : $"Region #{From}")} "
            + $"to {(To == Parent ? "parent results" : $"Region #{To}")}: {what}");
}
