using System.CommandLine;
using Weft.KaaS;
using Weft.KaaS.Client;
using Weft.Runtime;

namespace Weft.Tool;

/// <summary>Which server a command talks to: the options, then WEFT_URL and WEFT_TOKEN, then the local server's files.</summary>
internal sealed class ServerAddress
{
    private readonly Option<string?> _to = new("--to") { Description = "the server's URL" };
    private readonly Option<string?> _token = new("--token") { Description = "the server's token" };

    /// <summary>Where a server keeps its state when nothing else is said, and clients look for its address.</summary>
    public static string DirectoryOf(ToolContext context) => Path.Combine(context.HomeDirectory ?? context.CurrentDirectory, ".weft");

    public void AddTo(Command command)
    {
        command.Options.Add(_to);
        command.Options.Add(_token);
    }

    public KaasClient Connect(ToolContext context, ParseResult parsed)
    {
        var url = parsed.GetValue(_to) ?? context.Variable("WEFT_URL") ?? ReadLocal(context, "url", path => File.ReadAllText(path).Trim());
        var token = parsed.GetValue(_token) ?? context.Variable("WEFT_TOKEN") ?? ReadLocal(context, "token", AccessTokens.ReadFirst);
        if (url is null || token is null) throw new WeftException(ToolDiagnostics.NoServer.At(default));
        var isAddress = Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https";
        return isAddress ? new KaasClient(address!, token) : throw new WeftException(ToolDiagnostics.BadAddress.At(default, url));
    }

    private static string? ReadLocal(ToolContext context, string name, Func<string, string?> read)
    {
        var path = Path.Combine(DirectoryOf(context), name);
        try
        {
            return Path.Exists(path) ? read(path) : null;
        }
        catch (Exception problem) when (FileProblem.Is(problem))
        {
            throw new WeftException(ToolDiagnostics.NotReadable.At(default, path, FileProblem.Describe(problem, path)), problem);
        }
    }
}
