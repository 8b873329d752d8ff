using Weft.IR;
using Weft.Runtime;

namespace Weft.KaaS;

/// <summary>One program under one model name. Everything but the counters and the loaded kernel is fixed.</summary>
public sealed class ModelVersion
{
    private volatile Kernel? _kernel;

    /// <summary>The model's name, which is also the entry's name in the program.</summary>
    public required string Name { get; init; }

    /// <summary>The program's hash.</summary>
    public required string Hash { get; init; }

    /// <summary>The first 12 hex digits of <see cref="Hash"/>: the version that clients see.</summary>
    public string Version => Hash[..12];

    public required KernelSignature Signature { get; init; }

    public required EntryReport Report { get; init; }

    public required SourceKind Kind { get; init; }

    /// <summary>SHA-256 of the deployed source; its artefact's name.</summary>
    public required string SourceHash { get; init; }

    /// <summary>SHA-256 of the IR text; its artefact's name.</summary>
    public required string IrHash { get; init; }

    public required DateTimeOffset DeployedAt { get; init; }

    /// <summary>The program, or null when it could not be restored; then <see cref="Unavailable"/> says why.</summary>
    public required KernelProgram? Program { get; init; }

    public Diagnostic? Unavailable { get; init; }

    public ModelStatistics Statistics { get; } = new();

    /// <summary>True when an invocation need not compile first.</summary>
    public bool IsLoaded => _kernel is not null;

    /// <summary>The kernel on the server's device, compiled at the first call. Throws <see cref="WeftException"/> when the model is
    /// unavailable or cannot be compiled.</summary>
    public Kernel Load(Device device, CancellationToken cancellation) => _kernel ??= Program is { } program
        ? device.Load(program, Signature.Name, cancellation)
        : throw new WeftException(Unavailable!);
}
