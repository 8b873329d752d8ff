using System.Collections.Immutable;
using Weft.IR;

namespace Weft.Benchmarks;

/// <summary>Kernels in .weft files and the same loops in C, with the extents and in the way in which they are measured.</summary>
/// <param name="Name">What the command is called.</param>
/// <param name="Folder">Where its files lie, beside the program.</param>
/// <param name="Sizes">The smallest first; the last is measured unless another one is asked for.</param>
/// <param name="Elements">The types that it can be measured for. Where there are several, kernels are generic, and their entries end in
/// the type: <c>gemm_f64</c>.</param>
internal sealed record Suite(
    string Name, string Folder, ImmutableArray<string> Sizes, ImmutableArray<ElementType> Elements, ImmutableArray<SuiteKernel> Kernels)
{
    public static IReadOnlyList<Suite> All { get; } = [PolyBench.Suite, Operators.Suite, Rodinia.Suite];

    /// <summary>Whether calls follow one another with what the caches hold, on arrays in large pages. Else caches are emptied before each
    /// call, and arrays are what they were before the first one.</summary>
    public bool IsHot { get; init; }

    /// <summary>What readers of its figures are to know, in sentences that end with a blank.</summary>
    public string Remark { get; init; } = "";

    /// <summary>The name of a measurement in JSON lines.</summary>
    public required Func<SuiteKernel, string, ElementType, string> Bench { get; init; }

    public string EntryOf(SuiteKernel kernel, ElementType element) =>
        Elements.Length == 1 ? kernel.Identifier : $"{kernel.Identifier}_{element.Name}";

    public string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Suites", Folder, file);
}
