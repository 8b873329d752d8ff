using System.Collections.Frozen;
using System.Collections.Immutable;
using Weft.Runtime;

namespace Weft.KaaS;

/// <summary>A name with the programs deployed under it, oldest first; the last one answers when no version is asked for.</summary>
public sealed record Model(string Name, ImmutableArray<ModelVersion> Versions)
{
    public ModelVersion Latest => Versions[^1];

    public ModelVersion? Find(string version) => Versions.FirstOrDefault(v => v.Version == version);
}

/// <summary>All models at one moment. Never changes; a change of the registry makes a new one.</summary>
public sealed class RegistrySnapshot(IEnumerable<Model> models)
{
    private readonly FrozenDictionary<string, Model> _byName = models.ToFrozenDictionary(m => m.Name, StringComparer.Ordinal);

    /// <summary>In the order of their names.</summary>
    public ImmutableArray<Model> Models { get; } = [.. models.OrderBy(m => m.Name, StringComparer.Ordinal)];

    public Model? TryFind(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Throws <see cref="WeftException"/> when there is no such model.</summary>
    public Model Find(string name) => TryFind(name) ?? throw new WeftException(KaasDiagnostics.UnknownModel.At(default, name));

    /// <summary>The version, or the latest one for null. Throws <see cref="WeftException"/> when there is none.</summary>
    public ModelVersion Find(string name, string? version)
    {
        var model = Find(name);
        if (version is null) return model.Latest;
        return model.Find(version) ?? throw new WeftException(
            KaasDiagnostics.UnknownVersion.At(default, name, version, string.Join(", ", model.Versions.Select(v => v.Version))));
    }

    /// <summary>The snapshot with these versions on top; one that was there already becomes the latest of its model.</summary>
    internal RegistrySnapshot With(IEnumerable<ModelVersion> versions)
    {
        var models = _byName.ToDictionary(StringComparer.Ordinal);
        foreach (var version in versions)
        {
            var earlier = models.TryGetValue(version.Name, out var model)
                ? model.Versions.RemoveAll(v => v.Version == version.Version) : [];
            models[version.Name] = new(version.Name, earlier.Add(version));
        }

        return new(models.Values);
    }

    /// <summary>The snapshot without the model, or without one version of it.</summary>
    internal RegistrySnapshot Without(string name, string? version)
    {
        var models = _byName.ToDictionary(StringComparer.Ordinal);
        if (!models.Remove(name, out var model)) return this;
        var rest = version is null ? [] : model.Versions.RemoveAll(v => v.Version == version);
        if (!rest.IsEmpty) models[name] = new(name, rest);
        return new(models.Values);
    }
}
