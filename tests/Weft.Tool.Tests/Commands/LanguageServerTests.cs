using System.Text;

namespace Weft.Tool.Tests;

/// <summary>The server as a command; what it answers is tested where it is made.</summary>
public sealed class LanguageServerTests
{
    [Theory]
    [InlineData(ExitCode.Done, "initialize", "shutdown", "exit")]
    [InlineData(ExitCode.BadInput, "initialize", "exit")]
    [InlineData(ExitCode.BadInput, "initialize")]
    public void It_talks_over_standard_input_and_output(ExitCode expected, params string[] methods)
    {
        using var work = new Workplace();
        var messages = methods.Select((method, id) => $$"""{"jsonrpc":"2.0","id":{{id}},"method":"{{method}}"}""");
        var script = string.Concat(messages.Select(message => $"Content-Length: {message.Length}\r\n\r\n{message}"));
        using var output = new MemoryStream();
        using var writer = new StreamWriter(output);
        using var reader = new StreamReader(new MemoryStream(Encoding.ASCII.GetBytes(script)));
        Assert.Equal(expected, Commands.Run(work.Context(writer, TextWriter.Null) with { In = reader }, ["lsp"]));
        var answers = Encoding.UTF8.GetString(output.ToArray());
        Assert.StartsWith("Content-Length: ", answers, StringComparison.Ordinal);
        Assert.Contains($"\"version\":\"{Commands.Version}\"", answers, StringComparison.Ordinal);
    }
}
