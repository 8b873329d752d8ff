using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Weft.KaaS.Host;

/// <summary><c>GET /metrics</c> in Prometheus' text format; names end as Triton's do.</summary>
internal static class MetricsEndpoint
{
    public static void Map(IEndpointRouteBuilder routes, ServerState state) => routes.MapGet("/metrics", context =>
    {
        context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        return context.Response.WriteAsync(Render(state), context.RequestAborted);
    });

    private static string Render(ServerState state)
    {
        var text = new StringBuilder();
        var versions = state.Registry.Snapshot.Models.SelectMany(m => m.Versions).ToList();
        Header(text, "weft_uptime_seconds", "gauge", "Time since the server's start.");
        Line(text, "weft_uptime_seconds", "", state.Uptime.TotalSeconds);
        Header(text, "weft_models", "gauge", "Models deployed.");
        Line(text, "weft_models", "", state.Registry.Snapshot.Models.Length);
        Header(text, "weft_pending_requests", "gauge", "Requests being served.");
        Line(text, "weft_pending_requests", "", state.Gate.Inside);
        Header(text, "weft_http_responses_total", "counter", "Answers by status.");
        foreach (var (status, count) in state.Counters.All) Line(text, "weft_http_responses_total", $"code=\"{status}\"", count);
        PerVersion(text, versions, "weft_inference_request_success", "Successful inference requests.", s => s.Success.Count);
        PerVersion(text, versions, "weft_inference_request_failure", "Failed inference requests.", s => s.Failure.Count);
        PerVersion(text, versions, "weft_inference_count", "Inferences performed.", s => s.Success.Count);
        PerVersion(text, versions, "weft_inference_exec_count", "Kernel runs.", s => s.Success.Count);
        PerVersion(text, versions, "weft_inference_request_duration_us", "Time of successful requests.", s => s.Success.Nanoseconds / 1000);
        PerVersion(text, versions, "weft_inference_compute_input_duration_us", "Time reading requests.", s => s.Input.Nanoseconds / 1000);
        PerVersion(text, versions, "weft_inference_compute_infer_duration_us", "Time running kernels.", s => s.Compute.Nanoseconds / 1000);
        PerVersion(text, versions, "weft_inference_compute_output_duration_us", "Time writing answers.", s => s.Output.Nanoseconds / 1000);
        Histogram(text, versions);
        return text.ToString();
    }

    private static void Histogram(StringBuilder text, List<ModelVersion> versions)
    {
        const string Name = "weft_inference_request_seconds";
        Header(text, Name, "histogram", "Time of successful requests.");
        foreach (var version in versions)
        {
            var (labels, total) = (Labels(version), 0L);
            var latencies = version.Statistics.Latencies;
            for (var i = 0; i < latencies.Length; i++)
            {
                total += latencies[i];
                var bound = i < ModelStatistics.LatencyBounds.Length
                    ? ModelStatistics.LatencyBounds[i].ToString(CultureInfo.InvariantCulture) : "+Inf";
                Line(text, Name + "_bucket", $"{labels},le=\"{bound}\"", total);
            }

            Line(text, Name + "_sum", labels, version.Statistics.Success.Nanoseconds / 1e9);
            Line(text, Name + "_count", labels, total);
        }
    }

    private static void PerVersion(
        StringBuilder text, List<ModelVersion> versions, string name, string help, Func<ModelStatistics, double> value)
    {
        Header(text, name, "counter", help);
        foreach (var version in versions) Line(text, name, Labels(version), value(version.Statistics));
    }

    // Names of models have no character that a label would have to escape.
    private static string Labels(ModelVersion version) => $"model=\"{version.Name}\",version=\"{version.Version}\"";

    private static void Header(StringBuilder text, string name, string type, string help) =>
        text.Append("# HELP ").Append(name).Append(' ').Append(help).Append("\n# TYPE ").Append(name).Append(' ').Append(type).Append('\n');

    private static void Line(StringBuilder text, string name, string labels, double value) =>
        text.Append(CultureInfo.InvariantCulture, $"{name}{(labels.Length > 0 ? $"{{{labels}}}" : "")} {value}\n");
}
