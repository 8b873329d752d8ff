using System.Collections.Generic;

namespace Weft.IR;

/// <summary>One effect on memory.</summary>
/// <param name="Kind">A single effect.</param>
/// <param name="On">The value whose memory it concerns; null when that is not known.</param>
public sealed record MemoryEffect(MemoryEffects Kind, Value? On);

/// <summary>An operation that says which value each of its effects concerns.</summary>
public interface IHasValueEffects : IHasMemoryEffects
{
    IReadOnlyList<MemoryEffect> ValueEffects { get; }
}
