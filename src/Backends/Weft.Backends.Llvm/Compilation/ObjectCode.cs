namespace Weft.Backends.Llvm;

/// <summary>Compiled code, ready to load, to keep or to link.</summary>
/// <param name="Bytes">An object file in the target's format.</param>
public sealed record ObjectCode(ReadOnlyMemory<byte> Bytes, CompileTimings Timings);

/// <summary>Where the time of one compilation went.</summary>
public readonly record struct CompileTimings(TimeSpan Parse, TimeSpan Verify, TimeSpan Optimize, TimeSpan Emit)
{
    public TimeSpan Total => Parse + Verify + Optimize + Emit;

    public override string ToString() =>
        $"parse {Parse.TotalMilliseconds:F2} ms, verify {Verify.TotalMilliseconds:F2} ms, "
        + $"optimize {Optimize.TotalMilliseconds:F2} ms, emit {Emit.TotalMilliseconds:F2} ms";
}
