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
        var directory = RunDirectory.New();
        using var device = new Device("test", new TestBackend());
        var options = new KaasOptions { DataDirectory = directory, Listen = listen };
        var e =
            await Assert.ThrowsAsync<WeftException>(() => KaasServer.StartAsync(options, new TestToolchain(), device, TimeProvider.System));
        Assert.Equal("WF5065", e.Diagnostic.Id);
        await using var server = await KaasServer
            .StartAsync(options with { Listen = "http://localhost:0" }, new TestToolchain(), device, TimeProvider.System);
        Assert.StartsWith("http://127.0.0.1:", Assert.Single(server.Urls), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none/s", "there is no such directory")]
    [InlineData("ssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss", "too long")]
    [InlineData("notes", "the file there is not a socket")]
    public async Task A_socket_that_cannot_be_is_refused_and_a_file_in_its_place_stays(string name, string problem)
    {
        var directory = RunDirectory.New();
        var notes = Path.Combine(directory, "notes");
        await File.WriteAllTextAsync(notes, "keep");
        var e = await Assert.ThrowsAsync<WeftException>(() => TestServer.StartAsync(socket: Path.Combine(directory, name)));
        Assert.Equal("WF5065", e.Diagnostic.Id);
        Assert.StartsWith($"cannot listen on '{Path.Combine(directory, name)}': ", e.Diagnostic.Message, StringComparison.Ordinal);
        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
        Assert.Equal("keep", await File.ReadAllTextAsync(notes));
    }

    [Fact]
    public async Task A_taken_port_is_refused()
    {
        await using var server = await TestServer.StartAsync();
        using var device = new Device("test", new TestBackend());
        var options = new KaasOptions { DataDirectory = RunDirectory.New(), Listen = server.Address.ToString() };
        var e =
            await Assert.ThrowsAsync<WeftException>(() => KaasServer.StartAsync(options, new TestToolchain(), device, TimeProvider.System));
        Assert.Equal("WF5065", e.Diagnostic.Id);
    }
}
