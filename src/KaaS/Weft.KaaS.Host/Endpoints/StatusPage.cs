using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Weft.KaaS.Host;

/// <summary><c>GET /</c>: a page for people. It loads nothing from elsewhere and runs no script.</summary>
internal static class StatusPage
{
    private const string Head = """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Weft</title><style>
        :root { color-scheme: light dark }
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 3rem auto; padding: 0 1rem }
        h1 { font-weight: 600; margin-bottom: 0 }
        p { margin-top: .25rem; opacity: .7 }
        table { border-collapse: collapse; width: 100%; margin-top: 2rem }
        th, td { text-align: left; padding: .4rem .8rem .4rem 0 }
        th, td { border-bottom: 1px solid color-mix(in srgb, currentColor 15%, transparent) }
        th { font-weight: 500; opacity: .7 }
        td.n, th.n { text-align: right; font-variant-numeric: tabular-nums }
        code { font-family: ui-monospace, monospace }
        </style></head><body>
        """;

    public static void Map(IEndpointRouteBuilder routes, ServerState state) => routes.MapGet("/", context =>
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return context.Response.WriteAsync(Render(state), context.RequestAborted);
    });

    private static string Render(ServerState state)
    {
        var models = state.Registry.Snapshot.Models;
        var page = new StringBuilder(Head);
        page.Append(CultureInfo.InvariantCulture, $"<h1>Weft {ServerState.Version}</h1><p>{(state.IsDraining ? "stopping" : "ready")} · ");
        page.Append(CultureInfo.InvariantCulture,
            $"{WebUtility.HtmlEncode(state.Device.Name)} ({WebUtility.HtmlEncode(state.Device.Target)}) · up {Words(state.Uptime)}</p>\n");
        if (models.IsEmpty)
            return page.Append("<p>No kernels yet. Deploy one: <code>weft deploy FILE</code></p></body></html>\n").ToString();
        page.Append("<table><tr><th>Model</th><th>Version</th><th>Kind</th>");
        page.Append("<th class=n>Runs</th><th class=n>Failed</th><th class=n>Mean</th></tr>\n");
        foreach (var version in models.SelectMany(m => m.Versions.Reverse())) AppendRow(page, version);
        return page.Append("</table></body></html>\n").ToString();
    }

    private static void AppendRow(StringBuilder page, ModelVersion version)
    {
        var (success, failure) = (version.Statistics.Success, version.Statistics.Failure);
        var mean = success.Count == 0 ? "" : $"{success.Nanoseconds / 1000.0 / success.Count:0} µs";
        page.Append(
            CultureInfo.InvariantCulture, $"<tr><td>{WebUtility.HtmlEncode(version.Name)}</td><td><code>{version.Version}</code></td>");
        var kind = version.Report.Kind == EntryKind.Workflow ? "workflow" : "kernel";
        page.Append(CultureInfo.InvariantCulture, $"<td>{kind}{(version.Unavailable is null ? "" : ", unavailable")}</td>");
        page.Append(CultureInfo.InvariantCulture,
            $"<td class=n>{success.Count}</td><td class=n>{failure.Count}</td><td class=n>{mean}</td></tr>\n");
    }

    private static string Words(TimeSpan time) =>
        time.TotalHours >= 1 ? $"{(int)time.TotalHours} h {time.Minutes} min" : $"{time.Minutes} min {time.Seconds} s";
}
