using System.Collections.Immutable;
using Weft.IR;
using Weft.Runtime;

namespace Weft.KaaS;

/// <summary>What the toolchain made of a source: a program with a report per entry, or the reasons why not.</summary>
/// <param name="Program">The verified program, or null when the source was rejected.</param>
/// <param name="Reports">One per entry of the program.</param>
/// <param name="Diagnostics">Errors of a rejected source; warnings of an accepted one.</param>
public sealed record DeployResult(KernelProgram? Program, ImmutableArray<EntryReport> Reports, ImmutableArray<Diagnostic> Diagnostics)
{
    public static DeployResult Accepted(
        KernelProgram program, ImmutableArray<EntryReport> reports, ImmutableArray<Diagnostic> warnings = default) =>
        new(program, reports, warnings.IsDefault ? [] : warnings);

    public static DeployResult Rejected(IEnumerable<Diagnostic> diagnostics) => new(null, [], [.. diagnostics]);
}

/// <summary>What an entry is in its source. Both are models to a client.</summary>
public enum EntryKind
{
    Kernel,
    Workflow,
}

/// <summary>What was verified about one entry and what it costs.</summary>
/// <param name="Entry">The entry's name in the program.</param>
public sealed record EntryReport(string Entry, EntryKind Kind, VerificationReport Verification)
{
    /// <summary>Floating-point operations as a formula over the shape symbols, when known.</summary>
    public string? Flops { get; init; }

    /// <summary>Bytes moved as a formula over the shape symbols, when known.</summary>
    public string? Bytes { get; init; }
}

/// <summary>How the memory accesses of an entry are kept in bounds.</summary>
/// <param name="Proved">Accesses proved in range by the compiler: they cost nothing.</param>
/// <param name="Hoisted">Accesses checked once before their loop.</param>
/// <param name="Guarded">Accesses checked each time.</param>
public sealed record VerificationReport(int Proved, int Hoisted, int Guarded);
