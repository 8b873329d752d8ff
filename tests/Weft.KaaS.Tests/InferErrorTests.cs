using System.Text;

namespace Weft.KaaS.Tests;

public sealed class InferErrorTests
{
    private const string X = """{"name": "x", "shape": [2], "datatype": "FP32", "data": [1, 2]}""";

    public static TheoryData<string, string> BadJson => new()
    {
        { "", "WF5001" },
        { "[1]", "WF5002" },
        { "{", "WF5001" },
        { """{"inputs": []} x""", "WF5001" },
        { """{"inputs": [{"name": "\ud800"}]}""", "WF5001" },
        { "{}", "WF5002" },
        { """{"inputs": {}}""", "WF5002" },
        { """{"inputs": [1]}""", "WF5002" },
        { """{"id": 5, "inputs": []}""", "WF5002" },
        { """{"inputs": [], "inputs": []}""", "WF5003" },
        { $$"""{"inputs": [{{X}}, {{X}}]}""", "WF5003" },
        { """{"inputs": [{"name": "x", "name": "x"}]}""", "WF5003" },
        { """{"inputs": [{"name": "x", "shape": [2], "datatype": "FP32"}]}""", "WF5002" },
        { """{"inputs": [{"name": "x", "shape": [2], "data": [1, 2]}]}""", "WF5002" },
        { """{"inputs": [{"name": "x", "shape": [-1], "datatype": "FP32", "data": []}]}""", "WF5002" },
        { """{"inputs": [{"name": "x", "shape": 2, "datatype": "FP32", "data": []}]}""", "WF5002" },
        { """{"inputs": [{"name": "x", "shape": [2], "datatype": "BYTES", "data": ["a"]}]}""", "WF5004" },
        { """{"inputs": [{"datatype": "BYTES", "name": "x"}]}""", "WF5004" },
        { """{"inputs": [{"name": "x", "shape": [3], "datatype": "FP32", "data": [1, 2]}]}""", "WF5005" },
        { """{"inputs": [{"name": "x", "shape": [1], "datatype": "FP32", "data": [1, 2]}]}""", "WF5005" },
        { """{"inputs": [{"name": "x", "shape": [4611686018427387904, 4], "datatype": "FP32", "data": []}]}""", "WF5005" },
        { """{"inputs": [{"name": "x", "shape": [2], "datatype": "FP32", "parameters": {"binary_data_size": 8}}]}""", "WF5006" },
        {
            """{"inputs": [{"name": "x", "shape": [2], "datatype": "FP32", "parameters": {"binary_data_size": 8}, "data": [1, 2]}]}""",
            "WF5002"
        },
        { $$"""{"inputs": [{{X}}], "outputs": [{"name": "w"}]}""", "WF5010" },
        { $$"""{"inputs": [{{X}}], "outputs": [{}]}""", "WF5002" },
        { $$"""{"inputs": [{{X}}], "outputs": [{"name": "y"}, {"name": "y"}]}""", "WF5003" },
        { $$"""{"inputs": [{{X}}], "parameters": {"binary_data_output": 1} }""", "WF5002" },
        { """{"inputs": []}""", "WF4011" },
        { $$"""{"inputs": [{{X}}, {"name": "q", "shape": [1], "datatype": "FP32", "data": [1]}]}""", "WF4012" },
        { """{"inputs": [{"name": "x", "shape": [1], "datatype": "FP64", "data": [1]}]}""", "WF4013" },
        { """{"inputs": [{"name": "x", "shape": [1, 1], "datatype": "FP32", "data": [1]}]}""", "WF4014" },
        { $$$"""{"inputs": [{"name": "x", "shape": [1], "datatype": "FP32", "data": {{{new string('[', 100)}}}}]}""", "WF5001" },
    };

    [Theory]
    [MemberData(nameof(BadJson))]
    public async Task Bad_requests_are_told_what_is_wrong(string json, string code)
    {
        await using var server = await TestServer.StartAsync(deploy: "scale");
        var message = await TestServer.AssertErrorAsync(await server.PostJsonAsync("/v2/models/scale/infer", json), 400, code);
        Assert.NotEmpty(message);
        Assert.DoesNotContain("''", message, StringComparison.Ordinal);
        await TestServer.ReadJsonAsync(await server.PostJsonAsync("/v2/models/scale/infer", $$"""{"inputs": [{{X}}]}"""), 200);
        var statistics = (await server.GetJsonAsync("/v2/models/scale/stats")).GetProperty("model_stats")[0].GetProperty("inference_stats");
        Assert.Equal(1, statistics.GetProperty("fail").GetProperty("count").GetInt64());
        Assert.Equal(1, statistics.GetProperty("success").GetProperty("count").GetInt64());
    }

    [Theory]
    [InlineData("8", 0, 8, "WF5006")]
    [InlineData("-1", 8, 8, "WF5006")]
    [InlineData("abc", 8, 8, "WF5006")]
    [InlineData("99999", 8, 8, "WF5006")]
    [InlineData("99999999999999999999", 8, 8, "WF5006")]
    [InlineData(null, 7, 8, "WF5012")]
    [InlineData(null, 9, 8, "WF5007")]
    [InlineData(null, 12, 12, "WF5005")]
    [InlineData(null, 8, 9223372036854775807, "WF5012")]
    public async Task Lengths_that_do_not_fit_are_refused(string? header, int given, long said, string code)
    {
        await using var server = await TestServer.StartAsync(deploy: "scale");
        var json = $$$"""{"inputs": [{"name": "x", "shape": [2], "datatype": "FP32", "parameters": {"binary_data_size": {{{said}}}}}]}""";
        var response = await server.PostBinaryAsync("scale", json, new byte[given], header);
        await TestServer.AssertErrorAsync(response, 400, header == "8" ? "WF5001" : code);
    }

    [Fact]
    public async Task A_bool_byte_is_0_or_1()
    {
        await using var server = await TestServer.StartAsync(deploy: "echo_bool");
        var json = """{"inputs": [{"name": "x", "shape": [2], "datatype": "BOOL", "parameters": {"binary_data_size": 2}}]}""";
        await TestServer.AssertErrorAsync(await server.PostBinaryAsync("echo_bool", json, [1, 2]), 400, "WF5008");
    }

    [Fact]
    public async Task Extents_that_contradict_and_outputs_that_cannot_be_are_refused()
    {
        await using var server = await TestServer.StartAsync(deploy: "product shrink");
        var message = await TestServer.AssertErrorAsync(await server.PostJsonAsync("/v2/models/product/infer", """
            {"inputs": [{"name": "a", "shape": [1, 2], "datatype": "FP32", "data": [1, 2]},
                {"name": "b", "shape": [1, 1], "datatype": "FP32", "data": [1]}]}
            """), 400, "WF4015");
        Assert.Contains("'k' = 2", message, StringComparison.Ordinal);
        await TestServer.AssertErrorAsync(await server.PostJsonAsync("/v2/models/shrink/infer",
            """{"inputs": [{"name": "x", "shape": [1], "datatype": "UINT8", "data": [1]}]}"""), 400, "WF4017");
    }

    [Fact]
    public async Task A_kernel_fault_names_kernel_line_index_and_bound()
    {
        await using var server = await TestServer.StartAsync(deploy: "fault");
        var response = await server.PostJsonAsync("/v2/models/fault/infer", $$"""{"inputs": [{{X}}]}""");
        var message = await TestServer.AssertErrorAsync(response, 422, "WF4001");
        Assert.Equal("fault.weft:3:9: kernel 'fault': index 12 is out of range for 'x', whose extent here is 2", message);
    }

    [Fact]
    public async Task A_failure_of_the_server_tells_an_id_and_nothing_else()
    {
        await using var server = await TestServer.StartAsync(deploy: "boom scale");
        var response = await server.PostJsonAsync("/v2/models/boom/infer", $$"""{"inputs": [{{X}}]}""");
        var message = await TestServer.AssertErrorAsync(response, 500, "WF5090");
        Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
        Assert.Contains("secret detail of the server", server.Log.ToString(), StringComparison.Ordinal);
        Assert.Contains(message.Split(' ')[^1], server.Log.ToString(), StringComparison.Ordinal);
        await TestServer.ReadJsonAsync(await server.PostJsonAsync("/v2/models/scale/infer", $$"""{"inputs": [{{X}}]}"""), 200);
    }

    [Fact]
    public async Task A_compressed_body_is_refused()
    {
        await using var server = await TestServer.StartAsync(deploy: "scale");
        foreach (var (encoding, code) in new[] { ("gzip", "WF5014"), ("Identity", "WF5002") })
        {
            var content = new StringContent("{}", Encoding.UTF8, "application/json");
            content.Headers.ContentEncoding.Add(encoding);
            await TestServer
                .AssertErrorAsync(await server.Http.PostAsync("/v2/models/scale/infer", content, TestServer.Deadline), 400, code);
        }
    }
}
