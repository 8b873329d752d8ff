using System.Text.Json.Nodes;
using Xunit;

namespace Weft.Frontend.Tests.Dsl.LanguageServer;

/// <summary>What the server answers, over the protocol; <c>|</c> marks the place that is asked about.</summary>
public sealed class FeatureTests
{
    private const string Program = """
        const PI: f64 = 3.5

        /// Adds a multiple of x.
        kernel saxpy(a: f32, x: f32[n], y: inout f32[n]) {
            parallel i in 0..n { y[i] = a * x[i] + y[i] }
        }

        kernel dots(m: f32[h, w]) -> s: f32[h] {
            s[r] = sum(c) m[r, c] * m[r, c]
        }

        func sq(v: f32) -> f32 = v * v

        """;

    [Theory]
    [InlineData("kernel sa|xpy", "kernel saxpy(a: f32, x: f32[n], y: inout f32[n])", "Adds a multiple of x.",
        "2*n flops, 8*n bytes read, 4*n bytes written")]
    [InlineData("kernel do|ts", "kernel dots(m: f32[h, w]) -> s: f32[h]", "2*h*w flops, 8*h*w bytes read, 4*h bytes written", "")]
    [InlineData("const P|I", "const PI: f64 = 3.5", "", "")]
    [InlineData("func s|q", "func sq(v: f32) -> f32", "", "")]
    [InlineData("y[i] = a * |x[i]", "x: f32[n]", "", "")]
    [InlineData("a |* x", null, "", "")]
    [InlineData("parallel i| in", "index i: index", "", "")]
    [InlineData("0..n| {", "extent n: index", "An extent of the arguments.", "")]
    [InlineData("par|allel", "2*n flops, 8*n bytes read, 4*n bytes written, for all turns", "", "")]
    [InlineData("= su|m(c)", "sum(i) x[i]", "Over all values", "")]
    public void Hover(string place, string? first, string second, string third)
    {
        var (session, position) = At(place);
        using var editor = session;
        var answer = (string?)editor.Ask("hover", position)?["contents"]?["value"];
        if (first is null) Assert.True(answer is null || !answer.Contains("flops", StringComparison.Ordinal), answer);
        else Assert.All([first, second, third], part => Assert.Contains(part, answer, StringComparison.Ordinal));
    }

    [Fact]
    public void Hover_says_that_a_kernel_is_fast()
    {
        var (session, position) = EditorSession.At("fast kernel du|st(x: f32[n]) -> s: f32 { s = sum(i) x[i] }\n");
        using var editor = session;
        var answer = (string?)editor.Ask("hover", position)!["contents"]!["value"];
        Assert.Contains("fast kernel dust(x: f32[n]) -> s: f32", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Hover_works_in_a_text_with_errors()
    {
        var (session, position) = EditorSession.At(
            "kernel f(x: f32[n]) -> y: f32[n] {\n    let q = 2 * |x[0]\n    y[i] = q +\n    zz[\n}\n");
        using var editor = session;
        Assert.Contains("x: f32[n]", (string?)editor.Ask("hover", position)!["contents"]!["value"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", new[] { "kernel", "fast kernel", "func", "const" }, new[] { "for", "sqrt" })]
    [InlineData("kernel f(x: |", new[] { "f32", "bool", "inout" }, new[] { "kernel", "sqrt" })]
    [InlineData("kernel f(x: f32[n]) -> y: f32[n] {\n    |\n}",
        new[] { "x", "y", "n", "for", "let", "sqrt", "sum", "f", "f32" }, new[] { "kernel" })]
    [InlineData("kernel f(x: f32[n]) -> y: f32[n] {\n    let here = 1\n    for k in 0..n { y[k] = |",
        new[] { "here", "k", "clamp" }, new[] { "let", "import" })]
    [InlineData("kernel f(x: f32[n]) {\n    for k in 0..n { let inner = 1 }\n    let y = |\n}", new[] { "x" }, new[] { "k", "inner", "y" })]
    [InlineData("kernel f(x: f32[n]) { }\nkernel g(z: f32[n]) -> y: f32[n] { y[i] = z| }", new[] { "z", "f" }, new[] { "x" })]
    [InlineData("kernel f(x: f32[n]) -> y: f32[n] { y[i] = x.| }", new[] { "clamp", "zero" }, new[] { "x", "let" })]
    [InlineData("kernel f() {\n    // note |\n}", new string[0], new[] { "let", "kernel" })]
    public void Completion(string text, string[] some, string[] none)
    {
        var (session, position) = EditorSession.At(text.Contains('|', StringComparison.Ordinal) ? text : text + "|");
        using var editor = session;
        var labels = editor.Ask("completion", position)!.AsArray().Select(item => (string)item!["label"]!).ToList();
        Assert.Empty(some.Except(labels));
        Assert.Empty(labels.Intersect(none));
        Assert.Equal(labels.Distinct(), labels);
    }

    [Theory]
    [InlineData("saxpy(|", "kernel saxpy(a: f32, x: f32[n], y: inout f32[n])", 0)]
    [InlineData("saxpy(2, sq(1)|, ", "kernel saxpy(a: f32, x: f32[n], y: inout f32[n])", 1)]
    [InlineData("clamp(u, min(1, 2), |", "clamp(x, low, high)", 2)]
    [InlineData("clamp(u, min(1, |", "min(x, y)", 1)]
    [InlineData("x[|", null, 0)]
    public void Signature_help(string statement, string? label, int position)
    {
        var (session, place) = EditorSession.At($"{Program}kernel test(x: f32[n]) {{\n    {statement}");
        using var editor = session;
        var answer = editor.Ask("signatureHelp", place);
        Assert.Equal(label, (string?)answer?["signatures"]![0]!["label"]);
        if (answer is not null) Assert.Equal(position, (int)answer["activeParameter"]!);
    }

    [Fact]
    public void Definition_and_references()
    {
        var (session, position) = At("y[i] = a * |x[i]");
        using var editor = session;
        Assert.Equal("3:21-3:22", Text(editor.Ask("definition", position)!["range"]!));
        var all = editor.Request("textDocument/references", References(position, true))!.AsArray();
        Assert.Equal(["3:21-3:22", "4:36-4:37"], all.Select(found => Text(found!["range"]!)));
        Assert.Single(editor.Request("textDocument/references", References(position, false))!.AsArray());
        Assert.Equal(2, editor.Ask("documentHighlight", position)!.AsArray().Count);
    }

    [Fact]
    public void Names_of_imported_files()
    {
        const string Other = "file:///work/b.weft";
        var (session, position) = EditorSession.At("import \"b.weft\"\nfunc f(x: f32) -> f32 = tw|ice(x)\n");
        using var editor = session;
        editor.Open("/// Two of them.\nfunc twice(x: f32) -> f32 = 2 * x\n", Other);
        Assert.Contains("Two of them.", (string?)editor.Ask("hover", position)!["contents"]!["value"], StringComparison.Ordinal);
        var definition = editor.Ask("definition", position)!;
        Assert.Equal((Other, "1:5-1:10"), ((string?)definition["uri"], Text(definition["range"]!)));
        var uses = editor.Request("textDocument/references", References(position, true))!.AsArray().Select(found => (string?)found!["uri"]);
        Assert.Equal([EditorSession.Uri, Other], uses);
    }

    [Fact]
    public void Rename_changes_every_use_or_says_why_not()
    {
        var (session, position) = At("parallel |i in");
        using var editor = session;
        Assert.Equal("i", (string?)editor.Ask("prepareRename", position)!["placeholder"]);
        var edits = editor.Request("textDocument/rename", Rename(position, "at"))!["changes"]![EditorSession.Uri]!.AsArray();
        Assert.Equal(4, edits.Count);
        Assert.All(edits, edit => Assert.Equal("at", (string?)edit!["newText"]));
        foreach (var name in new[] { "x", "n", "for", "2x", "f32", "", "a b" })
            Assert.Equal(-32803, editor.Refused("textDocument/rename", Rename(position, name)));
    }

    [Fact]
    public void A_misspelt_name_has_a_quick_fix()
    {
        using var editor = new EditorSession();
        editor.Open("kernel f(picture: f32[n]) -> y: f32[n] { y[i] = pictre[i] }\n");
        var fixes = editor.Request(
            "textDocument/codeAction",
            new { textDocument = new { uri = EditorSession.Uri }, range = ProtocolTests.Range(0, 50, 0, 50), context = new { } })!;
        var fix = Assert.Single(fixes.AsArray())!;
        Assert.Equal("Write 'picture'", (string?)fix["title"]);
        var edit = Assert.Single(fix["edit"]!["changes"]![EditorSession.Uri]!.AsArray())!;
        Assert.Equal(("picture", "0:48-0:54"), ((string?)edit["newText"], Text(edit["range"]!)));
    }

    [Fact]
    public void Formatting_of_all_and_of_a_part()
    {
        using var editor = new EditorSession();
        const string Ugly = "const  A=1\nconst  B=2;\nkernel f() {x=[1,2,] }";
        editor.Open(Ugly);
        Assert.Equal("const A = 1\nconst B = 2\n\nkernel f() { x = [1, 2] }\n", Apply(Ugly, editor.Ask("formatting")!));
        var part = editor.Request(
            "textDocument/rangeFormatting",
            new { textDocument = new { uri = EditorSession.Uri }, range = ProtocolTests.Range(0, 0, 0, 9), options = new { } })!;
        Assert.Equal("const A = 1\nconst  B=2;\nkernel f() {x=[1,2,] }", Apply(Ugly, part));
        editor.Change(new { text = "kernel f( {" });
        Assert.Empty(editor.Ask("formatting")!.AsArray());
    }

    [Fact]
    public void Outline_folding_and_colours()
    {
        using var editor = new EditorSession();
        editor.Open("// one\n// two\n" + Program);
        Assert.Equal(["PI", "saxpy", "dots", "sq"], editor.Ask("documentSymbol")!.AsArray().Select(symbol => (string)symbol!["name"]!));
        var folds = editor.Ask("foldingRange")!.AsArray()
            .Select(fold => ((int)fold!["startLine"]!, (int)fold["endLine"]!, (string?)fold["kind"]));
        Assert.Contains((0, 1, "comment"), folds);
        Assert.Contains((5, 6, null), folds);
        var data = editor.Ask("semanticTokens/full")!["data"]!.AsArray().Select(number => (int)number!).ToList();
        Assert.Equal(0, data.Count % 5);
        // "// one", "// two", then 'const' and the name of the constant.
        Assert.Equal([0, 0, 6, 0, 0, 1, 0, 6, 0, 0, 1, 0, 5, 1, 0, 0, 6, 2], data[..18]);
    }

    private static (EditorSession, object) At(string place) => EditorSession.At(
        Program.Replace(place.Replace("|", "", StringComparison.Ordinal), place, StringComparison.Ordinal));

    private static object References(object position, bool includeDeclaration) =>
        new { textDocument = new { uri = EditorSession.Uri }, position, context = new { includeDeclaration } };

    private static object Rename(object position, string newName) =>
        new { textDocument = new { uri = EditorSession.Uri }, position, newName };

    private static string Text(JsonNode range) => $"{Point(range["start"]!)}-{Point(range["end"]!)}";

    private static string Point(JsonNode position) => $"{position["line"]}:{position["character"]}";

    private static string Apply(string text, JsonNode edits)
    {
        foreach (var edit in edits.AsArray().Reverse())
        {
            var (start, end) = (Offset(text, edit!["range"]!["start"]!), Offset(text, edit["range"]!["end"]!));
            text = text[..start] + (string?)edit["newText"] + text[end..];
        }

        return text;
    }

    private static int Offset(string text, JsonNode position)
    {
        var start = 0;
        for (var line = (int)position["line"]!; line > 0; line--) start = text.IndexOf('\n', start) + 1;
        return start + (int)position["character"]!;
    }
}
