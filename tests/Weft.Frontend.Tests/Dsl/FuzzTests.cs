using Weft.Frontend.Dsl;
using Xunit;

namespace Weft.Frontend.Tests.Dsl;

/// <summary>Any text gives diagnostics or a program, never an exception. Seeds are fixed; a failure prints its text.</summary>
public sealed class FuzzTests
{
    private static readonly string[] Fragments =
    [
        "(", ")", "[", "]", "{", "}", "\n", ";", ",", "..", "->", ":", "=", "+=", "min=", "?", "&&", "-", "!", "*", "/", "/*", "*/", "//",
        "///", "kernel", "func", "workflow", "const", "import", "let", "var", "for", "parallel", "while", "if", "else", "in",
        "inout", "out",
        "step", "break", "continue", "return", "true", "sum", "max", "argmin", "f32", "index", "bool", "i", "n", "x", "y", "0", "1", "1.5",
        "1e400", "0x", "99999999999999999999999", "0..n", "x[i]", "sum(p)", "f32[n]", "$", "\"", "\u03b1", "\ud83d\ude00", "\0", "\r",
        "1.f", "else if", "(a, b) =", "f(x)",
    ];

    public static TheoryData<string> Files => SampleTests.Files;

    [Theory]
    [MemberData(nameof(Files))]
    public void Mutated_programs_never_throw(string file)
    {
        var declarations = File.ReadAllText(Path.Combine(SampleTests.Folder, file)).Split("\n\n");
        for (var seed = 0; seed < 800; seed++)
        {
            var random = new Random(seed);
            // Some declarations are enough: they call each other, or miss the one they call.
            var text = string.Join("\n\n", declarations.Where(_ => random.Next(declarations.Length) < 4));
            for (var edits = random.Next(1, 6); edits > 0; edits--) text = Mutate(text, random);
            var failure = Record.Exception(() => Check(text));
            Assert.True(failure is null, $"seed {seed}: {failure}\n--- in\n{text}");
        }
    }

    [Fact]
    public void Random_words_never_throw()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var words = Enumerable.Range(0, random.Next(1, 60)).Select(_ => Fragments[random.Next(Fragments.Length)]);
            var text = (seed % 2 == 0 ? "kernel k(x: f32[n], i: i32) -> y: f32[n] {\n" : "") + string.Join(' ', words);
            var failure = Record.Exception(() => Check(text));
            Assert.True(failure is null, $"seed {seed}: {failure}\n--- in\n{text}");
        }
    }

    private static void Check(string text)
    {
        var result = WeftCompilation.Compile("fuzz.weft", text);
        Assert.Equal(result.Diagnostics.HasErrors, result.Program is null);
        if (result.Program is { } program) BoundTreeChecker.Check(program);
    }

    private static string Mutate(string text, Random random)
    {
        if (text.Length < 2) return Fragments[random.Next(Fragments.Length)];
        var at = random.Next(text.Length);
        var length = Math.Min(random.Next(1, 12), text.Length - at);
        var other = random.Next(text.Length);
        return random.Next(5) switch
        {
            0 => text.Remove(at, length),
            1 => text.Insert(at, Fragments[random.Next(Fragments.Length)]),
            2 => text.Remove(at, length).Insert(at, $" {Fragments[random.Next(Fragments.Length)]} "),
            3 => text.Insert(other, text.Substring(at, length)),
            _ => text.Remove(at, 1).Insert(at, ((char)random.Next(32, 127)).ToString()),
        };
    }
}
