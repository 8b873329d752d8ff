using System.Collections.Immutable;
using Weft.IR;

namespace Weft.KaaS.Client;

/// <summary>How a source is deployed.</summary>
public sealed record DeployOptions
{
    /// <summary>The one kernel or workflow of the source to serve; null for all.</summary>
    public string? Name { get; init; }

    /// <summary>The source's name in diagnostics.</summary>
    public string? File { get; init; }

    /// <summary>What the source is; null lets the server look.</summary>
    public SourceKind? Kind { get; init; }

    /// <summary>Is told each warning about a source that was accepted.</summary>
    public Action<Diagnostic>? Warn { get; init; }

    internal string ToQuery()
    {
        var kind = Kind is { } known ? SourceKinds.NameOf(known) : null;
        var parts = new[] { ("name", Name), ("file", File), ("kind", kind) }.Where(p => p.Item2 is not null);
        var query = string.Join('&', parts.Select(p => $"{p.Item1}={Uri.EscapeDataString(p.Item2!)}"));
        return query.Length == 0 ? "" : "?" + query;
    }
}

/// <summary>How a kernel is invoked.</summary>
public sealed record InvokeOptions
{
    /// <summary>Null for the latest.</summary>
    public string? Version { get; init; }

    /// <summary>The outputs to send back; empty for all.</summary>
    public ImmutableArray<string> Outputs { get; init; } = [];

    /// <summary>Shapes of outputs that no input fixes.</summary>
    public ImmutableDictionary<string, ImmutableArray<long>> OutputShapes { get; init; } =
        ImmutableDictionary<string, ImmutableArray<long>>.Empty;

    /// <summary>The longest that the kernel may run; the server has a limit of its own.</summary>
    public TimeSpan? Timeout { get; init; }
}
