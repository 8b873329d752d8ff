using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Weft.IR;
using Weft.KaaS.Client;
using Weft.Runtime;

namespace Weft.KaaS.Tests;

public sealed class ClientTests
{
    [Fact]
    public async Task A_kernel_is_deployed_invoked_listed_and_removed()
    {
        await using var server = await TestServer.StartAsync();
        var kernel = Assert.Single(
            await server.Client.DeployAsync("kernel saxpy"u8.ToArray(), new() { Name = "saxpy", Kind = SourceKind.Weft, File = "s.weft" }));
        Assert.Equal("s.weft", server.Toolchain.LastName);
        Assert.Equal("saxpy(a: f32, x: f32[n], y: inout f32[n])", kernel.ToString());
        Assert.Equal((new VerificationReport(3, 2, 1), "2*n", "READY"), (kernel.Verification, kernel.Flops, kernel.State));
        var y = Tensor.Of<float>([10, 20], 2);
        var outputs = await server.Client.InvokeAsync("saxpy", new Dictionary<string, Tensor>
        {
            ["a"] = Tensor.Scalar(2f), ["x"] = Tensor.Of<float>([1, 2], 2), ["y"] = y,
        }, new() { Version = kernel.Version, Timeout = TimeSpan.FromSeconds(5), Outputs = ["y"] });
        Assert.Equal([12f, 24f], outputs["y"].As<float>().ToArray());
        Assert.Equal([10f, 20f], y.As<float>().ToArray());
        var status = await server.Client.StatusAsync("saxpy");
        Assert.Equal(1, Assert.Single(status.Versions).Success.Count);
        await server.Client.UndeployAsync("saxpy", kernel.Version);
        Assert.Empty(await server.Client.ListAsync());
    }

    [Fact]
    public async Task Every_element_type_travels_both_ways()
    {
        await using var server = await TestServer
            .StartAsync(deploy: string.Join(' ', Enum.GetValues<ElementType>().Select(e => "echo_" + e.Name)));
        var random = new Random(3);
        foreach (var element in Enum.GetValues<ElementType>())
        {
            foreach (var count in new[] { 0, 1, 7, 1000 })
            {
                var bytes = new byte[count * element.ByteSize];
                random.NextBytes(bytes);
                if (element == ElementType.Bool) bytes = [.. bytes.Select(b => (byte)(b & 1))];
                var result = await server.Client
                    .InvokeAsync("echo_" + element.Name, new Dictionary<string, Tensor> { ["x"] = new(element, [count], bytes) });
                Assert.Equal(element == ElementType.Index ? ElementType.I64 : element, result["y"].Element);
                Assert.Equal(bytes, result["y"].Bytes.ToArray());
            }
        }
    }

    [Fact]
    public async Task Large_tensors_and_free_shapes_travel()
    {
        await using var server = await TestServer.StartAsync(deploy: "echo_f32 fill");
        var values = new float[3_000_001];
        new Random(5).NextSingle();
        for (var i = 0; i < values.Length; i++) values[i] = i;
        var result = await server.Client
            .InvokeAsync("echo_f32", new Dictionary<string, Tensor> { ["x"] = Tensor.Of<float>(values, values.Length) });
        Assert.True(values.AsSpan().SequenceEqual(result["y"].As<float>()));
        var filled = await server.Client.InvokeAsync("fill", new Dictionary<string, Tensor> { ["v"] = Tensor.Scalar(3) },
            new() { OutputShapes = ImmutableDictionary<string, ImmutableArray<long>>.Empty.Add("y", [4]) });
        Assert.Equal([3, 3, 3, 3], filled["y"].As<int>().ToArray());
    }

    [Fact]
    public async Task Errors_have_the_servers_message_code_and_diagnostics()
    {
        await using var server = await TestServer.StartAsync(deploy: "fault");
        var missing = await Assert.ThrowsAsync<WeftException>(() => server.Client.StatusAsync("none"));
        Assert.Equal(("WF5030", "there is no model 'none' here"), (missing.Diagnostic.Id, missing.Diagnostic.Message));
        var fault = await Assert.ThrowsAsync<WeftException>(() =>
            server.Client.InvokeAsync("fault", new Dictionary<string, Tensor> { ["x"] = Tensor.Of<float>([1], 1) }));
        Assert.Equal("WF4001", fault.Diagnostic.Id);
        var rejected =
            await Assert.ThrowsAsync<WeftException>(() => server.Client.DeployAsync("kernel what"u8.ToArray(), new() { File = "a.weft" }));
        Assert.Equal("a.weft:1:8: error WF1234: 'what' is not known", Assert.Single(rejected.Diagnostic.Notes).ToString());
        using var stranger = new KaasClient(server.Address, "some-other-token");
        Assert.Equal("WF5020", (await Assert.ThrowsAsync<WeftException>(() => stranger.ListAsync())).Diagnostic.Id);
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"outputs": [{"name": "y"}]}""")]
    [InlineData("""{"outputs": [{"name": "y", "datatype": "FP33", "shape": [1], "parameters": {"binary_data_size": 4}}]}""")]
    [InlineData("""{"outputs": [{"name": "y", "datatype": "FP32", "shape": [1], "parameters": {"binary_data_size": 4}}]}""")]
    [InlineData("""{"outputs": [{"name": "y", "datatype": "FP32", "shape": [1], "parameters": {"binary_data_size": -4}}]}""")]
    [InlineData("""{"outputs": [{"name": "y", "datatype": "FP32", "shape": [-1], "parameters": {"binary_data_size": 0}}]}""")]
    [InlineData("""{"outputs": [{"name": "y", "datatype": "FP32", "shape": [0.5], "parameters": {"binary_data_size": 0}}]}""")]
    public async Task An_answer_that_is_none_and_no_answer_are_told_apart(string body)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = new Uri($"http://{listener.LocalEndpoint}");
        using var client = new KaasClient(address, "t");
        var answering = Task.Run(async () =>
        {
            using var socket = await listener.AcceptSocketAsync(TestServer.Deadline);
            await socket.ReceiveAsync(new byte[4096], TestServer.Deadline);
            var answer = $"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n{body}";
            await socket.SendAsync(Encoding.ASCII.GetBytes(answer), TestServer.Deadline);
        });
        var call = client.InvokeAsync("k", new Dictionary<string, Tensor>(), cancellation: TestServer.Deadline);
        Assert.Equal("WF5071", (await Assert.ThrowsAsync<WeftException>(() => call)).Diagnostic.Id);
        await answering;
        listener.Stop();
        using var nobody = new KaasClient(address, "t");
        Assert.Equal("WF5070", (await Assert.ThrowsAsync<WeftException>(() => nobody.ListAsync())).Diagnostic.Id);
    }

    [Theory]
    [InlineData("two\nlines")]
    [InlineData("two words")]
    [InlineData("tökén")]
    public void A_token_that_cannot_be_sent_is_refused(string token) => Assert.Equal(
        "WF5072", Assert.Throws<WeftException>(() => new KaasClient(new Uri("http://127.0.0.1:1"), token)).Diagnostic.Id);

    [Fact]
    public async Task A_unix_socket_serves_too_and_only_its_owner()
    {
        var path = Path.Combine(RunDirectory.New(), "s");
        await using (var server = await TestServer.StartAsync(socket: path, deploy: "scale"))
        {
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            using var client = KaasClient.ForSocket(path, server.Token);
            var result = await client.InvokeAsync("scale", new Dictionary<string, Tensor> { ["x"] = Tensor.Of<float>([21], 1) });
            Assert.Equal([42f], result["y"].As<float>().ToArray());
            Assert.Equal("WF5065", (await Assert.ThrowsAsync<WeftException>(() => TestServer.StartAsync(socket: path))).Diagnostic.Id);
        }

        Assert.False(File.Exists(path));
        // A server that was killed leaves its socket behind.
        using (var gone = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
            gone.Bind(new UnixDomainSocketEndPoint(path));
        await using var again = await TestServer.StartAsync(socket: path);
    }
}
