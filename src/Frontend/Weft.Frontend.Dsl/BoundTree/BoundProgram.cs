using System.Collections.Immutable;
using Weft.Frontend.Dsl.Symbols;
using Weft.IR;

namespace Weft.Frontend.Dsl.BoundTree;

/// <summary>A whole file without errors, in declaration order. Constants are folded into the expressions that use them.</summary>
public sealed record BoundProgram(ImmutableArray<BoundFunc> Funcs, ImmutableArray<BoundKernel> Kernels)
{
    /// <summary>The arrays of constants that bodies read.</summary>
    public ImmutableArray<VariableSymbol> Constants { get; init; } = [];

    public ImmutableArray<BoundSchedule> Schedules { get; init; } = [];

    public ImmutableArray<BoundEvent> Events { get; init; } = [];
}

/// <summary>How a kernel is to be compiled, for one target or, when that is null, for all.</summary>
public sealed record BoundSchedule(KernelSymbol Kernel, string? Target, ImmutableArray<BoundDirective> Directives, Location Location);

/// <param name="Names">Of loops, or of an array.</param>
/// <param name="Size">Of a tile, a vector or a number of copies; null of directives without.</param>
public sealed record BoundDirective(string Word, ImmutableArray<string> Names, long? Size, Location Location)
{
    /// <summary>One for each dimension of an array; empty of directives without.</summary>
    public ImmutableArray<long> Numbers { get; init; } = [];
}

/// <summary>What is called when something happens.</summary>
/// <param name="Arguments">One per input and inout of the target: a field of the event, or a constant.</param>
public sealed record BoundEvent(
    BoundEndpoint Source, KernelSymbol Target, ImmutableArray<(string? Field, Constant? Value)> Arguments, BoundEndpoint? Sink,
    Location Location);

/// <param name="Setting">A name or pattern, or a length of time.</param>
public sealed record BoundEndpoint(EventSource Source, string Setting);

/// <summary>Every path through the body ends in a <see cref="BoundReturn"/> with a value.</summary>
public sealed record BoundFunc(FuncSymbol Symbol, BoundBlock Body);

/// <summary>A kernel or a workflow.</summary>
public sealed record BoundKernel(KernelSymbol Symbol, BoundBlock Body)
{
    /// <summary>Where a workflow may run; null for anywhere.</summary>
    public string? At { get; init; }

    /// <summary>How long it may take; null for any time.</summary>
    public string? Deadline { get; init; }

    /// <summary>The stores of parallel loops to which several turns may come at the same time: each reads, joins and writes in one step.
    /// They are known by reference.</summary>
    public IReadOnlySet<BoundStore> AtomicStores { get; init; } = ImmutableHashSet<BoundStore>.Empty;
}
