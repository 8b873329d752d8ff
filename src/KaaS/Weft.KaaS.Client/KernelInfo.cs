using System.Collections.Immutable;
using System.Text.Json;

namespace Weft.KaaS.Client;

/// <summary>A served version of a kernel or workflow.</summary>
/// <param name="State"><c>READY</c> or <c>UNAVAILABLE</c>.</param>
/// <param name="Parameters">The signature, one parameter each in its .weft spelling.</param>
public sealed record KernelInfo(
    string Name,
    string Version,
    EntryKind Kind,
    string State,
    ImmutableArray<string> Parameters,
    VerificationReport Verification,
    ImmutableArray<string> Targets,
    DateTimeOffset DeployedAt)
{
    /// <summary>Cost formulas over the shape symbols, when known.</summary>
    public string? Flops { get; init; }

    public string? Bytes { get; init; }

    public override string ToString() => $"{Name}({string.Join(", ", Parameters)})";

    internal static KernelInfo Parse(JsonElement json)
    {
        var checks = json.GetProperty("verification");
        var hasCost = json.TryGetProperty("cost", out var cost);
        return new(
            Text(json, "name"),
            Text(json, "version"),
            Text(json, "kind") == "workflow" ? EntryKind.Workflow : EntryKind.Kernel,
            Text(json, "state"),
            Texts(json, "parameters"),
            new(Count(checks, "proved"), Count(checks, "hoisted"), Count(checks, "guarded")),
            Texts(json, "targets"),
            json.GetProperty("deployed_at").GetDateTimeOffset())
        {
            Flops = hasCost ? cost.GetProperty("flops").GetString() : null,
            Bytes = hasCost ? cost.GetProperty("bytes").GetString() : null,
        };
    }

    private static string Text(JsonElement json, string name) =>
        json.GetProperty(name).GetString() ?? throw new JsonException($"'{name}' is null");

    private static int Count(JsonElement json, string name) => json.GetProperty(name).GetInt32();

    private static ImmutableArray<string> Texts(JsonElement json, string name) =>
        [.. json.GetProperty(name).EnumerateArray().Select(e => e.GetString()!)];
}

/// <summary>A model's latest version and the counters of all its versions, oldest first.</summary>
public sealed record KernelStatus(KernelInfo Latest, ImmutableArray<VersionStatus> Versions)
{
    internal static ImmutableArray<VersionStatus> ParseVersions(JsonElement json) =>
        [.. json.GetProperty("model_stats").EnumerateArray().Select(VersionStatus.Parse)];
}

/// <summary>How one version has fared since the server's start.</summary>
public sealed record VersionStatus(string Version, DurationStatistic Success, DurationStatistic Failure, DurationStatistic Compute)
{
    internal static VersionStatus Parse(JsonElement json)
    {
        var times = json.GetProperty("inference_stats");
        var version = json.GetProperty("version").GetString()!;
        return new(version, Duration(times, "success"), Duration(times, "fail"), Duration(times, "compute_infer"));
    }

    private static DurationStatistic Duration(JsonElement times, string name)
    {
        var duration = times.GetProperty(name);
        return new(duration.GetProperty("count").GetInt64(), duration.GetProperty("ns").GetInt64());
    }
}
