using System.Globalization;
using System.Text;
using Weft.Frontend.Dsl;
using Weft.Frontend.Dsl.Lowering;
using Xunit;

namespace Weft.Frontend.Tests.Dsl;

/// <summary>Large files are compiled by several threads: nothing that comes of it may tell.</summary>
public sealed class SideBySideTests
{
    private const int Copies = 90;

    private const string Declarations = """
        /// Sums of rows, number @.
        kernel rows@(a: f32[m, n]) -> (s: f32[m], peak: f32) {
            s[i] = sum(j) a[i, j]
            peak = max(i) s[i]
        }

        record Point@ {
            x: f32
            y: f32
        }

        func dot@(a: Point@, b: Point@) -> f32 = a.x * b.x + a.y * b.y

        // A word about what follows.
        kernel lengths@(ps: Point@[n]) -> d: f32[n] {
            parallel i in 0..n {
                var t = dot@(ps[i], ps[i]) * SCALE[0]
                if t > 1 { t = sqrt(t) } else { t = 0 }
                d[i] = t
            }
        }


        """;

    private static readonly string Text = Write(Copies);

    [Theory]
    [InlineData("as it is", "", "")]
    [InlineData("line ends of another kind", "\n", "\r\n")]
    [InlineData("no brace stands by itself", "\n}\n", "\n }\n")]
    [InlineData("a comment that looks like the end of a declaration", "record Point7 {", "/* {\n}\n */ record Point7 {")]
    [InlineData("a comment that is left open", "record Point7 {", "/* record Point7 {")]
    [InlineData("a generic kernel", "record Point7 {", "kernel half<T: float>(x: T) -> y: T { y = x / 2 }\n\nrecord Point7 {")]
    [InlineData("a missing word", "func dot60(a:", "func dot60(a")]
    [InlineData("two mistakes of syntax", "else { t = 0 }\n        d[i] = t\n    }\n}\n\n/// Sums of rows, number 9", "else t = 0 /// 9")]
    [InlineData("a name that is not known", "sqrt(t)", "sqrt(u)")]
    [InlineData("a name that is declared twice", "dot60(a: Point60, b: Point60)", "dot1(a: Point60, b: Point60)")]
    [InlineData("an output that nothing writes", "    peak = max(i) s[i]\n", "")]
    [InlineData("a call in a circle", "b: Point70) -> f32 = a.x", "b: Point70) -> f32 = dot70(a, b)")]
    [InlineData("braces that do not match", "kernel lengths50(ps", "} kernel lengths50(ps")]
    [InlineData("lines that end elsewhere", "else { t = 0 }", "\n}\nelse { t = 0 }")]
    [InlineData("a line that goes on behind a brace", "    y: f32\n}\n", "    y: f32\n}\n+ 1\n")]
    public void Nothing_tells_how_many_threads_there_were(string what, string old, string replacement)
    {
        var text = old.Length == 0 ? Text : Text.Replace(old, replacement, StringComparison.Ordinal);
        Assert.True(text != Text || old.Length == 0, what);
        var expected = Tell(text, threads: 1);
        Assert.Equal(expected, Tell(text, threads: 3));
    }

    [Fact]
    public void A_func_changes_what_its_name_means_in_all_of_the_file()
    {
        // Where no func is called 'sum', this begins a sum over x and y of what follows.
        var text = Text.Replace("= a.x * b.x", "= sum(a.x, b.x) - 1", StringComparison.Ordinal);
        Assert.Contains("error WF", Tell(text, threads: 3), StringComparison.Ordinal);
        text += "func sum(a: f32, b: f32) -> f32 = a + b\n";
        var expected = Tell(text, threads: 1);
        Assert.DoesNotContain("error WF", expected, StringComparison.Ordinal);
        Assert.Equal(expected, Tell(text, threads: 3));
    }

    [Fact]
    public void The_parts_are_whole()
    {
        var (file, diagnostics) = WeftCompilation.Parse("large.weft", Text, new() { Threads = 4 });
        Assert.Empty(diagnostics);
        Assert.Equal((4 * Copies) + 1, file.Declarations.Length);
        var lines = Text.Split('\n');
        foreach (var declaration in file.Declarations)
        {
            var first = lines[declaration.Span.Line - 1];
            Assert.StartsWith(first[(declaration.Span.Column - 1)..].TrimEnd(), Text[declaration.Span.Offset..], StringComparison.Ordinal);
        }
    }

    /// <summary>All that a compilation says.</summary>
    private static string Tell(string text, int threads)
    {
        var options = new CompilationOptions { Threads = threads };
        var bound = WeftCompilation.Compile("large.weft", text, options);
        var all = new StringBuilder();
        foreach (var diagnostic in bound.Diagnostics) all.AppendLine(diagnostic.ToString());
        foreach (var place in bound.Names.All)
            all.AppendLine(CultureInfo.InvariantCulture, $"{place.Span} {place.Symbol.Name} {place.Symbol.Location} {place.IsDeclaration}");
        return all.Append(bound.Program is { } program ? ProgramLowering.Lower(program, threads) : null).ToString();
    }

    private static string Write(int copies)
    {
        var text = new StringBuilder("const SCALE: f32[2] = [1, 2]\n\n");
        for (var i = 0; i < copies; i++)
            text.Append(Declarations.Replace("@", i.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        return text.ToString();
    }
}
