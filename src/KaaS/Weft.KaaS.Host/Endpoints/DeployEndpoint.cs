using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Weft.Runtime;

namespace Weft.KaaS.Host;

/// <summary><c>POST /weft/v1/kernels</c>: verify, compile, store and serve a source. 201 when something new is served, 200 when it was
/// before.</summary>
internal sealed class DeployEndpoint(ServerState state)
{
    public static void Map(IEndpointRouteBuilder routes, ServerState state) =>
        routes.MapPost("/weft/v1/kernels", new DeployEndpoint(state).InvokeAsync).WithMetadata(new AdminOnly("deploy kernels"));

    private async Task InvokeAsync(HttpContext context)
    {
        using var body = await RequestBody.ReadAsync(context, state.Buffers, state.Limits.MaxSourceBytes, 0).ConfigureAwait(false);
        // A compilation that is given up on may still read its source, so that must not go back to the pool.
        var source = body.Bytes.ToArray();
        var query = context.Request.Query;
        var only = query["name"].ToString() is { Length: > 0 } name ? name : null;
        var kind = KindOf(context.Request, source);
        var file = query["file"].ToString() is { Length: > 0 } given ? given : $"{only ?? "request"}.{SourceKinds.NameOf(kind)}";
        if (context.Request.Headers["Idempotency-Key"].ToString() is { Length: > 0 } key)
            state.Keys.Claim(key, Digest(source, $"{only}\n{kind}"));

        var deployment = await state.Deployment.DeployAsync(new(file, source, kind, only), context.RequestAborted).ConfigureAwait(false);
        var first = deployment.Models[0];
        context.Response.Headers.Location = $"/weft/v1/kernels/{first.Name}";
        await JsonAnswer.WriteAsync(context, deployment.Changed ? 201 : 200, writer =>
        {
            writer.WriteStartObject();
            ModelJson.WriteDetails(writer, first, state.Device.Target);
            writer.WriteStartArray("models"u8);
            foreach (var model in deployment.Models)
            {
                writer.WriteStartObject();
                ModelJson.WriteDetails(writer, model, state.Device.Target);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            if (!deployment.Warnings.IsEmpty) ErrorAnswer.WriteDiagnostics(writer, "warnings", deployment.Warnings);
            writer.WriteEndObject();
        }).ConfigureAwait(false);
    }

    private static SourceKind KindOf(HttpRequest request, ReadOnlySpan<byte> source)
    {
        if (request.Query["kind"].ToString() is { Length: > 0 } text)
            return SourceKinds.Parse(text)
                ?? throw new WeftException(KaasDiagnostics.InvalidQuery.At(default, "kind", $"'{text}' is not weft, mlir or weftpkg"));
        return SourceKinds.OfMediaType(request.ContentType) ?? SourceKinds.Detect(source);
    }

    private static string Digest(byte[] source, string how) =>
        Convert.ToHexString(SHA256.HashData(source)) + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(how)));
}
