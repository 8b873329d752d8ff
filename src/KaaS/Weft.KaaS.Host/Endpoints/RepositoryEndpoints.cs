using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Weft.Runtime;

namespace Weft.KaaS.Host;

/// <summary>The model repository extension: the index; unloading is undeploying; loading is for models that are there already.</summary>
internal static class RepositoryEndpoints
{
    private const int MaxBodyBytes = 1 << 16;

    public static void Map(IEndpointRouteBuilder routes, ServerState state)
    {
        routes.MapPost("/v2/repository/index", context => WriteIndex(state, context));
        routes.MapPost("/v2/repository/models/{model}/load", context => Load(state, context)).WithMetadata(new AdminOnly("load models"));
        routes.MapPost("/v2/repository/models/{model}/unload", context => Unload(state, context))
            .WithMetadata(new AdminOnly("unload models"));
    }

    private static async Task WriteIndex(ServerState state, HttpContext context)
    {
        using var body = await RequestBody.ReadAsync(context, state.Buffers, MaxBodyBytes, 0).ConfigureAwait(false);
        var onlyReady = AsksForReady(body.Bytes);
        await JsonAnswer.WriteAsync(context, 200, writer =>
        {
            writer.WriteStartArray();
            var versions = state.Registry.Snapshot.Models.SelectMany(m => m.Versions);
            foreach (var version in versions.Where(v => !onlyReady || v.Unavailable is null))
            {
                writer.WriteStartObject();
                writer.WriteString("name"u8, version.Name);
                writer.WriteString("version"u8, version.Version);
                writer.WriteString("state"u8, ModelJson.StateOf(version));
                writer.WriteString("reason"u8, version.Unavailable?.Message ?? "");
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }).ConfigureAwait(false);
    }

    private static bool AsksForReady(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty) return false;
        try
        {
            using var request = JsonDocument.Parse(body);
            if (request.RootElement.ValueKind == JsonValueKind.Object)
                return request.RootElement.TryGetProperty("ready", out var ready) && ready.ValueKind == JsonValueKind.True;
        }
        catch (JsonException e)
        {
            throw new WeftException(KaasDiagnostics.MalformedJson.At(default, "the request", JsonProblem.Describe(e)), e);
        }

        throw new WeftException(KaasDiagnostics.InvalidField.At(default, "the request", "expected an object"));
    }

    // A deployed model is loaded; there is no repository to load another one from.
    private static Task Load(ServerState state, HttpContext context)
    {
        if (state.Registry.Snapshot.TryFind(Routes.ModelOf(context)) is null)
            throw new WeftException(KaasDiagnostics.LoadUnsupported.At(default));
        return Task.CompletedTask;
    }

    private static Task Unload(ServerState state, HttpContext context)
    {
        state.Registry.Undeploy(Routes.ModelOf(context), version: null);
        return Task.CompletedTask;
    }
}
