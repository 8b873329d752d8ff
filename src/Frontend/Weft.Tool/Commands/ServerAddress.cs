using System.CommandLine;
using Weft.KaaS.Client;
using Weft.Runtime;

namespace Weft.Tool;

/// <summary>Which server a command talks to: the options, then WEFT_URL and WEFT_TOKEN, then the local server's files.</summary>
internal sealed class ServerAddress
{
    private readonly Option<string?> _to = new("--to") { Description = "the server's URL" };
    private readonly Option<string?> _token = new("--token") { Description = "the server's token" };

    /// <summary>Where a server keeps its state when nothing else is said, and clients look for its address.</summary>
    public static string DefaultDirectory => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".weft");

    public void AddTo(Command command)
    {
        command.Options.Add(_to);
        command.Options.Add(_token);
    }

    public KaasClient Connect(ParseResult parsed)
    {
        var url = parsed.GetValue(_to) ?? Environment.GetEnvironmentVariable("WEFT_URL") ?? ReadLocal("url");
        var token = parsed.GetValue(_token) ?? Environment.GetEnvironmentVariable("WEFT_TOKEN") ?? ReadLocal("token");
        if (url is null || token is null || !Uri.TryCreate(url, UriKind.Absolute, out var address)) throw new WeftException(ToolDiagnostics.NoServer.At(default));
        return new KaasClient(address, token);
    }

    private static string? ReadLocal(string name)
    {
        var path = Path.Combine(DefaultDirectory, name);
        return File.Exists(path) ? File.ReadLines(path).FirstOrDefault()?.Trim() : null;
    }
}
