using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Weft.Runtime;

namespace Weft.KaaS.Host;

/// <summary>Where and how Kestrel listens.</summary>
internal static class Listener
{
    private const int MaxConnections = 4096;

    public static void Configure(KestrelServerOptions kestrel, KaasOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = Math.Max(options.Limits.MaxRequestBytes, options.Limits.MaxSourceBytes);
        kestrel.Limits.MaxConcurrentConnections = MaxConnections;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http1);
        if (options.Listen is { } url) Listen(kestrel, url);
        if (options.Socket is { } socket)
        {
            Prepare(socket);
            kestrel.ListenUnixSocket(socket);
        }

        if (options is { Listen: null, Socket: null }) throw Bad("(nothing)", "give a URL or a socket");
    }

    /// <summary>Lets only the owner connect.</summary>
    public static void Protect(string socket)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(socket, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private static void Listen(KestrelServerOptions kestrel, string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttp || uri.PathAndQuery != "/")
            throw Bad(url, "expected http://HOST:PORT; for TLS put a proxy in front");
        if (uri.Host == "localhost" && uri.Port != 0) kestrel.ListenLocalhost(uri.Port);
        else if (uri.Host == "localhost") kestrel.Listen(IPAddress.Loopback, 0);
        else if (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address)) kestrel.Listen(address, uri.Port);
        else throw Bad(url, "the host must be an IP address or localhost");
    }

    // A socket whose server is gone refuses connections and blocks its address; it is removed.
    private static void Prepare(string path)
    {
        if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path)))) throw Bad(path, "there is no such directory");
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            var address = new UnixDomainSocketEndPoint(path);
            if (!File.Exists(path)) return;
            probe.Connect(address);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw Bad(path, "the path is too long for a socket");
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
        {
            // Any other file refuses connections as well, and is not ours to remove.
            if (!IsSocket(path)) throw Bad(path, "the file there is not a socket");
            File.Delete(path);
            return;
        }
        catch (SocketException e)
        {
            throw Bad(path, e.Message);
        }

        throw Bad(path, "another server listens there");
    }

    // What the path names cannot be asked for, but only a socket can never be opened: ENXIO on Linux, EOPNOTSUPP on macOS.
    private static bool IsSocket(string path)
    {
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException e)
        {
            return e.HResult is 6 or 102;
        }
    }

    private static WeftException Bad(string address, string problem) => new(KaasDiagnostics.BadAddress.At(default, address, problem));
}
