namespace Weft.KaaS;

/// <summary>What one server lets its clients use.</summary>
public sealed record ServerLimits
{
    /// <summary>Bytes of one inference request's body.</summary>
    public int MaxRequestBytes { get; init; } = 256 * 1024 * 1024;

    /// <summary>Bytes of one deployed source.</summary>
    public int MaxSourceBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Requests served at once; more are answered 429.</summary>
    public int MaxConcurrentRequests { get; init; } = 64;

    /// <summary>Inputs plus requested outputs of one inference request.</summary>
    public int MaxTensors { get; init; } = 256;

    /// <summary>Bytes of all outputs of one inference request together.</summary>
    public int MaxOutputBytes { get; init; } = 256 * 1024 * 1024;

    /// <summary>From source to machine code.</summary>
    public TimeSpan CompileTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Sources compiled at once; one that overran its time counts until it ends.</summary>
    public int MaxConcurrentCompiles { get; init; } = 2;

    /// <summary>The longest run of one invocation; a request's <c>timeout</c> can only shorten it.</summary>
    public TimeSpan MaxRunTime { get; init; } = TimeSpan.FromMinutes(1);
}
