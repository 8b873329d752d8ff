using System.Diagnostics;
using Weft.Frontend.Dsl;
using Weft.IR;
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
        "1.f", "else if", "(a, b) =", "f(x)", "record", "P { x: 1 }", ".", "x.clamp[i]", "where", "assert", "scatter (i)", "unique",
        "time t in 0..3",
        "u'[i]", "reduce f (i)", "from", "<T: float>", "f<f32>(", "[1, 2]", "p.x.y",
    ];

    public static TheoryData<string> Files => SampleTests.Files;

    [Theory]
    [MemberData(nameof(Files))]
    public void Mutated_programs_never_throw(string file)
    {
        var declarations = File.ReadAllText(Path.Combine(SampleTests.Folder, file)).Split("\n\n");
        Try(300, random =>
        {
            // Some declarations are enough: they call each other, or miss the one they call.
            var text = string.Join("\n\n", declarations.Where(_ => random.Next(declarations.Length) < 4));
            for (var edits = random.Next(1, 6); edits > 0; edits--) text = Mutate(text, random);
            return text;
        });
    }

    [Fact]
    public void Random_words_never_throw() => Try(500, random =>
    {
        var words = Enumerable.Range(0, random.Next(1, 60)).Select(_ => Fragments[random.Next(Fragments.Length)]);
        return (random.Next(2) == 0 ? "kernel k(x: f32[n], i: i32) -> y: f32[n] {\n" : "") + string.Join(' ', words);
    });

    [Fact]
    public void Random_programs_become_valid_code() =>
        Assert.InRange(Try(300, random => new ProgramGenerator(random).Program()), 0.1, 0.95);

    [Fact]
    public void Mutated_random_programs_never_throw() => Try(150, random => Mutate(new ProgramGenerator(random).Program(), random));

    /// <returns>The part of the texts that are programs.</returns>
    private static double Try(int count, Func<Random, string> write)
    {
        var (good, tried) = (0, 0);
        foreach (var seed in FuzzSeeds.AtLeast(count))
        {
            tried++;
            var text = write(new Random(seed));
            var failure = Record.Exception(() => good += Check(text) ? 1 : 0);
            Assert.True(failure is null, $"seed {seed}: {failure}\n--- in\n{text}");
        }

        return (double)good / tried;
    }

    /// <summary>Whether a text is a program; then what it becomes is valid.</summary>
    private static bool Check(string text)
    {
        var start = Stopwatch.GetTimestamp();
        var result = WeftCompilation.Compile("fuzz.weft", text);
        Assert.Equal(result.Diagnostics.HasErrors, result.Program is null);
        if (result.Program is not { } program) return false;
        BoundTreeChecker.Check(program);
        var (module, diagnostics) = WeftCompilation.Lower("fuzz.weft", text, new IrContext(StandardDialects.All));
        Assert.True(module is not null, string.Join('\n', diagnostics));
        Assert.True(Stopwatch.GetElapsedTime(start).TotalSeconds < 60, "this takes too long");
        return true;
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
