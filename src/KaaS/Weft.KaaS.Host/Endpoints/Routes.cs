using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Weft.KaaS.Host;

/// <summary>What the routes of models have in common.</summary>
internal static class Routes
{
    public const string Model = "/v2/models/{model}";

    public const string Version = "/v2/models/{model}/versions/{version}";

    public static string ModelOf(HttpContext context) => (string)context.GetRouteValue("model")!;

    /// <summary>The version in the path, or null for the latest.</summary>
    public static string? VersionOf(HttpContext context) => (string?)context.GetRouteValue("version");

    public static ModelVersion Find(ServerState state, HttpContext context) =>
        state.Registry.Snapshot.Find(ModelOf(context), VersionOf(context));
}
