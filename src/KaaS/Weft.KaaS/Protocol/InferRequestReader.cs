using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Weft.IR;
using Weft.Runtime;

namespace Weft.KaaS;

/// <summary>
/// Reads Open Inference Protocol v2 requests: JSON, or JSON followed by the binary tensors. Strict: a wrong length, an unknown type, a
/// field given twice or a byte left over is a <see cref="WeftException"/>. Unknown fields and parameters are skipped.
/// </summary>
public static class InferRequestReader
{
    /// <param name="body">The whole body; binary tensors stay in it.</param>
    /// <param name="headerLength">Bytes of JSON (<c>Inference-Header-Content-Length</c>); null when the body is JSON only.</param>
    public static InferRequest Read(Memory<byte> body, int? headerLength, ServerLimits limits)
    {
        if (headerLength is < 0 || headerLength > body.Length)
            throw Error(KaasDiagnostics.BadHeaderLength, headerLength.ToString()!, $"the body has {body.Length} bytes");
        try
        {
            var json = body.Span[..(headerLength ?? body.Length)];
            var parser = new InferRequestParser(json, limits);
            var request = parser.Parse();
            var inputs = AttachBinary(parser.Inputs, headerLength is { } length ? body[length..] : (Memory<byte>?)null);
            return request with { Inputs = inputs };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The reader of strings throws InvalidOperationException for bytes and escapes that are no text.
            throw new WeftException(KaasDiagnostics.MalformedJson.At(default, "the request", JsonProblem.Describe(e)), e);
        }
    }

    private static Dictionary<string, Tensor> AttachBinary(List<InputEntry> entries, Memory<byte>? binary)
    {
        var rest = binary ?? default;
        var inputs = new Dictionary<string, Tensor>(entries.Count, StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (inputs.ContainsKey(entry.Name)) throw Error(KaasDiagnostics.DuplicateField, $"input '{entry.Name}'");
            if (entry.BinarySize is { } size)
            {
                if (binary is null) throw Error(KaasDiagnostics.BadHeaderLength, "(none)", "binary_data_size needs this header");
                if (size > rest.Length) throw Error(KaasDiagnostics.TruncatedBody, entry.Name, size, rest.Length);
                inputs[entry.Name] = WireTensor.FromBinary(entry.Name, entry.Element, entry.Shape, rest[..(int)size]);
                rest = rest[(int)size..];
            }
            else
            {
                inputs[entry.Name] = new Tensor(entry.Element, entry.Shape, entry.Data);
            }
        }

        if (rest.Length > 0)
            throw new WeftException(KaasDiagnostics.TrailingBytes.At(default, rest.Length.ToString(CultureInfo.InvariantCulture)));
        return inputs;
    }

    private static WeftException Error(DiagnosticDescriptor descriptor, string subject, params object?[] rest) =>
        new(descriptor.At(default, [subject, .. rest]));
}

/// <summary>One input as the JSON tells it: its values, or how many bytes of binary data they take.</summary>
internal readonly record struct InputEntry(string Name, ElementType Element, ImmutableArray<long> Shape, byte[] Data, long? BinarySize);
