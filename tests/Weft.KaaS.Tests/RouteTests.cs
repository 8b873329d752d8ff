using System.Net;
using System.Text;
using System.Text.Json;

namespace Weft.KaaS.Tests;

public sealed class RouteTests
{
    [Fact]
    public async Task Protocol_routes_answer_as_published()
    {
        await using var server = await TestServer.StartAsync(deploy: "saxpy");
        var meta = await server.GetJsonAsync("/v2");
        Assert.Equal("weft", meta.GetProperty("name").GetString());
        Assert.Equal(["binary_tensor_data", "statistics", "model_repository", "schedule_policy"], Texts(meta.GetProperty("extensions")));
        Assert.True((await server.GetJsonAsync("/v2/health/live")).GetProperty("live").GetBoolean());
        Assert.True((await server.GetJsonAsync("/v2/health/ready")).GetProperty("ready").GetBoolean());

        var model = await server.GetJsonAsync("/v2/models/saxpy");
        var version = Texts(model.GetProperty("versions")).Single();
        Assert.Equal("weft_test", model.GetProperty("platform").GetString());
        Assert.Equal(
            """[{"name":"a","datatype":"FP32","shape":[]},{"name":"x","datatype":"FP32","shape":[-1]},"""
            + """{"name":"y","datatype":"FP32","shape":[-1]}]""",
            model.GetProperty("inputs").GetRawText());
        Assert.Equal("""[{"name":"y","datatype":"FP32","shape":[-1]}]""", model.GetProperty("outputs").GetRawText());
        Assert.Equal(model.GetRawText(), (await server.GetJsonAsync($"/v2/models/saxpy/versions/{version}")).GetRawText());
        Assert.True((await server.GetJsonAsync("/v2/models/saxpy/ready")).GetProperty("ready").GetBoolean());
        Assert.True((await server.GetJsonAsync($"/v2/models/saxpy/versions/{version}/ready")).GetProperty("ready").GetBoolean());
    }

    [Fact]
    public async Task Statistics_count_and_metrics_show_it()
    {
        await using var server = await TestServer.StartAsync(deploy: "scale two");
        var version = Texts((await server.GetJsonAsync("/v2/models/scale")).GetProperty("versions")).Single();
        await TestServer.ReadJsonAsync(await server.PostJsonAsync($"/v2/models/scale/versions/{version}/infer",
            """{"inputs": [{"name": "x", "shape": [1], "datatype": "FP32", "data": [1]}]}"""), 200);
        foreach (var route in new[] { "/v2/models/scale/stats", $"/v2/models/scale/versions/{version}/stats" })
        {
            var statistics = (await server.GetJsonAsync(route)).GetProperty("model_stats")[0];
            Assert.Equal(version, statistics.GetProperty("version").GetString());
            Assert.Equal(1, statistics.GetProperty("inference_count").GetInt64());
            Assert.True(statistics.GetProperty("last_inference").GetInt64() > 0);
            foreach (var name in new[] { "success", "compute_input", "compute_infer", "compute_output" })
                Assert.True(statistics.GetProperty("inference_stats").GetProperty(name).GetProperty("ns").GetInt64() > 0, name);
        }

        Assert.Equal(2, (await server.GetJsonAsync("/v2/models/stats")).GetProperty("model_stats").GetArrayLength());
        var metrics = await server.Http.GetStringAsync("/metrics", TestServer.Deadline);
        Assert.Contains($"weft_inference_request_success{{model=\"scale\",version=\"{version}\"}} 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains($"weft_inference_request_seconds_bucket{{model=\"scale\",version=\"{version}\",le=\"+Inf\"}} 1\n", metrics,
            StringComparison.Ordinal);
        Assert.Contains("weft_http_responses_total{code=\"201\"} 2\n", metrics, StringComparison.Ordinal);
        Assert.Contains("weft_models 2\n", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Repository_lists_and_unloads()
    {
        await using var server = await TestServer.StartAsync(deploy: "scale two");
        var index = await TestServer.ReadJsonAsync(await server.PostJsonAsync("/v2/repository/index", """{"ready": true}"""), 200);
        Assert.Equal(["scale", "two"], index.EnumerateArray().Select(m => m.GetProperty("name").GetString()));
        Assert.Equal("READY", index[0].GetProperty("state").GetString());
        Assert.Equal(2, (await TestServer.ReadJsonAsync(
            await server.Http.PostAsync("/v2/repository/index", null, TestServer.Deadline), 200)).GetArrayLength());
        await TestServer.AssertErrorAsync(await server.PostJsonAsync("/v2/repository/index", "{"), 400, "WF5001");
        await TestServer.AssertErrorAsync(await server.PostJsonAsync("/v2/repository/index", "3"), 400, "WF5002");
        Assert.Equal(HttpStatusCode.OK, (await server.PostJsonAsync("/v2/repository/models/scale/load", "")).StatusCode);
        await TestServer.AssertErrorAsync(await server.PostJsonAsync("/v2/repository/models/nothing/load", ""), 400, "WF5016");
        Assert.Equal(HttpStatusCode.OK, (await server.PostJsonAsync("/v2/repository/models/scale/unload", "")).StatusCode);
        await TestServer.AssertErrorAsync(await server.PostJsonAsync("/v2/repository/models/scale/unload", ""), 404, "WF5030");
    }

    [Fact]
    public async Task Kernels_are_listed_shown_and_removed()
    {
        await using var server = await TestServer.StartAsync(deploy: "two scale");
        var kernels = (await server.GetJsonAsync("/weft/v1/kernels")).GetProperty("kernels");
        Assert.Equal(["scale", "two"], kernels.EnumerateArray().Select(k => k.GetProperty("name").GetString()));
        var kernel = await server.GetJsonAsync("/weft/v1/kernels/scale");
        Assert.Equal("""{"proved":3,"hoisted":2,"guarded":1}""", kernel.GetProperty("verification").GetRawText());
        Assert.Equal("""{"flops":"2*n","bytes":"12*n"}""", kernel.GetProperty("cost").GetRawText());
        Assert.Equal(["k: f32 = 2.0", "x: f32[n]", "y: out f32[n]"], Texts(kernel.GetProperty("parameters")));
        Assert.Equal(["test"], Texts(kernel.GetProperty("targets")));
        Assert.Equal(
            "module {\nkernel scale\n}\n", await server.Http.GetStringAsync("/weft/v1/kernels/scale/ir?level=ir", TestServer.Deadline));
        await TestServer
            .AssertErrorAsync(await server.Http.GetAsync("/weft/v1/kernels/scale/ir?level=ptx", TestServer.Deadline), 400, "WF5015");
        Assert.Equal("""{"devices":[{"name":"test0","target":"test"}]}""", (await server.GetJsonAsync("/weft/v1/devices")).GetRawText());
        Assert.Equal(HttpStatusCode.NoContent, (await server.Http.DeleteAsync("/weft/v1/kernels/scale", TestServer.Deadline)).StatusCode);
        await TestServer.AssertErrorAsync(await server.Http.GetAsync("/weft/v1/kernels/scale", TestServer.Deadline), 404, "WF5030");
        await TestServer.AssertErrorAsync(await server.Http.DeleteAsync("/weft/v1/kernels/scale", TestServer.Deadline), 404, "WF5030");
    }

    [Fact]
    public async Task The_status_page_needs_nothing_from_elsewhere()
    {
        await using var server = await TestServer.StartAsync();
        using var anonymous = new HttpClient { BaseAddress = server.Address };
        Assert.Contains("No kernels yet", await anonymous.GetStringAsync("/", TestServer.Deadline), StringComparison.Ordinal);
        await server.Client.DeployAsync("workflow scale"u8.ToArray());
        var page = await anonymous.GetStringAsync("/", TestServer.Deadline);
        Assert.Contains("<td>scale</td>", page, StringComparison.Ordinal);
        Assert.Contains("workflow", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/nothing", 404, "WF5032")]
    [InlineData("GET", "/v2/models/none", 404, "WF5030")]
    [InlineData("GET", "/v2/models/scale/versions/123456789abc", 404, "WF5031")]
    [InlineData("GET", "/v2/models/scale/versions/123456789abc/ready", 404, "WF5031")]
    [InlineData("GET", "/v2/models/none/stats", 404, "WF5030")]
    [InlineData("POST", "/v2/models/none/infer", 404, "WF5030")]
    [InlineData("GET", "/v2/models/..%2f..%2fetc%2fpasswd", 404, "WF5030")]
    [InlineData("GET", "/weft/v1/kernels/none/ir", 404, "WF5030")]
    [InlineData("GET", "/v2/models/scale/infer", 405, "WF5033")]
    [InlineData("DELETE", "/v2", 405, "WF5033")]
    [InlineData("POST", "/v2/health/live", 405, "WF5033")]
    [InlineData("PUT", "/weft/v1/kernels", 405, "WF5033")]
    public async Task Unknown_places_and_methods_are_errors_of_the_same_form(string method, string path, int status, string code)
    {
        await using var server = await TestServer.StartAsync(deploy: "scale");
        var response = await server.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), TestServer.Deadline);
        await TestServer.AssertErrorAsync(response, status, code);
        if (status == 405) Assert.NotEmpty(response.Content.Headers.Allow);
    }

    private static IEnumerable<string> Texts(JsonElement array) => array.EnumerateArray().Select(e => e.GetString()!);
}
