using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Weft.Runtime;

namespace Weft.KaaS.Client;

/// <summary>Reads the answer to an inference request: JSON, then the binary outputs.</summary>
internal static class InferAnswer
{
    public static async Task<IReadOnlyDictionary<string, Tensor>> ReadAsync(
        Uri? server, HttpResponseMessage response, CancellationToken cancellation)
    {
        var body = await ServerAnswer.BytesAsync(server, response, cancellation).ConfigureAwait(false);
        var header = response.Headers.TryGetValues("Inference-Header-Content-Length", out var values) ? values.First() : null;
        var jsonLength = body.Length;
        var isLength = header is null || int.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out jsonLength);
        if (!isLength || jsonLength > body.Length)
            throw ServerAnswer.Unexpected(server, $"a header length of {header} for a body of {body.Length} bytes");

        using var json = ServerAnswer.ParseJson(server, body.AsMemory(0, jsonLength));
        return ServerAnswer.Read(server, json, root => ReadOutputs(root, body.AsMemory(jsonLength)));
    }

    private static Dictionary<string, Tensor> ReadOutputs(JsonElement root, Memory<byte> binary)
    {
        var outputs = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var output in root.GetProperty("outputs").EnumerateArray())
        {
            var name = output.GetProperty("name").GetString()!;
            var element = Datatype.Parse(output.GetProperty("datatype").GetString()!)
                ?? throw new JsonException($"the datatype of '{name}' is not known");
            var shape = output.GetProperty("shape").EnumerateArray().Select(e => e.GetInt64()).ToImmutableArray();
            var size = output.GetProperty("parameters").GetProperty("binary_data_size").GetInt32();
            if (Tensor.ByteSizeOf(element, shape) != size || size > binary.Length) throw new JsonException($"'{name}' has not its size");
            outputs[name] = WireTensor.FromBinary(name, element, shape, binary[..size]);
            binary = binary[size..];
        }

        return outputs;
    }
}
