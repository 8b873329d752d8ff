using Xunit;

namespace Weft.Frontend.Tests.Dsl;

/// <summary>Words that mean something in some places are names in all others: no program breaks because the language grew.</summary>
public sealed class WordTests
{
    [Theory]
    [InlineData("as")]
    [InlineData("assert")]
    [InlineData("deadline")]
    [InlineData("fast")]
    [InlineData("from")]
    [InlineData("on")]
    [InlineData("record")]
    [InlineData("reduce")]
    [InlineData("scan")]
    [InlineData("scatter")]
    [InlineData("schedule")]
    [InlineData("step")]
    [InlineData("time")]
    [InlineData("unique")]
    [InlineData("where")]
    public void Are_names_where_they_mean_nothing_else(string word) => DslTest.Good($$"""
        kernel k({{word}}: f32, x: f32[n]) -> y: f32[n] {
            var z = {{word}} + 1
            z = z * {{word}}
            y[i] = {{word}} < z ? x[i] : {{word}}
        }
        kernel named(x: f32[n]) -> {{word}}: f32 {
            {{word}} = x[0]
            {{word}} += 1
        }
        """);
}
