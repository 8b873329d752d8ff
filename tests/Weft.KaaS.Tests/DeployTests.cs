using System.Net;
using System.Text;
using System.Text.Json;

namespace Weft.KaaS.Tests;

public sealed class DeployTests
{
    [Fact]
    public async Task A_deployment_is_created_once_and_found_again()
    {
        await using var server = await TestServer.StartAsync();
        var response = await Deploy(server, "", "// two of them\nkernel scale\nworkflow two\n");
        var json = await TestServer.ReadJsonAsync(response, 201);
        Assert.Equal("/weft/v1/kernels/scale", response.Headers.Location?.ToString());
        Assert.Equal(["scale", "two"], json.GetProperty("models").EnumerateArray().Select(m => m.GetProperty("name").GetString()));
        Assert.Equal("workflow", json.GetProperty("models")[1].GetProperty("kind").GetString());
        Assert.Equal(12, json.GetProperty("version").GetString()!.Length);
        // Deployed again, it stays what it was, the time included.
        var again = await TestServer.ReadJsonAsync(await Deploy(server, "", "// two of them\nkernel scale\nworkflow two\n"), 200);
        Assert.Equal(json.GetRawText(), again.GetRawText());
        Assert.Equal(2, server.Backend.Compiled);
    }

    [Fact]
    public async Task Versions_are_kept_and_the_last_deployed_answers()
    {
        await using var server = await TestServer.StartAsync();
        var first = (await TestServer.ReadJsonAsync(await Deploy(server, "", "kernel scale"), 201)).GetProperty("version").GetString()!;
        var second = (await TestServer.ReadJsonAsync(await Deploy(server, "", "kernel scale // another"), 201))
            .GetProperty("version").GetString()!;
        Assert.Equal([first, second], Versions(await server.GetJsonAsync("/v2/models/scale")));
        Assert.Equal(second, (await server.GetJsonAsync("/weft/v1/kernels/scale")).GetProperty("version").GetString());
        await TestServer.ReadJsonAsync(await Deploy(server, "", "kernel scale"), 201);
        Assert.Equal([second, first], Versions(await server.GetJsonAsync("/v2/models/scale")));
        await server.Client.UndeployAsync("scale", first, TestServer.Deadline);
        Assert.Equal([second], Versions(await server.GetJsonAsync("/v2/models/scale")));
    }

    [Fact]
    public async Task One_entry_can_be_chosen()
    {
        await using var server = await TestServer.StartAsync();
        await TestServer.ReadJsonAsync(await Deploy(server, "?name=two", "kernel scale\nkernel two"), 201);
        Assert.Equal(["two"], (await server.Client.ListAsync(TestServer.Deadline)).Select(k => k.Name));
        var message = await TestServer.AssertErrorAsync(await Deploy(server, "?name=three", "kernel scale\nkernel two"), 422, "WF5052");
        Assert.Contains("scale, two", message, StringComparison.Ordinal);
        await TestServer.AssertErrorAsync(await Deploy(server, "?name=..%2Fx", "kernel scale"), 422, "WF5053");
        await TestServer.AssertErrorAsync(await Deploy(server, "", "// nothing"), 422, "WF5051");
    }

    [Fact]
    public async Task A_rejected_source_comes_back_with_its_diagnostics()
    {
        await using var server = await TestServer.StartAsync();
        var json = await TestServer.ReadJsonAsync(await Deploy(server, "?file=my.weft", "kernel scale\nkernel wrong"), 422);
        Assert.Equal("WF5050", json.GetProperty("code").GetString());
        Assert.Equal("""[{"file":"my.weft","line":2,"column":8,"code":"WF1234","severity":"error","message":"'wrong' is not known"}]""",
            json.GetProperty("diagnostics").GetRawText());
        Assert.Empty(await server.Client.ListAsync(TestServer.Deadline));
    }

    [Theory]
    [InlineData("", "text/plain", "kernel scale", SourceKind.Weft)]
    [InlineData("", "text/plain", " // c\n\nmodule {}\nkernel scale", SourceKind.Mlir)]
    [InlineData("", "text/plain", "func.func @x\nkernel scale", SourceKind.Mlir)]
    [InlineData("", "text/plain", "func x\nkernel scale", SourceKind.Weft)]
    [InlineData("", "text/plain", "PK\u0003\u0004\nkernel scale", SourceKind.WeftPackage)]
    [InlineData("", "text/x-mlir", "kernel scale", SourceKind.Mlir)]
    [InlineData("?kind=mlir", "text/x-weft", "kernel scale", SourceKind.Mlir)]
    public async Task The_kind_is_said_or_seen(string query, string mediaType, string source, SourceKind kind)
    {
        await using var server = await TestServer.StartAsync();
        await TestServer.ReadJsonAsync(await Deploy(server, query, source, mediaType), 201);
        Assert.Equal(kind, server.Toolchain.LastKind);
        await TestServer.AssertErrorAsync(await Deploy(server, "?kind=cobol", source), 400, "WF5015");
    }

    [Fact]
    public async Task A_slow_compilation_is_stopped_and_a_hanging_one_cannot_pile_up()
    {
        await using var server = await TestServer.StartAsync(
            limits: new ServerLimits { CompileTimeout = TimeSpan.FromMilliseconds(200), MaxConcurrentCompiles = 1 });
        await TestServer.AssertErrorAsync(await Deploy(server, "", "slow"), 422, "WF5045");
        await TestServer.AssertErrorAsync(await Deploy(server, "", "hang"), 422, "WF5045");
        var busy = await Deploy(server, "", "kernel scale");
        await TestServer.AssertErrorAsync(busy, 503, "WF5046");
        Assert.Equal("1", busy.Headers.RetryAfter?.ToString());
        server.Toolchain.Unhang.Set();
        await TestServer.UntilAsync(() => Deploy(server, "", "kernel scale").Result.StatusCode == HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_crashing_compiler_does_not_take_the_server_down()
    {
        await using var server = await TestServer.StartAsync();
        var message = await TestServer.AssertErrorAsync(await Deploy(server, "", "crash"), 500, "WF5090");
        Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
        await TestServer.ReadJsonAsync(await Deploy(server, "", "kernel scale"), 201);
    }

    [Fact]
    public async Task A_key_stands_for_one_request()
    {
        await using var server = await TestServer.StartAsync();
        Assert.Equal(HttpStatusCode.Created, (await Deploy(server, "", "kernel scale", key: "k1")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Deploy(server, "", "kernel scale", key: "k1")).StatusCode);
        await TestServer.AssertErrorAsync(await Deploy(server, "", "kernel two", key: "k1"), 409, "WF5035");
    }

    private static Task<HttpResponseMessage> Deploy(
        TestServer server, string query, string source, string mediaType = "text/plain", string? key = null)
    {
        var request = new HttpRequestMessage(
            HttpMethod.Post, "/weft/v1/kernels" + query) { Content = new StringContent(source, Encoding.UTF8, mediaType) };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return server.Http.SendAsync(request, TestServer.Deadline);
    }

    private static IEnumerable<string> Versions(JsonElement model) =>
        model.GetProperty("versions").EnumerateArray().Select(v => v.GetString()!);
}
