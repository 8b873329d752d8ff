using System.Net;
using System.Text;
using System.Text.Json;
using Weft.Runtime;

namespace Weft.KaaS.Tests;

public sealed class RestartTests
{
    private const string OneInput = """{"inputs": [{"name": "x", "shape": [1], "datatype": "FP32", "data": [4]}]}""";

    private readonly string _directory = RunDirectory.New();

    [Fact]
    public async Task Models_versions_and_reports_survive()
    {
        string before;
        string statistics;
        await using (var server = await TestServer.StartAsync(_directory))
        {
            string[] sources = ["kernel scale", "kernel scale // v2\nworkflow two", "kernel saxpy", "kernel total", "kernel scale"];
            foreach (var source in sources)
                await server.Client.DeployAsync(Encoding.UTF8.GetBytes(source));
            await server.Client.UndeployAsync("saxpy");
            (before, statistics) = (await Describe(server), (await server.GetJsonAsync("/v2/models/scale")).GetRawText());
        }

        await using var again = await TestServer.StartAsync(_directory);
        Assert.Equal(before, await Describe(again));
        Assert.Equal(statistics, (await again.GetJsonAsync("/v2/models/scale")).GetRawText());
        Assert.Equal(0, again.Backend.Compiled);
        var answer = await TestServer.ReadJsonAsync(await again.PostJsonAsync("/v2/models/scale/infer", OneInput), 200);
        Assert.Equal("[8]", answer.GetProperty("outputs")[0].GetProperty("data").GetRawText());
        Assert.Equal(1, again.Backend.Compiled);
        await TestServer.AssertErrorAsync(await again.PostJsonAsync("/v2/models/saxpy/infer", OneInput), 404, "WF5030");
    }

    [Fact]
    public async Task A_torn_last_record_is_dropped_and_said()
    {
        await using (var server = await TestServer.StartAsync(_directory, deploy: "scale two")) await server.Client.ListAsync();
        var journal = Path.Combine(_directory, "journal");
        using (var file = File.OpenWrite(journal)) file.SetLength(file.Length - 3);
        await using (var again = await TestServer.StartAsync(_directory))
        {
            Assert.Contains("WF5061", again.Log.ToString(), StringComparison.Ordinal);
            Assert.Equal(["scale"], (await again.Client.ListAsync()).Select(k => k.Name));
            await again.Client.DeployAsync("kernel total"u8.ToArray());
        }

        await using var third = await TestServer.StartAsync(_directory);
        Assert.DoesNotContain("WF5061", third.Log.ToString(), StringComparison.Ordinal);
        Assert.Equal(["scale", "total"], (await third.Client.ListAsync()).Select(k => k.Name));
    }

    [Fact]
    public async Task A_damaged_journal_stops_the_start_and_releases_the_directory()
    {
        await using (var server = await TestServer.StartAsync(_directory, deploy: "scale two")) await server.Client.ListAsync();
        var path = Path.Combine(_directory, "journal");
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[40] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);
        Assert.Equal("WF5060", (await Assert.ThrowsAsync<WeftException>(() => TestServer.StartAsync(_directory))).Diagnostic.Id);
        bytes[40] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);
        await using var again = await TestServer.StartAsync(_directory);
    }

    [Fact]
    public async Task A_model_whose_program_is_lost_is_unavailable_until_deployed_again()
    {
        await using (var server = await TestServer.StartAsync(_directory, deploy: "scale two")) await server.Client.ListAsync();
        foreach (var file in Directory.GetFiles(Path.Combine(_directory, "artefacts"), "*", SearchOption.AllDirectories))
            if ((await File.ReadAllTextAsync(file)).Contains("module {\nkernel scale", StringComparison.Ordinal))
                await File.AppendAllTextAsync(file, "x");
        await using var again = await TestServer.StartAsync(_directory);
        Assert.Contains("WF5063", again.Log.ToString(), StringComparison.Ordinal);
        await TestServer.AssertErrorAsync(await again.PostJsonAsync("/v2/models/scale/infer", OneInput), 503, "WF5063");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await again.Http.GetAsync("/v2/models/scale/ready")).StatusCode);
        var ready = await TestServer.ReadJsonAsync(await again.PostJsonAsync("/v2/repository/index", """{"ready": true}"""), 200);
        Assert.Equal(1, ready.GetArrayLength());
        await TestServer.ReadJsonAsync(await again.PostJsonAsync("/v2/models/two/infer", OneInput), 200);
        await again.Client.DeployAsync("kernel scale"u8.ToArray());
        await TestServer.ReadJsonAsync(await again.PostJsonAsync("/v2/models/scale/infer", OneInput), 200);
    }

    [Fact]
    public async Task The_journal_does_not_grow_without_end_and_lost_artefacts_go()
    {
        await using (var server = await TestServer.StartAsync(_directory, deploy: "two"))
        {
            for (var i = 0; i < 130; i++)
            {
                await server.Client.DeployAsync(Encoding.UTF8.GetBytes($"kernel scale // {i}"));
                await server.Client.UndeployAsync("scale");
            }
        }

        Assert.True(new FileInfo(Path.Combine(_directory, "journal")).Length < 8000);
        Assert.True(Directory.GetFiles(Path.Combine(_directory, "artefacts"), "*", SearchOption.AllDirectories).Length < 20);
        await using var again = await TestServer.StartAsync(_directory);
        Assert.Equal(["two"], (await again.Client.ListAsync()).Select(k => k.Name));
    }

    [Fact]
    public async Task A_directory_has_one_server_at_a_time()
    {
        await using var server = await TestServer.StartAsync(_directory);
        Assert.Equal("WF5062", (await Assert.ThrowsAsync<WeftException>(() => TestServer.StartAsync(_directory))).Diagnostic.Id);
        var file = Path.Combine(_directory, "token");
        Assert.Equal("WF5064", (await Assert.ThrowsAsync<WeftException>(() => TestServer.StartAsync(file))).Diagnostic.Id);
    }

    [Fact]
    public async Task A_journal_that_cannot_be_read_is_told()
    {
        Directory.CreateDirectory(Path.Combine(_directory, "journal"));
        var e = await Assert.ThrowsAsync<WeftException>(() => TestServer.StartAsync(_directory));
        Assert.Equal("WF5064", e.Diagnostic.Id);
        Assert.EndsWith("it is a directory", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_of_another_server_version_is_not_guessed_at()
    {
        using (var journal = Journal.Open(Path.Combine(_directory, "journal"), _ => { })) journal.Append("""{"change":"rename"}"""u8);
        Assert.Equal("WF5064", (await Assert.ThrowsAsync<WeftException>(() => TestServer.StartAsync(_directory))).Diagnostic.Id);
    }

    [Fact]
    public async Task A_change_that_cannot_be_stored_is_not_made()
    {
        await using var server = await TestServer.StartAsync(_directory, deploy: "two");
        // A file where the directory should be makes every new artefact fail, for root too.
        Directory.Delete(Path.Combine(_directory, "artefacts"), recursive: true);
        await File.WriteAllTextAsync(Path.Combine(_directory, "artefacts"), "");
        var response = await server.PostJsonAsync("/weft/v1/kernels", "kernel scale");
        await TestServer.AssertErrorAsync(response, 503, "WF5047");
        Assert.Equal(["two"], (await server.Client.ListAsync()).Select(k => k.Name));
    }

    [Fact]
    public void Two_programs_with_one_version_are_told_apart()
    {
        using var data = DataDirectory.Open(_directory);
        using var registry = new ModelRegistry(data);
        ModelVersion Version(char last) => new()
        {
            Name = "m",
            Hash = new string('a', 63) + last,
            Signature = TestBackend.Signature("scale"),
            Report = new("scale", EntryKind.Kernel, new(0, 0, 0)),
            Kind = SourceKind.Weft,
            SourceHash = new string('0', 64),
            IrHash = new string('0', 64),
            DeployedAt = DateTimeOffset.UnixEpoch,
            Program = new KernelProgram(default, new string('a', 63) + last, []),
        };
        var (first, changed) = registry.Deploy([Version('1')], [1], [2]);
        Assert.True(changed);
        (var again, changed) = registry.Deploy([Version('1')], [1], [2]);
        Assert.False(changed);
        Assert.Same(first[0], again[0]);
        var seen = registry.Snapshot;
        Assert.Equal("WF5034", Assert.Throws<WeftException>(() => registry.Deploy([Version('2')], [1], [2])).Diagnostic.Id);
        registry.Undeploy("m", null);
        Assert.Single(seen.Models);
        Assert.Empty(registry.Snapshot.Models);
    }

    private static async Task<string> Describe(TestServer server) =>
        JsonSerializer.Serialize(await server.GetJsonAsync("/weft/v1/kernels"));
}
