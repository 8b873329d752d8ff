using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using Weft.Runtime;

namespace Weft.KaaS.Client;

/// <summary>
/// Talks to a kernel server. Tensors travel as binary data. Whatever goes wrong is a <see cref="WeftException"/> with the server's
/// message and code. Safe for several threads at once.
/// </summary>
public sealed class KaasClient : IDisposable
{
    private readonly HttpClient _http;

    /// <param name="server">For example <c>http://127.0.0.1:8470</c>.</param>
    /// <param name="token">What the server accepts as <c>Authorization: Bearer</c>: visible ASCII characters, else a
    /// <see cref="WeftException"/>.</param>
    public KaasClient(Uri server, string token) : this(server, token, new SocketsHttpHandler())
    {
    }

    private KaasClient(Uri server, string token, SocketsHttpHandler handler)
    {
        if (!AccessTokens.IsSendable(token)) throw new WeftException(KaasDiagnostics.BadToken.At(default));
        _http = new HttpClient(handler) { BaseAddress = server, Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>A client of the server that listens on this Unix socket.</summary>
    public static KaasClient ForSocket(string path, string token)
    {
        async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancellation)
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation).ConfigureAwait(false);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        return new(new Uri("http://localhost"), token, new SocketsHttpHandler { ConnectCallback = Connect, UseProxy = false });
    }

    /// <summary>Where a kernel is called.</summary>
    public Uri AddressOf(string kernel) => new(_http.BaseAddress!, $"/v2/models/{Uri.EscapeDataString(kernel)}/infer");

    /// <summary>Verifies, compiles and serves a source. A source that is not accepted is a <see cref="WeftException"/> whose diagnostic has
    /// the compiler's messages as notes.</summary>
    public async Task<ImmutableArray<KernelInfo>> DeployAsync(
        ReadOnlyMemory<byte> source, DeployOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new();
        using var content = new ReadOnlyMemoryContent(source);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        using var answer = await SendJsonAsync(HttpMethod.Post, "weft/v1/kernels" + options.ToQuery(), content, cancellation)
            .ConfigureAwait(false);
        foreach (var warning in ServerAnswer.Diagnostics(_http.BaseAddress, answer, "warnings")) options.Warn?.Invoke(warning);
        return ServerAnswer.Read(
            _http.BaseAddress, answer, root => root.GetProperty("models").EnumerateArray().Select(KernelInfo.Parse).ToImmutableArray());
    }

    /// <summary>Runs a kernel or workflow. The outputs are new tensors.</summary>
    public async Task<IReadOnlyDictionary<string, Tensor>> InvokeAsync(
        string name, IReadOnlyDictionary<string, Tensor> inputs, InvokeOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new();
        var version = options.Version is { } v ? $"/versions/{Uri.EscapeDataString(v)}" : "";
        using var content = new InferContent(inputs, options);
        using var response = await SendAsync(
            HttpMethod.Post, $"v2/models/{Uri.EscapeDataString(name)}{version}/infer", content, cancellation).ConfigureAwait(false);
        return await InferAnswer.ReadAsync(_http.BaseAddress, response, cancellation).ConfigureAwait(false);
    }

    /// <summary>The latest version of each model, in the order of their names.</summary>
    public async Task<ImmutableArray<KernelInfo>> ListAsync(CancellationToken cancellation = default)
    {
        using var answer = await SendJsonAsync(HttpMethod.Get, "weft/v1/kernels", null, cancellation).ConfigureAwait(false);
        return ServerAnswer.Read(
            _http.BaseAddress, answer, root => root.GetProperty("kernels").EnumerateArray().Select(KernelInfo.Parse).ToImmutableArray());
    }

    /// <summary>A model's latest version and how its versions have fared.</summary>
    public async Task<KernelStatus> StatusAsync(string name, CancellationToken cancellation = default)
    {
        var escaped = Uri.EscapeDataString(name);
        using var kernel = await SendJsonAsync(HttpMethod.Get, $"weft/v1/kernels/{escaped}", null, cancellation).ConfigureAwait(false);
        using var statistics = await SendJsonAsync(HttpMethod.Get, $"v2/models/{escaped}/stats", null, cancellation).ConfigureAwait(false);
        return ServerAnswer.Read(_http.BaseAddress, kernel, root => new KernelStatus(
            KernelInfo.Parse(root), KernelStatus.ParseVersions(statistics.RootElement)));
    }

    /// <summary>Takes a model down, or one version of it.</summary>
    public async Task UndeployAsync(string name, string? version = null, CancellationToken cancellation = default)
    {
        var query = version is null ? "" : $"?version={Uri.EscapeDataString(version)}";
        using var response = await SendAsync(HttpMethod.Delete, $"weft/v1/kernels/{Uri.EscapeDataString(name)}{query}", null, cancellation)
            .ConfigureAwait(false);
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonDocument> SendJsonAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellation)
    {
        using var response = await SendAsync(method, path, content, cancellation).ConfigureAwait(false);
        return await ServerAnswer.ParseAsync(_http.BaseAddress, response, cancellation).ConfigureAwait(false);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
        }
        catch (HttpRequestException e)
        {
            throw new WeftException(
                KaasDiagnostics.ServerUnreachable.At(default, _http.BaseAddress, e.InnerException?.Message ?? e.Message), e);
        }

        if (response.IsSuccessStatusCode) return response;
        using (response) throw await ServerAnswer.ErrorAsync(_http.BaseAddress, response, cancellation).ConfigureAwait(false);
    }
}
