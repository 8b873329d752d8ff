namespace Weft.KaaS.Host;

/// <summary>How a server is set up. What is not given is safe: loopback only, a generated token.</summary>
public sealed record KaasOptions
{
    /// <summary>Where the server keeps its state; created if need be. One server at a time.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>An <c>http://host:port</c> to listen on, port 0 for any free one; null for none.</summary>
    public string? Listen { get; init; } = "http://127.0.0.1:8470";

    /// <summary>A path for a Unix socket to listen on too; null for none.</summary>
    public string? Socket { get; init; }

    /// <summary>The tokens that are accepted, one a line; null for <c>token</c> in the data directory.</summary>
    public string? TokenFile { get; init; }

    public ServerLimits Limits { get; init; } = new();

    /// <summary>How long a stopping server waits for requests in progress before it cancels them.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Where a new token, warnings and failures of the server itself are written.</summary>
    public TextWriter Log { get; init; } = TextWriter.Null;
}
