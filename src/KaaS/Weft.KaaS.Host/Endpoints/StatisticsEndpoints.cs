using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Weft.KaaS.Host;

/// <summary>The statistics extension: counts and times per version since the server's start.</summary>
internal static class StatisticsEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, ServerState state)
    {
        routes.MapGet("/v2/models/stats", context => Write(context, state.Registry.Snapshot.Models.SelectMany(m => m.Versions)));
        routes.MapGet(Routes.Model + "/stats", context => Write(context, state.Registry.Snapshot.Find(Routes.ModelOf(context)).Versions));
        routes.MapGet(Routes.Version + "/stats", context => Write(context, [Routes.Find(state, context)]));
    }

    private static Task Write(HttpContext context, IEnumerable<ModelVersion> versions) => JsonAnswer.WriteAsync(context, 200, writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("model_stats"u8);
        foreach (var version in versions) Write(writer, version);
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter writer, ModelVersion version)
    {
        var statistics = version.Statistics;
        writer.WriteStartObject();
        writer.WriteString("name"u8, version.Name);
        writer.WriteString("version"u8, version.Version);
        writer.WriteNumber("last_inference"u8, statistics.LastInference);
        writer.WriteNumber("inference_count"u8, statistics.Success.Count);
        writer.WriteNumber("execution_count"u8, statistics.Success.Count);
        writer.WriteStartObject("inference_stats"u8);
        Write(writer, "success", statistics.Success);
        Write(writer, "fail", statistics.Failure);
        // Requests beyond the limit are turned away at once; none waits in a queue.
        Write(writer, "queue", new(statistics.Success.Count, 0));
        Write(writer, "compute_input", statistics.Input);
        Write(writer, "compute_infer", statistics.Compute);
        Write(writer, "compute_output", statistics.Output);
        Write(writer, "cache_hit", default);
        Write(writer, "cache_miss", default);
        writer.WriteEndObject();
        writer.WriteStartArray("batch_stats"u8);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, DurationStatistic statistic)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber("count"u8, statistic.Count);
        writer.WriteNumber("ns"u8, statistic.Nanoseconds);
        writer.WriteEndObject();
    }
}
