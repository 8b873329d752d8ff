using Microsoft.CodeAnalysis;
using Weft.IR;

namespace Weft.Frontend.CSharp;

/// <summary>The type of a value in a kernel: a number, a struct of numbers, or an array of either.</summary>
internal abstract record KernelType
{
    /// <summary>In C#.</summary>
    public abstract string Spelling { get; }

    /// <summary>The numbers that a value, or an element of an array, consists of, in order.</summary>
    public abstract Sequence<Leaf> Leaves { get; }

    /// <summary>The type of a kernel value, or null when kernels have no such values.</summary>
    public static KernelType? Of(ITypeSymbol? type) => Of(type, out _);

    /// <param name="problem">Why kernels have no such values, where there is more to say than that.</param>
    public static KernelType? Of(ITypeSymbol? type, out string problem)
    {
        problem = "";
        return ScalarType.Of(type) ?? ArrayType.Of(type) ?? (KernelType?)StructReader.Read(type, out problem);
    }
}

/// <summary>A number in a value.</summary>
/// <param name="Path">The fields on the way to it, for example <c>.Position.X</c>; empty for the value itself.</param>
internal sealed record Leaf(string Path, ScalarType Type);
