using System;

namespace Weft.IR;

/// <summary>The parts of an operation, in the order of the generic form.</summary>
public readonly ref struct OpParts(
    ReadOnlySpan<Value> operands, ReadOnlySpan<IrType> results, Attribute?[] properties, Region[] regions, ReadOnlySpan<Block> successors)
{
    public ReadOnlySpan<Value> Operands { get; } = operands;

    public ReadOnlySpan<IrType> Results { get; } = results;

    public Attribute?[] Properties { get; } = properties;

    public Region[] Regions { get; } = regions;

    public ReadOnlySpan<Block> Successors { get; } = successors;
}
