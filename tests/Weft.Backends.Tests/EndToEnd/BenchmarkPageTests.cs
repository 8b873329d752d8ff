using Weft.Benchmarks;

namespace Weft.Backends.Tests.EndToEnd;

/// <summary>How the page of benchmarks is put together.</summary>
public sealed class BenchmarkPageTests
{
    private static readonly Target s_time = new("time", Unit.Seconds, 1e-3);
    private static readonly Target s_ratio = new("ratio", Unit.Ratio, 2, 1);

    private static readonly Section s_section = new("Title", "Says.", ["", "a"], [["row", "1"]])
    {
        Findings = [new(s_ratio, 1.5), new(s_time, 2e-3)],
        Shortfalls = [("table row", "0.50 of gcc.")],
    };

    [Theory]
    [InlineData(2, "reached")]
    [InlineData(1.5, "above the floor")]
    [InlineData(0.5, "not reached")]
    public void A_ratio_is_at_least_its_target(double value, string verdict) => Assert.Equal(verdict, s_ratio.Verdict(value));

    [Theory]
    [InlineData(1e-3, "reached")]
    [InlineData(1.1e-3, "not reached")]
    public void A_time_is_at_most_its_target(double value, string verdict) => Assert.Equal(verdict, s_time.Verdict(value));

    [Fact]
    public void A_section_says_why_it_falls_short()
    {
        var reasons = Reasons.Parse("For readers.\n\n## time\nIt waits.\n\nLong.\n\n## table row\nIt jumps.\n\n## else\nNot here.\n");
        Assert.Equal(["time", "table row", "else"], reasons.Names);
        Assert.Equal(
            """
            ## Title

            Says.

            | figure | measured | target | floor | verdict |
            | --- | ---: | ---: | ---: | ---: |
            | ratio | 1.50 | 2.00 | 1.00 | above the floor |
            | time | 2.00 ms | 1.00 ms |  | not reached |

            |  | a |
            | --- | ---: |
            | row | 1 |

            What falls short:

            - **time**: It waits. Long.
            - **table row**: 0.50 of gcc. It jumps.

            """, s_section.ToMarkdown(reasons));
    }

    [Fact]
    public void A_table_replaces_its_section_and_leaves_the_others()
    {
        var reasons = Reasons.Parse("");
        string[] order = ["first", "second"];
        var page = Page.Parse("# An old page\n").With("second", "## Two\n\nOld.").With("gone", "## Gone").With("first", "## One");
        var written = page.ToMarkdown("# Page", order);
        var again = Page.Parse(written).With("second", s_section.ToMarkdown(reasons)).ToMarkdown("# Page", order);
        Assert.Contains("<!-- table first -->\n## One\n\n<!-- table second -->\n## Title\n", again, StringComparison.Ordinal);
        Assert.DoesNotContain("Old.", again, StringComparison.Ordinal);
        Assert.DoesNotContain("Gone", again, StringComparison.Ordinal);
        Assert.StartsWith(
            """
            # Page

            ## What is to be reached

            | figure | measured | target | floor | verdict | table |
            | --- | ---: | ---: | ---: | ---: | ---: |
            | ratio | 1.50 | 2.00 | 1.00 | above the floor | second |
            | time | 2.00 ms | 1.00 ms |  | not reached | second |

            """, again, StringComparison.Ordinal);
        Assert.Equal(again, Page.Parse(again).ToMarkdown("# Page", order));
    }

    [Fact]
    public void Bars_are_about_kernels_that_there_are()
    {
        (Suite Suite, IEnumerable<Bar> Bars)[] all =
        [
            (Operators.Suite, [.. Targets.Operators, .. Targets.DotNet]), (Rodinia.Suite, Targets.Rodinia),
            (PolyBench.Suite, [.. Targets.PolyBenchLarge, .. Targets.PolyBenchLargeSingle, .. Targets.PolyBenchMedium]),
        ];
        foreach (var (suite, bars) in all)
        {
            var names = suite.Kernels.Select(kernel => kernel.Name).ToHashSet();
            Assert.All(bars, bar => Assert.Subset(names, bar.Kernels.ToHashSet()));
            Assert.All(suite.Kernels, kernel => Assert.Contains(bars, bar => bar.IsAbout(kernel.Name)));
        }
    }

    [Fact]
    public void Reasons_are_of_figures_that_there_are()
    {
        var figures = typeof(Targets).GetProperties().Select(property => property.GetValue(null)).OfType<Target>()
            .Select(target => target.Row);
        Bar[] bars =
        [
            .. Targets.Operators, .. Targets.DotNet, .. Targets.Rodinia, .. Targets.TwoThreads, .. Targets.PolyBenchLarge,
            .. Targets.PolyBenchLargeSingle, .. Targets.PolyBenchMedium,
        ];
        var kernels = Suite.All.SelectMany(suite => suite.Kernels.Select(kernel => kernel.Name)).ToHashSet();
        string[] known = [.. figures, .. bars.Select(bar => bar.Row)];
        // A table's name, and a kernel; or a function of MathTable and its peer.
        Assert.All(Reasons.All.Names, name => Assert.True(
            known.Contains(name) || kernels.Contains(name[(name.IndexOf(' ', StringComparison.Ordinal) + 1)..])
                || name.Contains(" to ", StringComparison.Ordinal), name));
    }
}
