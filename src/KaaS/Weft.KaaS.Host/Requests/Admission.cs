using Microsoft.AspNetCore.Http;
using Weft.Runtime;

namespace Weft.KaaS.Host;

/// <summary>An endpoint that changes the server's state.</summary>
/// <param name="What">What a token without the right may not do.</param>
internal sealed record AdminOnly(string What);

/// <summary>Lets a request through to its endpoint: the right token first, then room for it.</summary>
internal sealed class Admission(ServerState state)
{
    private const string Scheme = "Bearer ";

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (IsOpen(context.Request.Path))
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        Authenticate(context);
        if (state.IsDraining) throw new WeftException(KaasDiagnostics.ShuttingDown.At(default));
        if (!state.Gate.TryEnter())
            throw new WeftException(KaasDiagnostics.TooManyRequests.At(default, $"{state.Limits.MaxConcurrentRequests}"));
        try
        {
            await next(context).ConfigureAwait(false);
        }
        finally
        {
            state.Gate.Leave();
        }
    }

    private static bool IsOpen(PathString path) => path.Value is "/" or "/v2/health/live" or "/v2/health/ready";

    private void Authenticate(HttpContext context)
    {
        var header = context.Request.Headers.Authorization;
        var token = header is [{ } value] && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? value.AsSpan(Scheme.Length).Trim() : [];
        var scope = state.Tokens.ScopeOf(token);
        if (scope == AccessScope.None) throw new WeftException(KaasDiagnostics.NotAuthenticated.At(default));
        if (scope != AccessScope.Admin && context.GetEndpoint()?.Metadata.GetMetadata<AdminOnly>() is { } admin)
            throw new WeftException(KaasDiagnostics.NotAllowed.At(default, admin.What));
    }
}
