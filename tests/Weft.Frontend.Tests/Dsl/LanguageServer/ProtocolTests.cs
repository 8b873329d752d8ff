using Xunit;

namespace Weft.Frontend.Tests.Dsl.LanguageServer;

/// <summary>The life of a connection, and what a client may do wrong.</summary>
public sealed class ProtocolTests
{
    private static readonly object Document = new { textDocument = new { uri = EditorSession.Uri } };

    [Fact]
    public void A_session_begins_and_ends_as_the_protocol_says()
    {
        using var editor = new EditorSession(isInitialized: false);
        Assert.Equal(-32002, editor.Refused("textDocument/hover", Document));
        var answer = editor.Request("initialize", new { capabilities = new { } })!;
        Assert.Equal("1.2.3", (string?)answer["serverInfo"]!["version"]);
        Assert.Equal("utf-16", (string?)answer["capabilities"]!["positionEncoding"]);
        Assert.Equal(-32600, editor.Refused("initialize", new { }));
        editor.Notify("initialized", new { });
        Assert.Null(editor.Request("shutdown", null));
        Assert.Equal(-32600, editor.Refused("textDocument/hover", Document));
        Assert.True(editor.Exit());
    }

    [Fact]
    public void An_exit_without_a_shutdown_is_an_error() => Assert.False(new EditorSession().Exit());

    [Fact]
    public void Unknown_methods_and_wrong_parameters_are_refused_and_the_session_goes_on()
    {
        using var editor = new EditorSession();
        Assert.Equal(-32601, editor.Refused("textDocument/inlayHint", Document));
        Assert.Equal(-32602, editor.Refused("textDocument/formatting", null));
        Assert.Equal(-32602, editor.Refused("textDocument/formatting", new { textDocument = 3 }));
        Assert.Equal(-32602, editor.Refused("textDocument/formatting", new { textDocument = new { uri = (string?)null } }));
        Assert.Equal(-32602, editor.Refused("textDocument/formatting", Document));
        editor.Notify("$/unknown", new { });
        editor.Notify("textDocument/didChange", new { });
        Assert.Empty(editor.Open("const A = 1\n"));
    }

    [Fact]
    public void What_is_no_message_is_answered_and_the_session_goes_on()
    {
        using var editor = new EditorSession();
        (string, int)[] wrong = [("{", -32700), ("[1]", -32600), ("{}", -32600), ("{\"method\": 3}", -32600), ("\u0001", -32700)];
        foreach (var (body, code) in wrong)
        {
            editor.Write(body);
            Assert.Equal(code, (int)editor.Answer(null)["error"]!["code"]!);
        }

        editor.Write("{\"id\": 7, \"result\": null}");
        editor.WriteRaw("\r\nnoise\r\nContent-Length: many\r\n\r\nContent-Type: x\r\n\r\n");
        Assert.Empty(editor.Open("const A = 1\n"));
    }

    [Fact]
    public void A_request_that_is_cancelled_before_its_turn_is_not_answered()
    {
        using var editor = new EditorSession();
        // Long enough for the cancellation to be read while it is compiled.
        editor.Notify("textDocument/didOpen", new
        {
            textDocument = new
            {
                uri = EditorSession.Uri, languageId = "weft", version = 1,
                text = string.Concat(Enumerable.Range(0, 2000)
                    .Select(i => $"kernel k{i}(x: f32[n]) -> y: f32[n] {{ y[i] = x[i] * {i} }}\n")),
            },
        });
        editor.Send("textDocument/semanticTokens/full", Document);
        var id = editor.Send("textDocument/formatting", Document);
        editor.Notify("$/cancelRequest", new { id });
        Assert.Equal(-32800, (int)editor.Answer(id)["error"]!["code"]!);
    }

    [Fact]
    public void Messages_follow_the_text_and_go_when_it_is_closed()
    {
        using var editor = new EditorSession();
        var found = Assert.Single(editor.Open("kernel f(x: f32[n]) -> y: f32[n] {\n    y[i] = z[i]\n}\n"))!;
        Assert.Equal("WF1020", (string?)found["code"]);
        Assert.Equal(1, (int)found["severity"]!);
        Assert.Equal((1, 11, 12), (
            (int)found["range"]!["start"]!["line"]!, (int)found["range"]!["start"]!["character"]!,
            (int)found["range"]!["end"]!["character"]!));
        Assert.Empty(editor.Change(new { range = Range(1, 11, 1, 12), text = "x" }));
        Assert.Equal("WF1023", (string?)Assert.Single(editor.Change(new { text = "const A = 1\nconst A = 2\n" }))!["code"]);
        editor.Notify("textDocument/didClose", Document);
        var last = editor.Next(message => (int?)message["params"]?["version"] == 0);
        Assert.Empty(last["params"]!["diagnostics"]!.AsArray());
    }

    [Fact]
    public void A_message_names_the_other_place()
    {
        using var editor = new EditorSession();
        var found = Assert.Single(editor.Open("const A = 1\nconst A = 2\n"))!;
        var related = Assert.Single(found["relatedInformation"]!.AsArray())!;
        Assert.Equal("first declared here", (string?)related["message"]);
        var place = related["location"]!;
        Assert.Equal((EditorSession.Uri, 0), ((string?)place["uri"], (int)place["range"]!["start"]!["line"]!));
    }

    internal static object Range(int line, int character, int endLine, int endCharacter) =>
        new { start = new { line, character }, end = new { line = endLine, character = endCharacter } };
}
