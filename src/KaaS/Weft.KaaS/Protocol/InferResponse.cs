using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Weft.Runtime;

namespace Weft.KaaS;

/// <summary>An output and how it goes back to the client.</summary>
public readonly record struct ResponseOutput(string Name, Tensor Value, bool Binary);

/// <summary>The answer to an inference request: a JSON object, then the binary outputs in their order.</summary>
public sealed record InferResponse(string Model, string Version, string? Id, ImmutableArray<ResponseOutput> Outputs)
{
    // The answer is JSON for programs, not for HTML: names need no escaping beyond JSON's own.
    private static readonly JsonWriterOptions Options =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public bool HasBinary => Outputs.Any(o => o.Binary);

    /// <summary>Bytes after the JSON object.</summary>
    public long BinaryLength => Outputs.Sum(o => o.Binary ? o.Value.Bytes.Length : 0L);

    public void WriteJson(IBufferWriter<byte> target)
    {
        using var writer = new Utf8JsonWriter(target, Options);
        writer.WriteStartObject();
        writer.WriteString("model_name"u8, Model);
        writer.WriteString("model_version"u8, Version);
        if (Id is not null) writer.WriteString("id"u8, Id);
        writer.WriteStartArray("outputs"u8);
        foreach (var output in Outputs) WriteOutput(writer, output);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteOutput(Utf8JsonWriter writer, ResponseOutput output)
    {
        writer.WriteStartObject();
        writer.WriteString("name"u8, output.Name);
        writer.WriteString("datatype"u8, Datatype.Of(output.Value.Element));
        writer.WriteStartArray("shape"u8);
        foreach (var extent in output.Value.Shape) writer.WriteNumberValue(extent);
        writer.WriteEndArray();
        if (output.Binary)
        {
            writer.WriteStartObject("parameters"u8);
            writer.WriteNumber("binary_data_size"u8, output.Value.Bytes.Length);
            writer.WriteEndObject();
        }
        else
        {
            writer.WritePropertyName("data"u8);
            TensorJson.Write(writer, output.Value);
        }

        writer.WriteEndObject();
    }
}
