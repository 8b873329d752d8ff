using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Weft.Runtime;

namespace Weft.KaaS.Host;

/// <summary>What is deployed, its IR, and taking it down; and the device that runs it.</summary>
internal static class KernelEndpoints
{
    private const string Kernel = "/weft/v1/kernels/{model}";

    public static void Map(IEndpointRouteBuilder routes, ServerState state)
    {
        routes.MapGet("/weft/v1/kernels", context => WriteList(state, context));
        routes.MapGet(Kernel, context => WriteOne(state, context));
        routes.MapGet(Kernel + "/ir", context => WriteIr(state, context));
        routes.MapDelete(Kernel, context => Undeploy(state, context)).WithMetadata(new AdminOnly("undeploy kernels"));
        routes.MapGet("/weft/v1/devices", context => WriteDevices(state, context));
    }

    private static Task WriteList(ServerState state, HttpContext context) => JsonAnswer.WriteAsync(context, 200, writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("kernels"u8);
        foreach (var model in state.Registry.Snapshot.Models)
        {
            writer.WriteStartObject();
            ModelJson.WriteDetails(writer, model.Latest, state.Device.Target);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private static Task WriteOne(ServerState state, HttpContext context)
    {
        var snapshot = state.Registry.Snapshot;
        var model = snapshot.Find(Routes.ModelOf(context));
        var version = snapshot.Find(model.Name, QueryVersion(context));
        return JsonAnswer.WriteAsync(context, 200, writer =>
        {
            writer.WriteStartObject();
            ModelJson.WriteDetails(writer, version, state.Device.Target);
            writer.WriteStartArray("versions"u8);
            foreach (var known in model.Versions) writer.WriteStringValue(known.Version);
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static async Task WriteIr(ServerState state, HttpContext context)
    {
        if (context.Request.Query["level"].ToString() is { Length: > 0 } level and not "ir")
            throw new WeftException(KaasDiagnostics.InvalidQuery.At(default, "level", $"'{level}' is not kept by the server; 'ir' is"));
        var version = state.Registry.Snapshot.Find(Routes.ModelOf(context), QueryVersion(context));
        var program = version.Program ?? throw new WeftException(version.Unavailable!);
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.ContentLength = program.Ir.Length;
        await context.Response.BodyWriter.WriteAsync(program.Ir, context.RequestAborted).ConfigureAwait(false);
    }

    private static Task Undeploy(ServerState state, HttpContext context)
    {
        state.Registry.Undeploy(Routes.ModelOf(context), QueryVersion(context));
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static Task WriteDevices(ServerState state, HttpContext context) => JsonAnswer.WriteAsync(context, 200, writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("devices"u8);
        writer.WriteStartObject();
        writer.WriteString("name"u8, state.Device.Name);
        writer.WriteString("target"u8, state.Device.Target);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private static string? QueryVersion(HttpContext context) =>
        context.Request.Query["version"].ToString() is { Length: > 0 } version ? version : null;
}
