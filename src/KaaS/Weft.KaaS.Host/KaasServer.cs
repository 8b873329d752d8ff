using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Weft.Runtime;

namespace Weft.KaaS.Host;

/// <summary>A running kernel server. Stops when disposed: it takes no new requests, lets those in progress end, then cancels
/// them.</summary>
public sealed class KaasServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ServerState _state;
    private readonly KaasOptions _options;
    private int _stopped;

    private KaasServer(WebApplication app, ServerState state, KaasOptions options) => (_app, _state, _options) = (app, state, options);

    /// <summary>The addresses that the server listens on, with their real ports; a Unix socket as <c>http://unix:/path</c>.</summary>
    public IReadOnlyList<string> Urls => [.. _app.Urls];

    /// <summary>The owner's token.</summary>
    public string Token => _state.Tokens.First;

    /// <summary>
    /// Restores the state and starts to listen. Throws <see cref="WeftException"/> when the data directory, the token file or an address
    /// cannot be used. The device stays the caller's.
    /// </summary>
    public static async Task<KaasServer> StartAsync(
        KaasOptions options, ICompilerService compiler, Device device, TimeProvider time, CancellationToken cancellation = default)
    {
        var state = new ServerState(options, compiler, device, time);
        WebApplication? app = null;
        try
        {
            app = Build(options, state);
            await app.StartAsync(cancellation).ConfigureAwait(false);
            if (options.Socket is { } socket) Listener.Protect(socket);
        }
        catch (Exception e)
        {
            if (app is not null) await app.DisposeAsync().ConfigureAwait(false);
            state.Dispose();
            if (e is not (IOException or SocketException)) throw;
            // Kestrel does not say which of the two it was.
            var addresses = string.Join("' and '", new[] { options.Listen, options.Socket }.OfType<string>());
            throw new WeftException(KaasDiagnostics.BadAddress.At(default, addresses, e.Message), e);
        }

        Announce(state);
        return new(app, state, options);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _stopped, 1) != 0) return;
        _state.Drain();
        using var patience = new CancellationTokenSource(_options.DrainTimeout, _state.Time);
        await _app.StopAsync(patience.Token).ConfigureAwait(false);
        // A cancelled kernel needs a moment to notice, and the caller may dispose the device that it runs on.
        if (!await _state.Gate.WaitEmptyAsync(_options.DrainTimeout, _state.Time).ConfigureAwait(false))
            await _state.Log.WriteLineAsync($"{_state.Gate.Inside} requests did not stop when they were cancelled").ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
        _state.Dispose();
        if (_options.Socket is { } socket) File.Delete(socket);
    }

    private static WebApplication Build(KaasOptions options, ServerState state)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "weft" });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Listener.Configure(kestrel, options));
        builder.Services.AddRoutingCore();
        // Signals belong to the process that the server is part of.
        builder.Services.AddSingleton<IHostLifetime, CallerLifetime>();
        var app = builder.Build();
        app.Use(new ErrorBoundary(state).InvokeAsync);
        app.Use(new Admission(state).InvokeAsync);
        HealthEndpoints.Map(app, state);
        ModelEndpoints.Map(app, state);
        InferEndpoint.Map(app, state);
        StatisticsEndpoints.Map(app, state);
        RepositoryEndpoints.Map(app, state);
        KernelEndpoints.Map(app, state);
        DeployEndpoint.Map(app, state);
        MetricsEndpoint.Map(app, state);
        StatusPage.Map(app, state);
        return app;
    }

    private static void Announce(ServerState state)
    {
        foreach (var warning in state.Tokens.Warnings.Concat(state.Registry.Warnings)) state.Log.WriteLine(warning);
        if (state.Tokens.IsNew) state.Log.WriteLine($"new token: {state.Tokens.First}");
        state.Log.Flush();
    }

    private sealed class CallerLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
