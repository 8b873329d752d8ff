using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Weft.Runtime;

namespace Weft.KaaS;

/// <summary>One record of the journal: what a deployment or an undeployment changed, whole or not at all.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "change")]
[JsonDerivedType(typeof(Deployed), "deploy")]
[JsonDerivedType(typeof(Undeployed), "undeploy")]
internal abstract record RegistryChange
{
    public sealed record Deployed(ImmutableArray<StoredVersion> Versions) : RegistryChange;

    /// <param name="Version">Null for the model with all its versions.</param>
    public sealed record Undeployed(string Model, string? Version) : RegistryChange;
}

/// <summary>A model's version as the journal keeps it; source and IR are artefacts named by their hashes.</summary>
/// <param name="Hash">The program's hash, whose first 12 digits are the version.</param>
/// <param name="Parameters">The signature, one parameter each in its .weft spelling.</param>
internal sealed record StoredVersion(
    string Model,
    string Hash,
    ImmutableArray<string> Parameters,
    string Doc,
    EntryReport Report,
    SourceKind Kind,
    string SourceHash,
    string IrHash,
    DateTimeOffset DeployedAt)
{
    public static StoredVersion Of(ModelVersion version) => new(
        version.Name,
        version.Hash,
        [.. version.Signature.Parameters.Select(p => p.ToString())],
        version.Signature.Doc,
        version.Report,
        version.Kind,
        version.SourceHash,
        version.IrHash,
        version.DeployedAt);

    /// <summary>The signature, or null when the text is not one.</summary>
    public KernelSignature? Signature()
    {
        var parameters = Parameters.Select(KernelParameter.TryParse).ToList();
        return parameters.Contains(null) ? null : new KernelSignature(Report.Entry, [.. parameters!]) { Doc = Doc };
    }
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RegistryChange))]
internal sealed partial class RegistryJson : JsonSerializerContext;
