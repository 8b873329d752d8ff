namespace Weft.Backends.Llvm;

/// <summary>What a host may choose about the compilation of native code.</summary>
public sealed record LlvmCompilerOptions
{
    /// <summary>How long one module may take. LLVM cannot be interrupted: past the limit its thread is left to itself.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(60);
}
