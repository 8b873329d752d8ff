using System.Collections.Immutable;
using Weft.IR;

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
        ReadOnlySpan<byte> ir, string hash, string name, string doc, ReadOnlySpan<string> parameters,
        ReadOnlySpan<string> constraints = default)
    {
        var signature = new KernelSignature(name, Parse(parameters, KernelParameter.TryParse))
        {
            Doc = doc, Constraints = Parse(constraints, ShapeConstraint.TryParse),
        };
        return new(ir.ToArray(), hash, [signature]);

        static ImmutableArray<T> Parse<T>(ReadOnlySpan<string> texts, Func<string, T?> parse)
        {
            var parsed = ImmutableArray.CreateBuilder<T>(texts.Length);
            foreach (var text in texts) parsed.Add(parse(text) ?? throw new FormatException($"'{text}' is not of the form"));
            return parsed.MoveToImmutable();
        }
    }

    public string Version => Hash[..12];

    public KernelSignature? Find(string entry) => Entries.FirstOrDefault(e => e.Name == entry);
}
