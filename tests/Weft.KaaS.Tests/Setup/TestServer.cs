using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Weft.KaaS.Client;
using Weft.KaaS.Host;
using Weft.Runtime;

namespace Weft.KaaS.Tests;

/// <summary>A real server on a free loopback port with a state directory of its own.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly Device _device;
    private readonly KaasServer _server;

    private TestServer(KaasServer server, Device device, TestBackend backend, TestToolchain toolchain, StringWriter log)
    {
        (_server, _device, Backend, Toolchain, Log) = (server, device, backend, toolchain, log);
        Address = new Uri(server.Urls.First(u => !u.Contains("unix", StringComparison.Ordinal)));
        Http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(30) };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.Token);
        Client = new KaasClient(Address, server.Token);
    }

    public static CancellationToken Deadline => new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token;

    public Uri Address { get; }

    public HttpClient Http { get; }

    public KaasClient Client { get; }

    public TestBackend Backend { get; }

    public TestToolchain Toolchain { get; }

    public StringWriter Log { get; }

    public string Token => _server.Token;

    public static async Task<TestServer> StartAsync(
        string? directory = null, ServerLimits? limits = null, string? socket = null, string deploy = "", TimeSpan? drain = null)
    {
        var (backend, toolchain, log) = (new TestBackend(), new TestToolchain(), new StringWriter());
        var device = new Device("test0", backend);
        var options = new KaasOptions
        {
            DataDirectory = directory ?? RunDirectory.New(),
            Listen = "http://127.0.0.1:0",
            Socket = socket,
            Limits = limits ?? new(),
            Log = log,
            DrainTimeout = drain ?? TimeSpan.FromSeconds(5),
        };
        var server = await KaasServer.StartAsync(options, toolchain, device, TimeProvider.System, Deadline);
        var result = new TestServer(server, device, backend, toolchain, log);
        foreach (var name in deploy.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            await result.Client.DeployAsync(Encoding.UTF8.GetBytes($"kernel {name}"));
        return result;
    }

    public Task<HttpResponseMessage> PostJsonAsync(string path, string json) =>
        Http.PostAsync(path, new StringContent(json, Encoding.UTF8, "application/json"), Deadline);

    /// <summary>Posts an inference with a JSON part and binary data after it.</summary>
    public Task<HttpResponseMessage> PostBinaryAsync(string model, string json, byte[] binary, string? headerLength = null)
    {
        var text = Encoding.UTF8.GetBytes(json);
        var content = new ByteArrayContent([.. text, .. binary]);
        content.Headers.Add("Inference-Header-Content-Length", headerLength ?? $"{text.Length}");
        return Http.PostAsync($"/v2/models/{model}/infer", content, Deadline);
    }

    public async Task<JsonElement> GetJsonAsync(string path) => await ReadJsonAsync(await Http.GetAsync(path, Deadline), 200);

    public static async Task<JsonElement> ReadJsonAsync(HttpResponseMessage response, int status)
    {
        var text = await response.Content.ReadAsStringAsync(Deadline);
        Assert.True((int)response.StatusCode == status, $"expected {status}, got {(int)response.StatusCode}: {text}");
        using var json = JsonDocument.Parse(text);
        return json.RootElement.Clone();
    }

    /// <summary>Asserts the form of an error and returns its message.</summary>
    public static async Task<string> AssertErrorAsync(HttpResponseMessage response, int status, string code)
    {
        var json = await ReadJsonAsync(response, status);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(code, json.GetProperty("code").GetString());
        return json.GetProperty("error").GetString()!;
    }

    /// <summary>Waits until a condition holds.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        for (var deadline = Deadline; !condition(); await Task.Delay(5, deadline)) deadline.ThrowIfCancellationRequested();
    }

    /// <summary>Stops the server but keeps the clients, to see what they see.</summary>
    public Task StopAsync() => _server.DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Client.Dispose();
        await _server.DisposeAsync();
        _device.Dispose();
    }
}
