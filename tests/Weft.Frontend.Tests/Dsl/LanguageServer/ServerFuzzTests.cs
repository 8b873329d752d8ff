using Weft.Frontend.Dsl;
using Xunit;

namespace Weft.Frontend.Tests.Dsl.LanguageServer;

/// <summary>An editor whose user types anything and asks for everything. Seeds are fixed; a failure prints its text.</summary>
public sealed class ServerFuzzTests
{
    private static readonly string[] Methods =
    [
        "hover", "completion", "signatureHelp", "definition", "documentHighlight", "prepareRename", "references", "rename", "codeAction",
        "documentSymbol", "foldingRange", "semanticTokens/full", "formatting", "rangeFormatting",
    ];

    private static readonly string[] Words =
    [
        "(", ")", "[", "]", "{", "}", "\n", "\r\n", ";", ",", "..", "->", ":", "=", "?", "/*", "*/", "// ", "///", "kernel ", "record ",
        "let ", "for ", "in ", "sum(i) ", "x", "n", "1.5", "é", "\ud83d\ude00", "\t", "import \"a\"", "@ cpu", "'", "\"", ".", "<f32>",
    ];

    public static TheoryData<string> Files => SampleTests.Files;

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_request_is_answered_and_the_server_keeps_the_text(string file)
    {
        var declarations = File.ReadAllText(Path.Combine(SampleTests.Folder, file)).Split("\n\n");
        using var editor = new EditorSession();
        foreach (var seed in FuzzSeeds.AtLeast(40))
        {
            var random = new Random(seed);
            var text = string.Join("\n\n", declarations.Where(_ => random.Next(declarations.Length) < 4));
            editor.Open(text);
            for (var edits = 0; edits < 4; edits++)
            {
                var start = random.Next(text.Length + 1);
                var end = Math.Min(text.Length, start + random.Next(3) * random.Next(12));
                var word = Words[random.Next(Words.Length)];
                var range = new { start = EditorSession.Place(text, start), end = EditorSession.Place(text, end) };
                // Places between the halves of a line end or of a character are none.
                if (SplitsPair(text, start) || SplitsPair(text, end)) continue;
                var found = editor.Change(new { range, text = word });
                text = text[..start] + word + text[end..];
                var expected = WeftCompilation.Compile("/work/a.weft", text, new() { ReadFile = _ => null }).Diagnostics
                    .Select(diagnostic => diagnostic.Message);
                Assert.Equal(expected, found.Select(message => (string)message!["message"]!));
                Ask(editor, text, random, seed);
            }
        }
    }

    private static void Ask(EditorSession editor, string text, Random random, int seed)
    {
        var method = Methods[random.Next(Methods.Length)];
        var position = EditorSession.Place(text, random.Next(text.Length + 1));
        var id = editor.Send($"textDocument/{method}", new
        {
            textDocument = new { uri = EditorSession.Uri },
            position,
            range = new { start = position, end = EditorSession.Place(text, text.Length) },
            context = new { includeDeclaration = true },
            newName = "other",
        });
        var error = editor.Answer(id)["error"];
        Assert.True((int?)error?["code"] is null or -32803, $"seed {seed}, {method}: {error}\n--- in\n{text}");
    }

    private static bool SplitsPair(string text, int offset) => offset > 0 && offset < text.Length
        && ((text[offset - 1] == '\r' && text[offset] == '\n') || char.IsSurrogatePair(text[offset - 1], text[offset]));
}
