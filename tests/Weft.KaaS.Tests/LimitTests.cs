using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Weft.KaaS.Tests;

public sealed class LimitTests
{
    private const string OneInput = """{"inputs": [{"name": "x", "shape": [1], "datatype": "FP32", "data": [1]}]}""";

    [Fact]
    public async Task More_requests_than_the_limit_are_turned_away()
    {
        await using var server = await TestServer.StartAsync(limits: new ServerLimits { MaxConcurrentRequests = 2 }, deploy: "hold scale");
        var held =
            new[] { server.PostJsonAsync("/v2/models/hold/infer", OneInput), server.PostJsonAsync("/v2/models/hold/infer", OneInput) };
        await TestServer.UntilAsync(() => server.Backend.Held == 2);
        var refused = await server.PostJsonAsync("/v2/models/scale/infer", OneInput);
        await TestServer.AssertErrorAsync(refused, 429, "WF5042");
        Assert.Equal("1", refused.Headers.RetryAfter?.ToString());
        Assert.Equal(HttpStatusCode.OK, (await server.Http.GetAsync("/v2/health/ready", TestServer.Deadline)).StatusCode);
        server.Backend.Gate.Release(2);
        foreach (var response in await Task.WhenAll(held)) Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await TestServer.ReadJsonAsync(await server.PostJsonAsync("/v2/models/scale/infer", OneInput), 200);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_over_the_limit_is_refused(bool chunked)
    {
        await using var server = await TestServer
            .StartAsync(limits: new ServerLimits { MaxRequestBytes = 100_000, MaxSourceBytes = 1000 }, deploy: "scale");
        // A long body whose length is not announced would still be on its way when the connection closes.
        const string Infer = "/v2/models/scale/infer";
        foreach (var (path, size) in new[] { (Infer, 100_001), (Infer, chunked ? 101_000 : 3_000_000), ("/weft/v1/kernels", 1001) })
        {
            var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(new byte[size]) };
            request.Headers.TransferEncodingChunked = chunked;
            // The server reads no further; a client that writes on may find the connection closed.
            request.Headers.ExpectContinue = true;
            await TestServer.AssertErrorAsync(await server.Http.SendAsync(request, TestServer.Deadline), 413, "WF5040");
        }

        await TestServer.ReadJsonAsync(await server.PostJsonAsync("/v2/models/scale/infer", OneInput + new string(' ', 90_000)), 200);
    }

    [Fact]
    public async Task A_long_chunked_body_within_the_limit_is_read_whole()
    {
        await using var server = await TestServer.StartAsync(deploy: "echo_u8");
        var json = Encoding.UTF8.GetBytes("""
            {"inputs": [{"name": "x", "shape": [3000000], "datatype": "UINT8", "parameters": {"binary_data_size": 3000000}}],
             "parameters": {"binary_data_output": true}}
            """);
        var data = new byte[3_000_000];
        new Random(1).NextBytes(data);
        foreach (var chunked in new[] { true, false })
        {
            var request =
                new HttpRequestMessage(HttpMethod.Post, "/v2/models/echo_u8/infer") { Content = new ByteArrayContent([.. json, .. data]) };
            request.Headers.TransferEncodingChunked = chunked;
            request.Content.Headers.Add("Inference-Header-Content-Length", $"{json.Length}");
            var response = await server.Http.SendAsync(request, TestServer.Deadline);
            Assert.Equal(data, (await response.Content.ReadAsByteArrayAsync(TestServer.Deadline))[^data.Length..]);
        }
    }

    [Fact]
    public async Task Outputs_and_tensors_are_limited_before_they_are_made()
    {
        await using var server = await TestServer.StartAsync(limits: new ServerLimits { MaxTensors = 2 }, deploy: "blow fill");
        var message = await TestServer.AssertErrorAsync(await server.PostJsonAsync("/v2/models/blow/infer",
            """{"inputs": [{"name": "x", "shape": [9], "datatype": "UINT8", "data": [1,1,1,1,1,1,1,1,1]}]}"""), 413, "WF4021");
        Assert.Contains("9000000000 bytes", message, StringComparison.Ordinal);
        static string Fill(long extent) => $$$"""
            {"inputs": [{"name": "v", "shape": [], "datatype": "INT32", "data": 5}],
             "outputs": [{"name": "y", "parameters": {"shape": "{{{extent}}}"}}]}
            """;
        await TestServer.AssertErrorAsync(await server.PostJsonAsync("/v2/models/fill/infer", Fill(1L << 40)), 413, "WF4021");
        await TestServer.AssertErrorAsync(await server.PostJsonAsync("/v2/models/fill/infer", Fill(long.MaxValue)), 400, "WF4018");
        await TestServer.AssertErrorAsync(await server.PostJsonAsync("/v2/models/fill/infer",
            """{"inputs": [], "outputs": [{"name": "a"}, {"name": "b"}, {"name": "c"}]}"""), 413, "WF5011");
    }

    [Theory]
    [InlineData(100, "{}")]
    [InlineData(20_000, """{"timeout": 50000, "priority": 1}""")]
    public async Task A_run_past_its_deadline_is_stopped(int limitMilliseconds, string parameters)
    {
        var json = OneInput[..^1] + $", \"parameters\": {parameters}}}";
        await using var server = await TestServer
            .StartAsync(limits: new ServerLimits { MaxRunTime = TimeSpan.FromMilliseconds(limitMilliseconds) }, deploy: "spin scale");
        await TestServer.AssertErrorAsync(await server.PostJsonAsync("/v2/models/spin/infer", json), 503, "WF5043");
        Assert.Equal(1, server.Backend.Cancelled);
        await TestServer.ReadJsonAsync(await server.PostJsonAsync("/v2/models/scale/infer", OneInput), 200);
    }

    [Fact]
    public async Task A_client_that_goes_away_stops_its_run()
    {
        await using var server = await TestServer.StartAsync(deploy: "spin");
        using var leave = new CancellationTokenSource();
        var call = server.Http.PostAsync("/v2/models/spin/infer", new StringContent(OneInput), leave.Token);
        await TestServer.UntilAsync(() => server.Backend.Held == 1);
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await TestServer.UntilAsync(() => server.Backend.Cancelled == 1);
        await TestServer.UntilAsync(() => server.Http.GetStringAsync(
            "/metrics").Result.Contains("weft_http_responses_total{code=\"499\"} 1", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("zz")]
    [InlineData("-5")]
    [InlineData("ffffffffffffffff")]
    public async Task A_chunk_without_a_length_is_the_clients_mistake(string length)
    {
        await using var server = await TestServer.StartAsync(deploy: "scale");
        using var socket = await SendAsync(server, $"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n{length}\r\n{{}}\r\n");
        using var reader = new StreamReader(socket.GetStream());
        var answer = await reader.ReadToEndAsync(TestServer.Deadline);
        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Contains("WF5017", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_stops_half_way_is_given_up()
    {
        await using var server = await TestServer.StartAsync(deploy: "scale");
        using (await SendAsync(server, "Content-Length: 1000\r\n\r\n{")) { }
        await TestServer.UntilAsync(
            () => server.Http.GetStringAsync("/metrics").Result.Contains("weft_pending_requests 1\n", StringComparison.Ordinal));
        await TestServer.ReadJsonAsync(await server.PostJsonAsync("/v2/models/scale/infer", OneInput), 200);
    }

    [Fact]
    public async Task Stopping_lets_requests_end()
    {
        await using var server = await TestServer.StartAsync(deploy: "hold");
        var call = server.PostJsonAsync("/v2/models/hold/infer", OneInput);
        await TestServer.UntilAsync(() => server.Backend.Held == 1);
        var stopping = server.StopAsync();
        Assert.False(stopping.IsCompleted);
        server.Backend.Gate.Release();
        Assert.Equal(HttpStatusCode.OK, (await call).StatusCode);
        await stopping;
        await Assert.ThrowsAsync<HttpRequestException>(() => server.Http.GetAsync("/v2/health/live", TestServer.Deadline));
    }

    [Fact]
    public async Task Stopping_cancels_requests_that_do_not_end()
    {
        await using var server = await TestServer.StartAsync(deploy: "spin", drain: TimeSpan.FromMilliseconds(100));
        var call = server.PostJsonAsync("/v2/models/spin/infer", OneInput);
        await TestServer.UntilAsync(() => server.Backend.Held == 1);
        await server.StopAsync();
        Assert.Equal(1, server.Backend.Cancelled);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => call);
    }

    // The end of a request's headers and its body, as they are.
    private static async Task<TcpClient> SendAsync(TestServer server, string rest)
    {
        var socket = new TcpClient();
        await socket.ConnectAsync(server.Address.Host, server.Address.Port, TestServer.Deadline);
        var start = $"POST /v2/models/scale/infer HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {server.Token}\r\n";
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(start + rest), TestServer.Deadline);
        return socket;
    }
}
