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
    public string Version => Hash[..12];

    public KernelSignature? Find(string entry) => Entries.FirstOrDefault(e => e.Name == entry);
}
