using Weft.KaaS.Host;
using Weft.Runtime;

namespace Weft.KaaS.Tests;

public sealed class StartTests
{
    [Theory]
    [InlineData("https://127.0.0.1:0")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("http://example.com:80")]
    [InlineData("http://127.0.0.1:0/path")]
    [InlineData("nonsense")]
    [InlineData("http://192.0.2.1:80")]
    [InlineData(null)]
    public async Task A_bad_address_is_refused_and_the_directory_released(string? listen)
    {
        var directory = TestServer.NewDirectory();
        using var device = new Device("test", new TestBackend());
        var options = new KaasOptions { DataDirectory = directory, Listen = listen };
        var e =
            await Assert.ThrowsAsync<WeftException>(() => KaasServer.StartAsync(options, new TestToolchain(), device, TimeProvider.System));
        Assert.Equal("WF5065", e.Diagnostic.Id);
        await using var server = await KaasServer
            .StartAsync(options with { Listen = "http://localhost:0" }, new TestToolchain(), device, TimeProvider.System);
        Assert.StartsWith("http://127.0.0.1:", Assert.Single(server.Urls), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_port_is_refused()
    {
        await using var server = await TestServer.StartAsync();
        using var device = new Device("test", new TestBackend());
        var options = new KaasOptions { DataDirectory = TestServer.NewDirectory(), Listen = server.Address.ToString() };
        var e =
            await Assert.ThrowsAsync<WeftException>(() => KaasServer.StartAsync(options, new TestToolchain(), device, TimeProvider.System));
        Assert.Equal("WF5065", e.Diagnostic.Id);
    }
}
