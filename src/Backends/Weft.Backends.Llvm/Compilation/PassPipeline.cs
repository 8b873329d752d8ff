using Weft.IR;

namespace Weft.Backends.Llvm;

/// <summary>A list of LLVM passes by name, as <c>opt -passes</c> takes them.</summary>
/// <param name="Name">What the user calls it.</param>
/// <param name="Passes">In order; joined with commas they are LLVM's pipeline text.</param>
/// <param name="CodeGeneration">LLVM's effort in code generation, 0 to 3. Level 0 takes a sixth of the time of level 3.</param>
public sealed record PassPipeline(string Name, Sequence<string> Passes, int CodeGeneration = 3)
{
    /// <summary>Checks and code generation only.</summary>
    public static PassPipeline None { get; } = new("none", [], CodeGeneration: 0);

    /// <summary>For loops that our own passes have tiled and vectorised: what is left is cleaning up. Takes a third of the time of
    /// <see cref="Vectorize"/>.</summary>
    public static PassPipeline Light { get; } = new("light",
    [
        "always-inline",        // outlined tile bodies that ask for it
        Function(
            "mem2reg",          // our text keeps mutable variables in allocas
            Combine,
            "simplifycfg",
            "early-cse",        // repeated loads of argument slots, repeated index arithmetic
            "loop-mssa(loop-rotate,licm)",  // slots and strides are loaded before the loops, which turn at least once then
            Combine,
            "simplifycfg"),
    ]);

    /// <summary>For scalar loops: LLVM's loop vectoriser and what it needs before and after.</summary>
    public static PassPipeline Vectorize { get; } = new("vectorize",
    [
        "always-inline",
        Function(
            "mem2reg",
            Combine,
            "simplifycfg",
            "early-cse<memssa>",
            "loop-mssa(loop-rotate,licm)",  // the vectoriser wants the exit test at the bottom and invariants outside
            "loop(indvars)",                // one canonical counter
            "loop-vectorize",
            "slp-vectorizer",
            "early-cse<memssa>",
            Combine,
            "loop-mssa(licm)",              // run-time alias checks and broadcasts of what was scalar
            "simplifycfg"),
    ]);

    /// <summary>LLVM's own list: the right one for GPU kernels, far too slow for register-tiled CPU kernels.</summary>
    public static PassPipeline O3 { get; } = new("O3", ["default<O3>"]);

    /// <summary>Those of which kernels get the first that does.</summary>
    public static IReadOnlyList<PassPipeline> ForKernels { get; } = [Light, Vectorize];

    public static IReadOnlyList<PassPipeline> All { get; } = [None, Light, Vectorize, O3];

    // LLVM's check that one run reaches a fixpoint is an assertion about LLVM, not about the module.
    private const string Combine = "instcombine<no-verify-fixpoint>";

    /// <summary>LLVM's pipeline text.</summary>
    public string Text => string.Join(',', Passes);

    public override string ToString() => Name;

    private static string Function(params ReadOnlySpan<string> passes) => $"function({string.Join(',', passes!)})";
}
