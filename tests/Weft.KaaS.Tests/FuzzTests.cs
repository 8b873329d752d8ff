using System.Net;
using System.Text;

namespace Weft.KaaS.Tests;

/// <summary>Mutated requests with fixed seeds: the server refuses them or answers, never fails, and serves the next.</summary>
public sealed class FuzzTests
{
    private const int Rounds = 400;

    private const string Json = """
        {"id": "a", "parameters": {"binary_data_output": true, "timeout": 1000000}, "inputs": [
          {"name": "k", "shape": [1], "datatype": "FP32", "data": [[2.5e0]]},
          {"name": "x", "shape": [4], "datatype": "FP32", "parameters": {"binary_data_size": 16}}],
         "outputs": [{"name": "y", "parameters": {"binary_data": false, "shape": "4"}}]}
        """;

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0000", "\\ud800", "null", "true", "-1", "1e999", "9223372036854775808", "0.1",
        "\"inputs\"", "\"data\"", "\"shape\"", "\"binary_data_size\"", "FP16", "BYTES", "INT64", "\u00e9", "\0",
            "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Mutated_requests_are_refused_or_answered(int seed)
    {
        var random = new Random(seed);
        await using var server = await TestServer.StartAsync(deploy: "scale");
        for (var round = 0; round < Rounds; round++)
        {
            var json = Mutate(random, Encoding.UTF8.GetBytes(Json));
            var body = (byte[])[.. json, .. new byte[random.Next(8) == 0 ? random.Next(40) : 16]];
            var content = new ByteArrayContent(body);
            if (HeaderFor(random, json.Length) is { } header)
                content.Headers.TryAddWithoutValidation("Inference-Header-Content-Length", header);
            using var response = await server.Http.PostAsync("/v2/models/scale/infer", content, TestServer.Deadline);
            var status = (int)response.StatusCode;
            var answer = await response.Content.ReadAsStringAsync(TestServer.Deadline);
            Assert.True(status is 200 or 400 or 413, $"round {round}: {status} {answer}\n{Encoding.UTF8.GetString(json)}");
            if (status != 200) Assert.StartsWith(
                "WF", (await TestServer.ReadJsonAsync(response, status)).GetProperty("code").GetString(), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.OK, (await server.PostBinaryAsync("scale", Json, new byte[16])).StatusCode);
        Assert.Equal("", server.Log.ToString().Replace($"new token: {server.Token}", "", StringComparison.Ordinal).Trim());
    }

    [Fact]
    public async Task Every_route_withstands_every_method_and_odd_names()
    {
        await using var server = await TestServer.StartAsync(deploy: "scale");
        string[] routes =
        [
            "/v2", "/v2/models/{0}", "/v2/models/{0}/ready", "/v2/models/{0}/stats", "/v2/models/{0}/infer",
                "/v2/models/scale/versions/{0}", "/v2/models/scale/versions/{0}/infer",
            "/v2/repository/index", "/v2/repository/models/{0}/unload", "/weft/v1/kernels", "/weft/v1/kernels?name={0}&kind={0}",
                "/weft/v1/kernels/{0}", "/weft/v1/kernels/{0}/ir?version={0}", "/weft/v1/devices",
        ];
        string[] names =
            ["none", "..%2f..%2fx", "%00", "%ff", "%0d%0aX-Injected:%201", new string('n', 3000), "%3Cscript%3E", "\u202Eabc", "a%22b"];
        foreach (var route in routes)
        {
            foreach (var name in names)
            {
                foreach (var method in new[] { "GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "WEFT" })
                {
                    using var request = new HttpRequestMessage(new HttpMethod(method), string.Format(null, route, name));
                    using var response = await server.Http.SendAsync(request, TestServer.Deadline);
                    Assert.True((int)response.StatusCode < 500, $"{method} {request.RequestUri}: {(int)response.StatusCode}");
                    Assert.False(response.Headers.Contains("X-Injected"));
                }
            }
        }

        Assert.Equal(HttpStatusCode.OK, (await server.PostBinaryAsync("scale", Json, new byte[16])).StatusCode);
    }

    private static byte[] Mutate(Random random, byte[] json)
    {
        var bytes = json.ToList();
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var position = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0: bytes[position] = (byte)random.Next(256); break;
                case 1: bytes.RemoveRange(position, Math.Min(random.Next(1, 20), bytes.Count - position)); break;
                case 2: bytes.InsertRange(position, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)])); break;
                case 3: bytes.InsertRange(position, bytes.GetRange(position, Math.Min(random.Next(1, 60), bytes.Count - position))); break;
                default: bytes[position] = (byte)('0' + random.Next(10)); break;
            }

            if (bytes.Count == 0) bytes.Add(0);
        }

        return [.. bytes];
    }

    private static string? HeaderFor(Random random, int length) => random.Next(6) switch
    {
        0 => null,
        1 => random.NextInt64().ToString(null, null),
        2 => $"{length + random.Next(-20, 20)}",
        3 when random.Next(3) == 0 => "0",
        _ => $"{length}",
    };
}
