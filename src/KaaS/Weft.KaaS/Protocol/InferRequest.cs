using System.Collections.Immutable;
using Weft.Runtime;

namespace Weft.KaaS;

/// <summary>An inference request, read and checked by itself, not yet against a model.</summary>
public sealed record InferRequest
{
    /// <summary>The client's name for the request, given back in the answer.</summary>
    public string? Id { get; init; }

    /// <summary>The inputs by name. Binary ones lie in the request's body: they are valid as long as it is.</summary>
    public required IReadOnlyDictionary<string, Tensor> Inputs { get; init; }

    /// <summary>The outputs asked for, in this order; empty means all.</summary>
    public ImmutableArray<RequestedOutput> Outputs { get; init; } = [];

    /// <summary>Outputs come back as binary data unless one says otherwise (<c>binary_data_output</c>).</summary>
    public bool BinaryOutput { get; init; }

    /// <summary>The longest that the kernel may run, when the client says so (<c>timeout</c>, in microseconds).</summary>
    public TimeSpan? Timeout { get; init; }
}

/// <param name="Binary">Whether it comes back as binary data; null leaves it to the request.</param>
/// <param name="Shape">The shape of an output whose symbols no input fixes (parameter <c>shape</c>, for example <c>"512x512"</c>).</param>
public sealed record RequestedOutput(string Name, bool? Binary = null, ImmutableArray<long>? Shape = null);
