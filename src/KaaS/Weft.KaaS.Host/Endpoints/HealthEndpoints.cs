using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Weft.KaaS.Host;

/// <summary>Is the server there, does it take work, what can it do. Health needs no token.</summary>
internal static class HealthEndpoints
{
    private static readonly string[] Extensions = ["binary_tensor_data", "statistics", "model_repository", "schedule_policy"];

    public static void Map(IEndpointRouteBuilder routes, ServerState state)
    {
        routes.MapGet("/v2/health/live", context => JsonAnswer.WriteFlagAsync(context, 200, "live", true));
        routes.MapGet("/v2/health/ready", context =>
            JsonAnswer.WriteFlagAsync(context, state.IsDraining ? 503 : 200, "ready", !state.IsDraining));
        routes.MapGet("/v2", context => JsonAnswer.WriteAsync(context, 200, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, "weft");
            writer.WriteString("version"u8, ServerState.Version);
            writer.WriteStartArray("extensions"u8);
            foreach (var extension in Extensions) writer.WriteStringValue(extension);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }));
    }
}
