using System.Collections.Immutable;
using System.Text.Json;
using Weft.IR;
using Weft.Runtime;

namespace Weft.KaaS;

/// <summary>
/// The models of a server and their versions. A change is in the journal, on the disk, before anyone sees it; who holds a
/// <see cref="Snapshot"/> is not disturbed by later changes. Safe for several threads at once.
/// </summary>
public sealed class ModelRegistry : IDisposable
{
    // Rewriting pays once most records only undo each other; below this many it is not worth the disk's time.
    private const int CompactionThreshold = 256;

    private readonly Lock _changing = new();
    private readonly ArtefactStore _artefacts;
    private readonly Journal _journal;
    private readonly DiagnosticBag _warnings = [];
    private volatile RegistrySnapshot _snapshot = new([]);

    /// <summary>Restores the models from the journal. What had to be dropped or is damaged is in <see cref="Warnings"/>; a damaged
    /// journal is a <see cref="WeftException"/>.</summary>
    public ModelRegistry(DataDirectory data)
    {
        _artefacts = data.Artefacts;
        var changes = new List<RegistryChange>();
        try
        {
            _journal = Journal.Open(data.JournalPath, record => changes.Add(Parse(record, data.JournalPath)));
        }
        catch (Exception e) when (FileProblem.Is(e))
        {
            var problem = FileProblem.Describe(e, data.JournalPath);
            throw new WeftException(KaasDiagnostics.DataDirectoryFailed.At(default, data.JournalPath, problem), e);
        }

        if (_journal.Torn is { } torn) _warnings.Add(torn);
        Restore(changes);
        CompactIfWorthwhile();
    }

    public RegistrySnapshot Snapshot => _snapshot;

    /// <summary>What was found wrong with the stored state at the start.</summary>
    public IReadOnlyList<Diagnostic> Warnings => _warnings;

    /// <summary>
    /// Adds versions, all or none, as the latest of their models. Returns them as they are served now: one that was there before stays
    /// itself. Nothing is changed when they are the latest already.
    /// </summary>
    public (ImmutableArray<ModelVersion> Served, bool Changed) Deploy(
        ImmutableArray<ModelVersion> versions, ReadOnlySpan<byte> source, ReadOnlySpan<byte> ir)
    {
        lock (_changing)
        {
            var served = versions.Select(v => Known(v) ?? v).ToImmutableArray();
            var changed = served.RemoveAll(v => _snapshot.TryFind(v.Name)?.Latest == v);
            if (!changed.IsEmpty)
                Commit(source, ir, new RegistryChange.Deployed([.. changed.Select(StoredVersion.Of)]), _snapshot.With(changed));
            return (served, !changed.IsEmpty);
        }
    }

    /// <summary>Removes a model, or one version of it; throws <see cref="WeftException"/> when it is not there. Runs in progress end
    /// undisturbed.</summary>
    public void Undeploy(string name, string? version)
    {
        lock (_changing)
        {
            _snapshot.Find(name, version);
            Commit([], [], new RegistryChange.Undeployed(name, version), _snapshot.Without(name, version));
            CompactIfWorthwhile();
        }
    }

    public void Dispose() => _journal.Dispose();

    // A version that was deployed before keeps its counters and its loaded kernel.
    private ModelVersion? Known(ModelVersion version)
    {
        if (_snapshot.TryFind(version.Name)?.Find(version.Version) is not { } same) return null;
        if (same.Hash != version.Hash) throw new WeftException(KaasDiagnostics.VersionConflict.At(default, version.Name, version.Version));
        return same.Unavailable is null ? same : null;
    }

    private void Commit(ReadOnlySpan<byte> source, ReadOnlySpan<byte> ir, RegistryChange change, RegistrySnapshot next)
    {
        try
        {
            if (!source.IsEmpty) _artefacts.Save(source);
            if (!ir.IsEmpty) _artefacts.Save(ir);
            _journal.Append(Serialize(change).Span);
        }
        catch (Exception e) when (FileProblem.Is(e))
        {
            throw new WeftException(KaasDiagnostics.StorageFailed.At(default, e.Message), e);
        }

        _snapshot = next;
    }

    // Rewrites the journal with what is live and deletes artefacts that nothing names any more.
    private void CompactIfWorthwhile()
    {
        var live = _snapshot.Models.SelectMany(m => m.Versions).ToList();
        if (_journal.Count < CompactionThreshold || _journal.Count <= 2 * live.Count) return;
        try
        {
            _journal.Rewrite(live.Select(v => Serialize(new RegistryChange.Deployed([StoredVersion.Of(v)]))));
            _artefacts.Collect(live.SelectMany(v => new[] { v.SourceHash, v.IrHash }).ToHashSet());
        }
        catch (Exception e) when (FileProblem.Is(e))
        {
            // The journal is as good as before, only longer than it could be; the next change tries again.
            return;
        }
    }

    private void Restore(List<RegistryChange> changes)
    {
        foreach (var change in changes)
        {
            _snapshot = change switch
            {
                RegistryChange.Deployed(var versions) => _snapshot.With(versions.Select(Restore)),
                RegistryChange.Undeployed(var model, var version) => _snapshot.Without(model, version),
                _ => throw new InvalidOperationException($"'{change.GetType().Name}' is not a change"),
            };
        }

        // Only what is live in the end is worth a warning.
        _warnings.AddRange(_snapshot.Models.SelectMany(m => m.Versions).Select(v => v.Unavailable).OfType<Diagnostic>());
    }

    private ModelVersion Restore(StoredVersion stored)
    {
        var problem = "";
        var signature = stored.Signature();
        var ir = signature is null ? null : _artefacts.Load(stored.IrHash, out problem);
        if (signature is null) problem = "not understood by this version of the server";
        signature ??= new KernelSignature(stored.Report.Entry, []);
        return new ModelVersion
        {
            Name = stored.Model,
            Hash = stored.Hash,
            Signature = signature,
            Report = stored.Report,
            Kind = stored.Kind,
            SourceHash = stored.SourceHash,
            IrHash = stored.IrHash,
            DeployedAt = stored.DeployedAt,
            Program = ir is null ? null : new KernelProgram(ir, stored.Hash, [signature]),
            Unavailable = ir is null ? KaasDiagnostics.ArtefactDamaged.At(default, "program", stored.Model, problem) : null,
        };
    }

    private static ReadOnlyMemory<byte> Serialize(RegistryChange change) =>
        JsonSerializer.SerializeToUtf8Bytes(change, RegistryJson.Default.RegistryChange);

    // A sound record that does not parse was written by another version of the server.
    private static RegistryChange Parse(ReadOnlyMemory<byte> record, string path)
    {
        try
        {
            if (JsonSerializer.Deserialize(record.Span, RegistryJson.Default.RegistryChange) is { } change && IsComplete(change))
                return change;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new WeftException(
                KaasDiagnostics.DataDirectoryFailed.At(default, path, $"a record is of another server version ({e.Message})"), e);
        }

        throw new WeftException(KaasDiagnostics.DataDirectoryFailed.At(default, path, "a record is of another server version"));
    }

    private static bool IsComplete(RegistryChange change) => change switch
    {
        RegistryChange.Deployed(var versions) => !versions.IsDefaultOrEmpty
            && versions.All(v => v is { Model: not null, Hash.Length: 64, Parameters.IsDefault: false, Report.Entry: not null,
                SourceHash: not null, IrHash: not null }),
        RegistryChange.Undeployed(var model, _) => model is not null,
        _ => false,
    };
}
