using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using Weft.KaaS.Client;

namespace Weft.Benchmarks;

/// <summary>A 4 KiB array to a server on this machine and back, over one connection.</summary>
internal static class RoundTripTable
{
    private const int Bytes = 4096;

    private const string Json = """
        {"inputs":[{"name":"x","shape":[1024],"datatype":"FP32","parameters":{"binary_data_size":4096}}],
         "parameters":{"binary_data_output":true}}
        """;

    public static Section Run(Effort effort)
    {
        using var server = new ServerProcess();
        using (var client = new KaasClient(server.Address, server.Token))
        {
            var source = File.ReadAllBytes(WeftKernels.PathOf("echo.weft"));
            client.DeployAsync(source, new DeployOptions { File = "echo.weft" }).GetAwaiter().GetResult();
        }

        var head = $"POST /v2/models/echo/infer HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {server.Token}\r\n"
            + $"Inference-Header-Content-Length: {Json.Length}\r\nContent-Length: {Json.Length + Bytes}\r\n\r\n";
        var values = new byte[Bytes];
        NativeArray.Fill(MemoryMarshal.Cast<byte, float>(values.AsSpan()), seed: 1, scale: 1);
        byte[] request = [.. Encoding.ASCII.GetBytes(head + Json), .. values];
        using var tcp = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        tcp.Connect(server.Address.Host, server.Address.Port);
        using var unix = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        unix.Connect(new UnixDomainSocketEndPoint(server.Socket));

        (string Name, Socket Socket)[] ways = [("TCP", tcp), ("Unix socket", unix)];
        var times = ways.Select(_ => new List<double>()).ToArray();
        // The server's code reaches its last tier after some ten thousand requests.
        var (warmUp, calls) = effort.IsSmoke ? (1, 1) : (20, 1000);
        for (var round = -warmUp; round < effort.Rounds; round++)
            for (var i = 0; i < ways.Length; i++) Turn(ways[i].Socket, request, values, calls, round < 0 ? [] : times[i]);

        return new("Round trip of a 4 KiB binary inference, server in another process",
            "one connection, one request at a time, wall time; the kernel copies 1024 numbers. Both processes and whatever else runs share "
            + "the machine's cores.",
            ["", "best", "p50", "p90", "p99"],
            [.. ways.Select((w, i) => Form.Row(w.Name, times[i], 0, 0.5, 0.9, 0.99))]);
    }

    private static void Turn(Socket socket, byte[] request, byte[] values, int calls, List<double> times)
    {
        var answer = new byte[16384];
        for (var i = 0; i < calls; i++)
        {
            var start = Stopwatch.GetTimestamp();
            socket.Send(request);
            var length = Receive(socket, answer);
            times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            if (!answer.AsSpan(0, length).EndsWith(values))
                throw new InvalidOperationException(Encoding.ASCII.GetString(answer, 0, Math.Min(length, 400)));
        }
    }

    private static int Receive(Socket socket, byte[] buffer)
    {
        var (received, expected) = (0, int.MaxValue);
        while (received < expected)
        {
            received += socket.Receive(buffer, received, buffer.Length - received, SocketFlags.None);
            if (expected != int.MaxValue) continue;
            var head = buffer.AsSpan(0, received).IndexOf("\r\n\r\n"u8);
            if (head < 0) continue;
            // With the line's end before it: Inference-Header-Content-Length ends in the same words.
            var name = "\nContent-Length: "u8;
            var digits = buffer.AsSpan(buffer.AsSpan(0, head).IndexOf(name) + name.Length);
            expected = head + 4 + int.Parse(digits[..digits.IndexOf((byte)'\r')], CultureInfo.InvariantCulture);
        }

        return received;
    }
}
