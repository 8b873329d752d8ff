using System.Collections.Immutable;
using System.Diagnostics;
using Weft.IR;
using Weft.Runtime;

namespace Weft.KaaS;

/// <summary>A source to deploy.</summary>
/// <param name="File">The source's name in diagnostics.</param>
/// <param name="Only">The one entry to deploy; null for all.</param>
public sealed record DeployRequest(string File, ReadOnlyMemory<byte> Source, SourceKind Kind, string? Only = null);

/// <summary>What a deployment made.</summary>
/// <param name="Changed">False when all of it was there already.</param>
/// <param name="Warnings">What the toolchain had to say about an accepted source.</param>
public sealed record Deployment(ImmutableArray<ModelVersion> Models, bool Changed, ImmutableArray<Diagnostic> Warnings);

/// <summary>From source to served models: verify, compile to machine code, store, register.</summary>
public sealed class DeploymentService(
    ICompilerService compiler, ModelRegistry registry, Device device, ServerLimits limits, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _compilers = new(limits.MaxConcurrentCompiles);

    /// <summary>Deploys every entry of the source, or one of them. Throws <see cref="WeftException"/> with the toolchain's diagnostics as
    /// notes when the source is not accepted.</summary>
    public async Task<Deployment> DeployAsync(DeployRequest request, CancellationToken cancellation)
    {
        if (request.Only is { } name && !ModelName.IsValid(name)) throw Error(KaasDiagnostics.BadName, name);
        var (result, versions) = await CompileAsync(request, cancellation).ConfigureAwait(false);
        var (served, changed) = registry.Deploy(versions, request.Source.Span, result.Program!.Ir.Span);
        return new(served, changed, result.Diagnostics);
    }

    public void Dispose() => _compilers.Dispose();

    private async Task<(DeployResult Result, ImmutableArray<ModelVersion> Versions)> CompileAsync(
        DeployRequest request, CancellationToken cancellation)
    {
        if (!await _compilers.WaitAsync(limits.CompileTimeout, cancellation).ConfigureAwait(false))
            throw Error(KaasDiagnostics.CompilerBusy);
        var deadline = new CancellationTokenSource(limits.CompileTimeout, time);
        var overdue = deadline.Token;
        var work = Task.Factory.StartNew(
            () => Compile(request, overdue), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        // A compilation that ignores its deadline keeps its slot until it ends, so that they cannot pile up.
        _ = work.ContinueWith(_ => Release(deadline), TaskScheduler.Default);
        try
        {
            return await work.WaitAsync(overdue).ConfigureAwait(false);
        }
        catch (OperationCanceledException e)
        {
            throw new WeftException(KaasDiagnostics.CompileTimeout.At(default, $"{limits.CompileTimeout.TotalSeconds}"), e);
        }
    }

    private void Release(CancellationTokenSource deadline)
    {
        deadline.Dispose();
        try
        {
            _compilers.Release();
        }
        catch (ObjectDisposedException)
        {
            // The server was stopped meanwhile; nobody waits any more.
            return;
        }
    }

    private (DeployResult Result, ImmutableArray<ModelVersion> Versions) Compile(DeployRequest request, CancellationToken cancellation)
    {
        var result = compiler.Compile(request.File, request.Source, request.Kind, cancellation);
        if (result.Program is not { } program) throw Rejected(request.File, result.Diagnostics);
        if (program.Entries.IsEmpty) throw Error(KaasDiagnostics.NothingToDeploy, request.File);
        var entries = program.Entries.Where(e => request.Only is null || e.Name == request.Only).ToList();
        if (entries.Count == 0)
            throw Error(KaasDiagnostics.NoSuchEntry, request.File, request.Only, string.Join(", ", program.Entries.Select(e => e.Name)));
        var versions = entries.Select(e => VersionOf(request, result, e)).ToImmutableArray();
        foreach (var version in versions) version.Load(device, cancellation);
        return (result, versions);
    }

    private ModelVersion VersionOf(DeployRequest request, DeployResult result, KernelSignature entry)
    {
        if (!ModelName.IsValid(entry.Name)) throw Error(KaasDiagnostics.BadName, entry.Name);
        return new()
        {
            Name = entry.Name,
            Hash = result.Program!.Hash,
            Signature = entry,
            Report = result.Reports.FirstOrDefault(r => r.Entry == entry.Name)
                ?? throw new UnreachableException($"no report about '{entry.Name}'"),
            Kind = request.Kind,
            SourceHash = ArtefactStore.HashOf(request.Source.Span),
            IrHash = ArtefactStore.HashOf(result.Program.Ir.Span),
            DeployedAt = time.GetUtcNow(),
            Program = result.Program,
        };
    }

    private static WeftException Rejected(string file, ImmutableArray<Diagnostic> diagnostics)
    {
        var errors = diagnostics.Where(d => d.Severity == Severity.Error).ToList();
        var summary = errors is [var only] ? only.Message : $"{errors.Count} errors; the first: {errors.FirstOrDefault()?.Message}";
        return new(KaasDiagnostics.SourceRejected.At(default, file, summary) with { Notes = diagnostics });
    }

    private static WeftException Error(DiagnosticDescriptor descriptor, params object?[] arguments) =>
        new(descriptor.At(default, arguments));
}
