using Antlr4.Runtime;
using Antlr4.Runtime.Tree;
using Weft.Frontend.Dsl;
using Weft.Frontend.Dsl.Formatting;
using Weft.Frontend.Dsl.Grammar;
using Weft.Frontend.Dsl.Parsing;
using Weft.IR;
using Xunit;

namespace Weft.Frontend.Tests.Dsl.Formatting;

/// <summary>What holds for any program: formatting keeps words, comments and meaning, and is done after once.</summary>
public sealed class FormatterPropertyTests
{
    // What no program of the samples has, with what it looks like.
    private const string Rest = """
        import "a.weft"

        """;

    public static TheoryData<string> Files => SampleTests.Files;

    [Theory]
    [MemberData(nameof(Files))]
    public void A_program_keeps_its_words_and_its_meaning(string file) => Check(Read(file), Meaning(Read(file)));

    [Theory]
    [MemberData(nameof(Files))]
    public void So_does_one_with_comments_everywhere(string file)
    {
        var (text, meaning) = (Read(file), Meaning(Read(file)));
        for (var seed = 0; seed < 25; seed++) Check(new Sprinkler(seed).Sprinkle(text), meaning);
    }

    [Fact]
    public void Every_rule_of_the_grammar_occurs_in_these_programs()
    {
        var seen = new HashSet<Type>();
        foreach (var file in SampleTests.Files) Collect(FileParser.Read("f.weft", Read(file)).Root!, seen);
        Collect(FileParser.Read("f.weft", Rest).Root!, seen);
        var all = typeof(WeftParser).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(ParserRuleContext)));
        // Rules whose alternatives have names occur as those.
        var concrete = all.Where(type => !all.Any(other => other.BaseType == type));
        Assert.Equal("", string.Join(", ", concrete.Except(seen).Select(type => type.Name)));
    }

    private static void Check(string text, string meaning)
    {
        var formatted = Formatted(text);
        Assert.Equal(SourceWords.Kept(text), SourceWords.Kept(formatted));
        Assert.Equal(formatted, Formatted(formatted));
        Assert.True(Meaning(formatted) == meaning, $"the meaning changed in\n{formatted}");
        Assert.DoesNotContain(" \n", formatted, StringComparison.Ordinal);
        Assert.DoesNotContain("\n\n\n", formatted, StringComparison.Ordinal);
    }

    private static string Formatted(string text)
    {
        var (formatted, diagnostics) = Formatter.Format("f.weft", text);
        Assert.True(formatted is not null, $"{string.Join('\n', diagnostics)}\n--- in\n{text}");
        return formatted;
    }

    private static string Meaning(string text)
    {
        var result = WeftCompilation.Lower("f.weft", text, new IrContext(StandardDialects.All));
        Assert.True(result.Module is not null, $"{string.Join('\n', result.Diagnostics)}\n--- in\n{text}");
        return result.Module.ToString();
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(SampleTests.Folder, file));

    private static void Collect(IParseTree node, HashSet<Type> seen)
    {
        seen.Add(node.GetType());
        for (var i = 0; i < node.ChildCount; i++) Collect(node.GetChild(i), seen);
    }
}
