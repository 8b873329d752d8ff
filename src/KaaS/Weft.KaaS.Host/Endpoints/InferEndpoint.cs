using System.Buffers;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Weft.Runtime;

namespace Weft.KaaS.Host;

/// <summary>
/// Invocations: JSON or binary tensors in, the same out. Binary inputs are read once, into memory that the kernel reads; outputs are
/// written once.
/// </summary>
internal sealed class InferEndpoint(ServerState state)
{
    private const string HeaderLength = "Inference-Header-Content-Length";

    // Small outputs leave with the headers in one write to the socket.
    private const int FlushBytes = 1 << 16;

    public static void Map(IEndpointRouteBuilder routes, ServerState state)
    {
        var endpoint = new InferEndpoint(state);
        routes.MapPost(Routes.Model + "/infer", endpoint.InvokeAsync);
        routes.MapPost(Routes.Version + "/infer", endpoint.InvokeAsync);
    }

    private async Task InvokeAsync(HttpContext context)
    {
        var start = state.Time.GetTimestamp();
        var model = Routes.Find(state, context);
        try
        {
            var headerLength = ReadHeaderLength(context.Request);
            using var body = await RequestBody.ReadAsync(context, state.Buffers, state.Limits.MaxRequestBytes, headerLength ?? 0)
                .ConfigureAwait(false);
            var arrived = state.Time.GetTimestamp();
            var request = state.Inference.Read(model, body.Bytes, headerLength);
            var parsed = state.Time.GetTimestamp();
            var response = await state.Inference.RunAsync(model, request, context.RequestAborted).ConfigureAwait(false);
            var computed = state.Time.GetTimestamp();
            await WriteAsync(context, response).ConfigureAwait(false);
            var written = state.Time.GetTimestamp();
            var (input, compute, output) = (Nanoseconds(arrived, parsed), Nanoseconds(parsed, computed), Nanoseconds(computed, written));
            model.Statistics.Succeeded(new(input, compute, output, Nanoseconds(start, written)), state.Time.GetUtcNow());
        }
        catch
        {
            model.Statistics.Failed(Nanoseconds(start, state.Time.GetTimestamp()), state.Time.GetUtcNow());
            throw;
        }
    }

    private static int? ReadHeaderLength(HttpRequest request)
    {
        var values = request.Headers[HeaderLength];
        if (values.Count == 0) return null;
        var text = values.ToString();
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            ? length
            : throw new WeftException(KaasDiagnostics.BadHeaderLength.At(default, text, "expected one number of bytes"));
    }

    private static async Task WriteAsync(HttpContext context, InferResponse answer)
    {
        var json = new ArrayBufferWriter<byte>(512);
        answer.WriteJson(json);
        var response = context.Response;
        var binary = answer.HasBinary;
        response.ContentType = binary ? "application/octet-stream" : "application/json";
        response.ContentLength = json.WrittenCount + answer.BinaryLength;
        if (binary) response.Headers[HeaderLength] = json.WrittenCount.ToString(CultureInfo.InvariantCulture);

        response.BodyWriter.Write(json.WrittenSpan);
        foreach (var output in answer.Outputs)
        {
            if (!output.Binary) continue;
            if (output.Value.Bytes.Length <= FlushBytes) response.BodyWriter.Write(output.Value.Bytes.Span);
            else await response.BodyWriter.WriteAsync(output.Value.Bytes, context.RequestAborted).ConfigureAwait(false);
        }

        await response.BodyWriter.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }

    private long Nanoseconds(long from, long to) => (long)state.Time.GetElapsedTime(from, to).TotalNanoseconds;
}
