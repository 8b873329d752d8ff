using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Weft.KaaS.Host;

/// <summary>Metadata and readiness of models.</summary>
internal static class ModelEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, ServerState state)
    {
        foreach (var route in new[] { Routes.Model, Routes.Version })
        {
            routes.MapGet(route, context => WriteMetadata(state, context));
            routes.MapGet(route + "/ready", context => WriteReady(state, context));
        }
    }

    private static Task WriteMetadata(ServerState state, HttpContext context)
    {
        var snapshot = state.Registry.Snapshot;
        var model = snapshot.Find(Routes.ModelOf(context));
        var version = snapshot.Find(model.Name, Routes.VersionOf(context));
        return JsonAnswer.WriteAsync(context, 200, writer => ModelJson.WriteMetadata(writer, model, version, state.Device.Target));
    }

    private static Task WriteReady(ServerState state, HttpContext context)
    {
        var ready = Routes.Find(state, context).Unavailable is null && !state.IsDraining;
        return JsonAnswer.WriteFlagAsync(context, ready ? 200 : 503, "ready", ready);
    }
}
