using System.Collections.Immutable;

namespace Weft.Runtime;

/// <summary>
/// Verified IR and the signatures of its kernels and workflows: what front ends produce, caches key and devices load.
/// </summary>
/// <param name="Ir">The module as text, UTF-8.</param>
/// <param name="Hash">SHA-256 of the canonical text, lower-case hex; its first 12 digits are the version that users see.</param>
/// <param name="Entries">Kernels and workflows that can be called from outside, in source order.</param>
public sealed record KernelProgram(ReadOnlyMemory<byte> Ir, string Hash, ImmutableArray<KernelSignature> Entries)
{
    /// <summary>A program of one kernel, as a generator has verified it.</summary>
    /// <param name="parameters">The spelling of each.</param>
    public static KernelProgram Of(
        ReadOnlySpan<byte> ir, string hash, string name, string doc, params ReadOnlySpan<string> parameters)
    {
        var spelled = ImmutableArray.CreateBuilder<KernelParameter>(parameters.Length);
        foreach (var text in parameters)
            spelled.Add(KernelParameter.TryParse(text) ?? throw new FormatException($"'{text}' is no parameter"));
        return new(ir.ToArray(), hash, [new KernelSignature(name, spelled.MoveToImmutable()) { Doc = doc }]);
    }

    public string Version => Hash[..12];

    public KernelSignature? Find(string entry) => Entries.FirstOrDefault(e => e.Name == entry);
}
