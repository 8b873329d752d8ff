using System.Net;
using System.Net.Http.Headers;
using Weft.Runtime;

namespace Weft.KaaS.Tests;

public sealed class AccessTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("Bearer")]
    [InlineData("Bearer wrong-token-of-some-length")]
    [InlineData("Basic {0}")]
    [InlineData("{0}")]
    [InlineData("Bearer {0}x")]
    public async Task Without_the_token_there_is_only_health_and_the_page(string? header)
    {
        await using var server = await TestServer.StartAsync(deploy: "scale");
        using var http = new HttpClient { BaseAddress = server.Address };
        if (header is not null)
            http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", string.Format(null, header, server.Token));
        foreach (var path in new[] { "/", "/v2/health/live", "/v2/health/ready" })
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(path, TestServer.Deadline)).StatusCode);
        foreach (var path in new[] { "/v2", "/v2/models/scale", "/weft/v1/kernels", "/metrics", "/nothing", "/v2/health/live/" })
        {
            var response = await http.GetAsync(path, TestServer.Deadline);
            var message = await TestServer.AssertErrorAsync(response, 401, "WF5020");
            Assert.DoesNotContain(server.Token, message, StringComparison.Ordinal);
            Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
        }
    }

    [Fact]
    public async Task The_first_start_makes_a_token_for_the_owner_only_and_prints_it_once()
    {
        var directory = RunDirectory.New();
        string token;
        await using (var server = await TestServer.StartAsync(directory))
        {
            token = server.Token;
            Assert.Equal($"new token: {token}", server.Log.ToString().Trim());
            Assert.Matches("^weft_[A-Za-z0-9_-]{43}$", token);
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(directory, "token")));
        }

        await using var again = await TestServer.StartAsync(directory);
        Assert.Equal(token, again.Token);
        Assert.DoesNotContain(token, again.Log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invoke_token_cannot_change_what_is_deployed()
    {
        var directory = RunDirectory.New();
        await File.WriteAllTextAsync(
            Path.Combine(directory, "token"), "# owner\nadmin-token-0123456789\ninvoke-token-0123456789 invoke # a client\n");
        await using var server = await TestServer.StartAsync(directory, deploy: "scale");
        Assert.Equal("admin-token-0123456789", server.Token);
        server.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("bearer", "invoke-token-0123456789");
        await TestServer.ReadJsonAsync(await server.PostJsonAsync("/v2/models/scale/infer",
            """{"inputs": [{"name": "x", "shape": [1], "datatype": "FP32", "data": [1]}]}"""), 200);
        await TestServer.AssertErrorAsync(await server.PostJsonAsync("/weft/v1/kernels", "kernel two"), 403, "WF5021");
        await TestServer.AssertErrorAsync(await server.Http.DeleteAsync("/weft/v1/kernels/scale", TestServer.Deadline), 403, "WF5021");
        await TestServer.AssertErrorAsync(await server.PostJsonAsync("/v2/repository/models/scale/unload", ""), 403, "WF5021");
    }

    [Theory]
    [InlineData("# only a comment\n", "it has no token")]
    [InlineData("short\n", "16 to 256")]
    [InlineData("token-äöü-0123456789\n", "visible ASCII")]
    [InlineData("token-0123456789 root\n", "'admin' or 'invoke'")]
    public void A_bad_token_file_is_refused(string content, string problem)
    {
        var path = Path.Combine(RunDirectory.New(), "token");
        File.WriteAllText(path, content);
        var e = Assert.Throws<WeftException>(() => AccessTokens.Open(path));
        Assert.Equal("WF5066", e.Diagnostic.Id);
        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(256)]
    public void A_token_that_is_taken_lets_in(int length)
    {
        var (path, token) = (Path.Combine(RunDirectory.New(), "token"), new string('t', length));
        File.WriteAllText(path, $"# the owner's\n\n{token} admin # all of it\n");
        Assert.Equal(AccessScope.Admin, AccessTokens.Open(path).ScopeOf(token));
        Assert.Equal(token, AccessTokens.ReadFirst(path));
        File.WriteAllText(path, token + new string('t', 257 - length));
        Assert.Equal("WF5066", Assert.Throws<WeftException>(() => AccessTokens.Open(path)).Diagnostic.Id);
    }

    [Fact]
    public void A_token_file_that_others_can_read_is_warned_about()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no Unix file modes");
        var path = Path.Combine(RunDirectory.New(), "token");
        File.WriteAllText(path, "token-0123456789\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.Equal("WF5067", Assert.Single(AccessTokens.Open(path).Warnings).Id);
    }
}
