using System.Collections.Immutable;
using Weft.Frontend.Dsl.Symbols;

namespace Weft.Frontend.Dsl.BoundTree;

/// <summary>A whole file without errors, in declaration order. Constants are folded into the expressions that use them.</summary>
public sealed record BoundProgram(ImmutableArray<BoundFunc> Funcs, ImmutableArray<BoundKernel> Kernels)
{
    /// <summary>The arrays of constants that bodies read.</summary>
    public ImmutableArray<VariableSymbol> Constants { get; init; } = [];
}

/// <summary>Every path through the body ends in a <see cref="BoundReturn"/> with a value.</summary>
public sealed record BoundFunc(FuncSymbol Symbol, BoundBlock Body);

/// <summary>A kernel or a workflow.</summary>
public sealed record BoundKernel(KernelSymbol Symbol, BoundBlock Body);
