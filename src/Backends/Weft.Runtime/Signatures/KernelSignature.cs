using System.Collections.Immutable;
using Weft.IR;

namespace Weft.Runtime;

/// <summary>What a kernel or workflow takes and gives, in declaration order: inputs and outputs in one list, told apart by
/// <see cref="KernelParameter.Access"/>.</summary>
public sealed record KernelSignature(string Name, ImmutableArray<KernelParameter> Parameters)
{
    /// <summary>The doc comment of the source, or empty.</summary>
    public string Doc { get; init; } = "";

    /// <summary>What the extents of the arguments must fulfil.</summary>
    public ImmutableArray<ShapeConstraint> Constraints { get; init; } = [];

    /// <summary>Parameters whose values the caller gives.</summary>
    public IEnumerable<KernelParameter> Inputs => Parameters.Where(p => p.Access != Access.Out);

    /// <summary>Parameters whose values the kernel gives.</summary>
    public IEnumerable<KernelParameter> Outputs => Parameters.Where(p => p.Access != Access.In);

    /// <summary>Length of the flat argument block: one slot per scalar; a pointer and one extent per dimension for an array.</summary>
    public int SlotCount => Parameters.Sum(p => p.IsScalar ? 1 : 1 + p.Shape.Length);

    public override string ToString() => $"{Name}({string.Join(", ", Parameters)})";
}
