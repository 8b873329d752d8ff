using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Weft.KaaS.Tests;

/// <summary>Not a test: prints how long a 4 KiB binary inference takes. Run it by name.</summary>
public sealed class LatencyMeasurement(ITestOutputHelper output)
{
    private const int WarmUp = 20_000;
    private const int Runs = 50_000;

    [Theory(Explicit = true)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Round_trip_of_4_KiB(bool overUnixSocket)
    {
        var path = Path.Combine(TestServer.NewDirectory(), "s");
        await using var server = await TestServer.StartAsync(socket: path, deploy: "echo_f32");
        using var socket = overUnixSocket
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (overUnixSocket) await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
        else await socket.ConnectAsync(server.Address.Host, server.Address.Port);
        const string Json = """{"inputs":[{"name":"x","shape":[1024],"datatype":"FP32","parameters":{"binary_data_size":4096}}],"parameters":{"binary_data_output":true}}""";
        var head = $"POST /v2/models/echo_f32/infer HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {server.Token}\r\n"
            + $"Inference-Header-Content-Length: {Json.Length}\r\nContent-Length: {Json.Length + 4096}\r\n\r\n";
        byte[] request = [.. Encoding.ASCII.GetBytes(head + Json), .. new byte[4096]];
        var answer = new byte[16384];
        var times = new double[Runs];
        for (var i = -WarmUp; i < Runs; i++)
        {
            var start = Stopwatch.GetTimestamp();
            socket.Send(request);
            Receive(socket, answer);
            if (i >= 0) times[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }

        Array.Sort(times);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{(overUnixSocket ? "unix" : "tcp")}: min {times[0]:0.0}  p50 {times[Runs / 2]:0.0}  p90 {times[Runs * 9 / 10]:0.0}  p99 {times[Runs * 99 / 100]:0.0} us"));
    }

    private static void Receive(Socket socket, byte[] buffer)
    {
        var (received, expected) = (0, int.MaxValue);
        while (received < expected)
        {
            received += socket.Receive(buffer, received, buffer.Length - received, SocketFlags.None);
            if (expected != int.MaxValue) continue;
            var head = buffer.AsSpan(0, received).IndexOf("\r\n\r\n"u8);
            if (head < 0) continue;
            var name = "Content-Length: "u8;
            var at = buffer.AsSpan(0, head).IndexOf(name);
            // Inference-Header-Content-Length ends in the same words.
            while (at > 0 && buffer[at - 1] != '\n') at += name.Length + buffer
                .AsSpan(at + name.Length, head - at - name.Length).IndexOf(name);
            var digits = buffer.AsSpan(at + name.Length);
            expected = head + 4 + int.Parse(digits[..digits.IndexOf((byte)'\r')], CultureInfo.InvariantCulture);
        }
    }
}
