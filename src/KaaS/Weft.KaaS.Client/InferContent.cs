using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Weft.Runtime;

namespace Weft.KaaS.Client;

/// <summary>An inference request's body: JSON, then the tensors as they lie in memory.</summary>
internal sealed class InferContent : HttpContent
{
    private readonly ArrayBufferWriter<byte> _json = new();
    private readonly Tensor[] _tensors;

    public InferContent(IReadOnlyDictionary<string, Tensor> inputs, InvokeOptions options)
    {
        _tensors = [.. inputs.Values];
        using (var writer = new Utf8JsonWriter(_json)) Write(writer, inputs, options);
        Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        Headers.Add("Inference-Header-Content-Length", _json.WrittenCount.ToString(CultureInfo.InvariantCulture));
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, default);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(_json.WrittenMemory, cancellationToken).ConfigureAwait(false);
        foreach (var tensor in _tensors) await stream.WriteAsync(tensor.Bytes, cancellationToken).ConfigureAwait(false);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _json.WrittenCount + _tensors.Sum(t => (long)t.Bytes.Length);
        return true;
    }

    private static void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, Tensor> inputs, InvokeOptions options)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("parameters"u8);
        writer.WriteBoolean("binary_data_output"u8, true);
        if (options.Timeout is { } timeout) writer.WriteNumber("timeout"u8, (long)timeout.TotalMicroseconds);
        writer.WriteEndObject();
        writer.WriteStartArray("inputs"u8);
        foreach (var (name, tensor) in inputs) WriteInput(writer, name, tensor);
        writer.WriteEndArray();
        var outputs = options.Outputs.IsEmpty ? options.OutputShapes.Keys : options.Outputs;
        if (outputs.Any()) WriteOutputs(writer, outputs, options);
        writer.WriteEndObject();
    }

    private static void WriteInput(Utf8JsonWriter writer, string name, Tensor tensor)
    {
        writer.WriteStartObject();
        writer.WriteString("name"u8, name);
        writer.WriteStartArray("shape"u8);
        foreach (var extent in tensor.Shape) writer.WriteNumberValue(extent);
        writer.WriteEndArray();
        writer.WriteString("datatype"u8, Datatype.Of(tensor.Element));
        writer.WriteStartObject("parameters"u8);
        writer.WriteNumber("binary_data_size"u8, tensor.Bytes.Length);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteOutputs(Utf8JsonWriter writer, IEnumerable<string> outputs, InvokeOptions options)
    {
        writer.WriteStartArray("outputs"u8);
        foreach (var name in outputs)
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, name);
            if (options.OutputShapes.TryGetValue(name, out var shape))
            {
                writer.WriteStartObject("parameters"u8);
                writer.WriteString("shape"u8, string.Join('x', shape));
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
