using Microsoft.AspNetCore.Http;
using Weft.IR;
using Weft.Runtime;

namespace Weft.KaaS.Host;

/// <summary>
/// The outermost layer of a request: whatever goes wrong inside becomes an answer of one form, and nothing of the server's
/// insides gets out. Failures of the server itself are logged under an id that the client is told.
/// </summary>
internal sealed class ErrorBoundary(ServerState state)
{
    // No client sees it; it tells cancelled requests apart in the counters.
    private const int ClientClosedRequest = 499;

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context).ConfigureAwait(false);
            if (!context.Response.HasStarted && Unanswered(context) is { } diagnostic)
                await ErrorAnswer.WriteAsync(context, diagnostic).ConfigureAwait(false);
        }
        catch (Exception e) when (context.RequestAborted.IsCancellationRequested && e is OperationCanceledException or IOException)
        {
            state.Counters.Count(ClientClosedRequest);
            return;
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            await ErrorAnswer.WriteAsync(context, Explain(context, e)).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // The answer is cut off so that the client cannot take it for whole.
            Explain(context, e);
            context.Abort();
        }

        state.Counters.Count(context.Response.StatusCode);
    }

    private static Diagnostic? Unanswered(HttpContext context) => context.Response.StatusCode switch
    {
        404 => KaasDiagnostics.UnknownRoute.At(default, context.Request.Path),
        405 => KaasDiagnostics.WrongMethod.At(default, context.Request.Method, context.Request.Path, context.Response.Headers.Allow),
        _ => null,
    };

    private Diagnostic Explain(HttpContext context, Exception e) => e switch
    {
        WeftException weft => weft.Diagnostic,
        BadHttpRequestException { StatusCode: 413 } => KaasDiagnostics.RequestTooLarge.At(default, $"{state.Limits.MaxRequestBytes}"),
        BadHttpRequestException { StatusCode: 408 } => KaasDiagnostics.RequestTooSlow.At(default),
        BadHttpRequestException bad => KaasDiagnostics.BadRequest.At(default, bad.Message),
        OutOfMemoryException => KaasDiagnostics.OutOfMemory.At(default),
        _ => Log(context, e),
    };

    private Diagnostic Log(HttpContext context, Exception e)
    {
        var id = Guid.NewGuid().ToString("n");
        // The path is the client's text: escaped, so that it cannot forge lines of the log.
        var path = context.Request.Path.ToUriComponent();
        state.Log.WriteLine($"{state.Time.GetUtcNow():O} error {id}: {context.Request.Method} {path}: {e}");
        state.Log.Flush();
        return KaasDiagnostics.Internal.At(default, id);
    }
}
