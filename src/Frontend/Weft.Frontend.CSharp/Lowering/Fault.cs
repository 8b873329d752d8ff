using Microsoft.CodeAnalysis;
using Weft.IR;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>What a kernel stumbles over where its C# throws.</summary>
/// <param name="Kind">One of those that <see cref="KernelAttributes.Fault"/> names.</param>
internal readonly record struct Fault(string Kind, string Message)
{
    /// <summary>A result of integers that its type does not have.</summary>
    public static Fault Overflow(IOperation source, ScalarType type) => Overflow(source, $"does not fit into '{type.Keyword}'");

    /// <param name="why">What is the matter with the source, as the rest of a sentence.</param>
    public static Fault Overflow(IOperation source, string why) => new(KernelAttributes.Overflow, $"'{SourceText.Of(source)}' {why}");

    public static Fault Thrown(string exception, IOperation source, string why) =>
        Thrown(exception, $"'{SourceText.Of(source)}' {why}");

    public static Fault Thrown(string exception, params string[] texts) =>
        new(KernelAttributes.Thrown, string.Join(": ", [exception, .. texts]));
}
