using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Weft.Runtime;

namespace Weft.KaaS.Tests;

public sealed class InferTests
{
    [Fact]
    public async Task Json_request_gets_a_json_answer()
    {
        await using var server = await TestServer.StartAsync(deploy: "scale");
        var answer = await TestServer.ReadJsonAsync(await server.PostJsonAsync("/v2/models/scale/infer", """
            {"id": "r 1", "unknown": [1, {"a": 2}], "inputs": [
              {"name": "k", "shape": [1], "datatype": "FP32", "data": [3]},
              {"name": "x", "shape": [3], "datatype": "FP32", "data": [1, 2.5, -3e2]}]}
            """), 200);
        Assert.Equal("scale", answer.GetProperty("model_name").GetString());
        Assert.Equal(12, answer.GetProperty("model_version").GetString()!.Length);
        Assert.Equal("r 1", answer.GetProperty("id").GetString());
        var output = answer.GetProperty("outputs")[0];
        Assert.Equal(("y", "FP32"), (output.GetProperty("name").GetString(), output.GetProperty("datatype").GetString()));
        Assert.Equal([3.0, 7.5, -900.0], output.GetProperty("data").EnumerateArray().Select(e => e.GetDouble()));
    }

    [Fact]
    public async Task Values_before_their_type_and_nested_values_and_defaults_are_read()
    {
        await using var server = await TestServer.StartAsync(deploy: "scale");
        var answer = await TestServer.ReadJsonAsync(await server.PostJsonAsync("/v2/models/scale/infer",
            """{"inputs": [{"data": [[1], [2]], "datatype": "FP32", "shape": [2], "name": "x"}]}"""), 200);
        Assert.Equal([2.0, 4.0], answer.GetProperty("outputs")[0].GetProperty("data").EnumerateArray().Select(e => e.GetDouble()));
    }

    [Fact]
    public async Task Binary_request_gets_a_binary_answer()
    {
        await using var server = await TestServer.StartAsync(deploy: "scale");
        var response = await server.PostBinaryAsync("scale", """
            {"parameters": {"binary_data_output": true}, "inputs": [
              {"name": "x", "shape": [2], "datatype": "FP32", "parameters": {"binary_data_size": 8}}]}
            """, Bytes(1.5f, -4f));
        var body = await response.Content.ReadAsByteArrayAsync(TestServer.Deadline);
        Assert.Equal("application/octet-stream", response.Content.Headers.ContentType?.MediaType);
        var length = int.Parse(response.Headers.GetValues("Inference-Header-Content-Length").Single(), CultureInfo.InvariantCulture);
        using var json = JsonDocument.Parse(body.AsMemory(0, length));
        var output = json.RootElement.GetProperty("outputs")[0];
        Assert.Equal(8, output.GetProperty("parameters").GetProperty("binary_data_size").GetInt32());
        Assert.False(output.TryGetProperty("data", out _));
        Assert.Equal(Bytes(3f, -8f), body[length..]);
    }

    [Fact]
    public async Task Forms_can_be_mixed_and_outputs_chosen()
    {
        await using var server = await TestServer.StartAsync(deploy: "two");
        var response = await server.PostBinaryAsync("two", """
            {"inputs": [{"name": "x", "shape": [1], "datatype": "FP32", "parameters": {"binary_data_size": 4}}],
             "outputs": [{"name": "z"}, {"name": "y", "parameters": {"binary_data": true}}]}
            """, Bytes(7f));
        var body = await response.Content.ReadAsByteArrayAsync(TestServer.Deadline);
        using var json = JsonDocument.Parse(body.AsMemory(0, body.Length - 4));
        Assert.Equal(["z", "y"], json.RootElement.GetProperty("outputs").EnumerateArray().Select(o => o.GetProperty("name").GetString()));
        Assert.Equal(0, json.RootElement.GetProperty("outputs")[0].GetProperty("data")[0].GetInt32());
        Assert.Equal(Bytes(-7f), body[^4..]);
    }

    [Fact]
    public async Task A_body_without_json_is_the_only_input()
    {
        await using var server = await TestServer.StartAsync(deploy: "scale two matrix product");
        var response = await server.PostBinaryAsync("scale", "", Bytes(1f, 2f, 3f), "0");
        Assert.Equal(Bytes(2f, 4f, 6f), (await response.Content.ReadAsByteArrayAsync(TestServer.Deadline))[^12..]);
        await TestServer.AssertErrorAsync(await server.PostBinaryAsync("product", "", Bytes(1f), "0"), 400, "WF5013");
        await TestServer.AssertErrorAsync(await server.PostBinaryAsync("matrix", "", Bytes(1f), "0"), 400, "WF5013");
        await TestServer.AssertErrorAsync(await server.PostBinaryAsync("scale", "", [1, 2, 3], "0"), 400, "WF5005");
    }

    [Theory]
    [InlineData("i8", "INT8", "[-128, 127]")]
    [InlineData("i16", "INT16", "[-32768, 32767]")]
    [InlineData("i32", "INT32", "[-2147483648, 2147483647]")]
    [InlineData("i64", "INT64", "[-9223372036854775808, 9223372036854775807]")]
    [InlineData("index", "INT64", "[-1, 9223372036854775807]")]
    [InlineData("u8", "UINT8", "[0, 255]")]
    [InlineData("u16", "UINT16", "[0, 65535]")]
    [InlineData("u32", "UINT32", "[0, 4294967295]")]
    [InlineData("u64", "UINT64", "[0, 18446744073709551615]")]
    [InlineData("bool", "BOOL", "[true, false]")]
    [InlineData("f32", "FP32", "[0.1, 3.4028235E+38]")]
    [InlineData("f64", "FP64", "[0.1, 1.7976931348623157E+308]")]
    [InlineData("f32", "FP32", "[\"NaN\", \"-Infinity\"]")]
    [InlineData("f64", "FP64", "[\"Infinity\", \"NaN\"]")]
    public async Task Every_type_with_a_json_form_keeps_its_values(string element, string datatype, string data)
    {
        await using var server = await TestServer.StartAsync(deploy: "echo_" + element);
        var answer = await TestServer.ReadJsonAsync(await server.PostJsonAsync($"/v2/models/echo_{element}/infer",
            $$$"""{"inputs": [{"name": "x", "shape": [2], "datatype": "{{{datatype}}}", "data": {{{data}}}}]}"""), 200);
        var output = answer.GetProperty("outputs")[0];
        Assert.Equal(datatype, output.GetProperty("datatype").GetString());
        Assert.Equal(data.Replace(" ", "", StringComparison.Ordinal), output.GetProperty("data").GetRawText());
    }

    [Theory]
    [InlineData("INT8", "128")]
    [InlineData("INT8", "-129")]
    [InlineData("UINT16", "-1")]
    [InlineData("UINT32", "4294967296")]
    [InlineData("UINT64", "18446744073709551616")]
    [InlineData("INT32", "1.5")]
    [InlineData("INT32", "\"1\"")]
    [InlineData("FP32", "1e39")]
    [InlineData("FP64", "1e999")]
    [InlineData("FP32", "null")]
    [InlineData("FP32", "\"inf\"")]
    [InlineData("FP32", "{}")]
    [InlineData("BOOL", "2")]
    [InlineData("BOOL", "\"true\"")]
    public async Task Values_that_do_not_fit_their_type_are_refused(string datatype, string value)
    {
        await using var server = await TestServer.StartAsync(deploy: "scale");
        await TestServer.AssertErrorAsync(await server.PostJsonAsync("/v2/models/scale/infer",
            $$"""{"inputs": [{"name": "x", "shape": [1], "datatype": "{{datatype}}", "data": [{{value}}]}]}"""), 400, "WF5008");
    }

    [Theory]
    [InlineData("f16", "FP16")]
    [InlineData("bf16", "BF16")]
    public async Task Half_width_floats_travel_as_binary_data_only(string element, string datatype)
    {
        await using var server = await TestServer.StartAsync(deploy: "echo_" + element);
        var input = $$"""{"name": "x", "shape": [2], "datatype": "{{datatype}}", """;
        await TestServer.AssertErrorAsync(await server.PostJsonAsync($"/v2/models/echo_{element}/infer",
            $$"""{"inputs": [{{input}} "data": [1, 2]}]}"""), 400, "WF5009");
        var binary = $$"""{"inputs": [{{input}} "parameters": {"binary_data_size": 4} }]""";
        await TestServer.AssertErrorAsync(await server.PostBinaryAsync("echo_" + element, binary + "}", [1, 2, 3, 4]), 400, "WF5009");
        var response = await server
            .PostBinaryAsync("echo_" + element, binary + ", \"parameters\": {\"binary_data_output\": true}}", [1, 2, 3, 4]);
        Assert.Equal([1, 2, 3, 4], (await response.Content.ReadAsByteArrayAsync(TestServer.Deadline))[^4..]);
    }

    [Fact]
    public async Task Tensors_are_aligned_whatever_stands_before_them()
    {
        await using var server = await TestServer.StartAsync(deploy: "echo_f64");
        for (var padding = 0; padding < 9; padding++)
        {
            const string Input = """{"name": "x", "shape": [1], "datatype": "FP64", "parameters": {"binary_data_size": 8}}""";
            var json = $$"""{"id": "{{new string('i', padding)}}", "inputs": [{{Input}}]}""";
            var answer = await TestServer.ReadJsonAsync(await server.PostBinaryAsync("echo_f64", json, Bytes(0.25)), 200);
            Assert.Equal(0.25, answer.GetProperty("outputs")[0].GetProperty("data")[0].GetDouble());
        }
    }

    [Fact]
    public async Task Scalars_and_shapes_of_free_outputs_are_given_and_returned()
    {
        await using var server = await TestServer.StartAsync(deploy: "total fill");
        var total = await TestServer.ReadJsonAsync(await server.PostJsonAsync("/v2/models/total/infer",
            """{"inputs": [{"name": "x", "shape": [2], "datatype": "FP64", "data": [1, 2]}]}"""), 200);
        Assert.Equal("[]", total.GetProperty("outputs")[0].GetProperty("shape").GetRawText());
        Assert.Equal("[3]", total.GetProperty("outputs")[0].GetProperty("data").GetRawText());
        const string Inputs = """{"inputs": [{"name": "v", "shape": [], "datatype": "INT32", "data": 5}]""";
        var filled = await TestServer.ReadJsonAsync(await server.PostJsonAsync("/v2/models/fill/infer",
            Inputs + """, "outputs": [{"name": "y", "parameters": {"shape": "3"}}]}"""), 200);
        Assert.Equal("[5,5,5]", filled.GetProperty("outputs")[0].GetProperty("data").GetRawText());
        await TestServer.AssertErrorAsync(await server.PostJsonAsync("/v2/models/fill/infer", Inputs + "}"), 400, "WF4016");
        await TestServer.AssertErrorAsync(await server.PostJsonAsync("/v2/models/fill/infer",
            Inputs + """, "outputs": [{"name": "y", "parameters": {"shape": "3x-1"}}]}"""), 400, "WF5002");
    }

    private static byte[] Bytes<T>(params T[] values) where T : unmanaged => MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
}
