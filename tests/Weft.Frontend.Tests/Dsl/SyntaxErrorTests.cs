using Xunit;

namespace Weft.Frontend.Tests.Dsl;

/// <summary>What the parser reports, where, and that it goes on.</summary>
public sealed class SyntaxErrorTests
{
    [Theory]
    [InlineData("y[i] = x[i] [|$|]{WF1001} [|2|]{WF1005}")]
    [InlineData("y[i] = [|1.5f|]{WF1002}")]
    [InlineData("y[i] = [|10UL|]{WF1002} * x[i]")]
    [InlineData("let z = [|;|]{WF1005}")]
    [InlineData("let z = x[0 +[|]|]{WF1005}")]
    [InlineData("y[0] = (x[0] + 1 [|let|]{WF1005} b = 2")]
    [InlineData("y[0] = (x[0] + 1[|\n|]{WF1005}let b = 2")]
    [InlineData("for [|(|]{WF1005}k in 0..n) { y[k] = 1 }")]
    [InlineData("for k [|on|]{WF1005} 0..n { y[k] = 1 }")]
    [InlineData("for k in 0 [|{|]{WF1005} y[k] = 1 }")]
    [InlineData("let a = 1 [|let|]{WF1005} b = 2")]
    [InlineData("while [|{|]{WF1005} y[0] = 1 }")]
    [InlineData("if x[0] > 0 { y[0] = 1 } else if [|{|]{WF1005} y[0] = 2 }")]
    [InlineData("[|)|]{WF1005} = 3")]
    [InlineData("let a = x[0]\n    [|*|]{WF1007} 2")]
    [InlineData("let a = x[0]\n    [|?|]{WF1007} 1 : 2")]
    [InlineData("y[0] +[|+|]{WF1010}")]
    [InlineData("y[0] -[|-|]{WF1010}; y[1] = 2")]
    [InlineData("[|float|]{WF1011} z = 3")]
    [InlineData("[|int|]{WF1011} z")]
    [InlineData("[|fro|]{WF1013} j in 0..n { y[j] = 1 }")]
    [InlineData("[|pararell|]{WF1013} j in 0..n { y[j] = 1 }")]
    [InlineData("total [|bar|]{WF1005}")]
    [InlineData("y[0] = ([|float|]{WF1014})n")]
    [InlineData("y[0] = x[0] * ([|f32|]{WF1014})(n)")]
    [InlineData("y[0] = x.[|Length|]{WF1117}")]
    public void Statement(string statement) =>
        DslTest.Marked($"kernel k(x: f32[n]) -> y: f32[n] {{\n    {statement}\n    y[i] = x[i]\n}}");

    [Theory]
    [InlineData("[|kernl|]{WF1006} k() { y = 2 }")]
    [InlineData("[|x|]{WF1006} = 3\nfoo(\nbar")]
    [InlineData("kernel ok(x: inout f32[n]) { x[i] = 1 }\n[|}|]{WF1006}")]
    [InlineData("kernel k(x [|f32|]{WF1005}[n]) -> y: f32[n] { y[i] = 1 }")]
    [InlineData("kernel k(x: f32[n] [|->|]{WF1005} y: f32[n] { y[i] = 1 }")]
    [InlineData("kernel [|(|]{WF1005}x: f32[n]) -> y: f32[n] { y[i] = 1 }")]
    [InlineData("kernel k(x: f32[n]) [|y|]{WF1005}: f32[n] { y[i] = 1 }")]
    [InlineData("kernel k(x: f32[[|]|]{WF1005}) -> y: f32[n] { y[i] = 1 }")]
    [InlineData("func f(x: f32) [|=|]{WF1005} x * x")]
    [InlineData("func f(x: f32) -> f32 [|\n|]{WF1005}")]
    [InlineData("const [|3|]{WF1005} = 3")]
    [InlineData("const A [|3|]{WF1005}")]
    [InlineData("import [|foo|]{WF1005}")]
    [InlineData("import [|\"foo.weft|]{WF1003}")]
    [InlineData("[|/*|]{WF1004} kernel ok(x: inout f32[n]) { x[i] = 1 }")]
    public void Declaration(string declaration) =>
        DslTest.Marked($"kernel before(x: inout f32[n]) {{ x[i] = 1 }}\n{declaration}\nkernel after(x: inout f32[n]) {{ x[i] = 1 }}");

    [Fact]
    public void A_block_that_is_not_closed_ends_at_the_next_declaration() => DslTest.Marked("""
        kernel a(x: inout f32[n]) {
            if x[0] > 1 {
                x[0] = 1
        [|kernel|]{WF1008} b(x: inout f32[n]) { x[i] = [|y|]{WF1020} }
        """);

    [Fact]
    public void Errors_in_several_statements_and_declarations_are_all_reported() => DslTest.Marked("""
        kernel a(x: inout f32[n]) {
            x[0] = [|;|]{WF1005}
            x[1] = x[0]
            x[2] = (x[1] + [|)|]{WF1005}
            for i in 0[|,|]{WF1005} n {
                x[i] = $
            }
            x[3] = [|*|]{WF1005} 2
        }
        kernel b(x: inout f32[n]) { x[0] = [|}|]{WF1005}
        kernel c(x: inout f32[n]) { x[i] = [|nothing|]{WF1020} }
        """.Replace(" $", " 2", StringComparison.Ordinal));

    [Fact]
    public void Names_from_a_broken_declaration_are_known_elsewhere() => DslTest.Marked("""
        func twice(x: f32) -> f32 = x * [|*|]{WF1005} 2
        const N = 2 [|3|]{WF1005}
        kernel c(x: inout f32[n]) { x[i] = twice(x[i]) + N }
        """);

    /// <summary>What a declaration lacks is missed where the next one begins: that is the one that is whole.</summary>
    [Theory]
    [InlineData("func f(x: f32) -> f32 = nothing +\n")]
    [InlineData("func f(x: f32) -> f32 = (nothing")]
    [InlineData("func f(x: f32) -> f32 {\n return nothing(")]
    [InlineData("func f(x: f32) -> f32 {\n let a = max(nothing,")]
    [InlineData("const N: f32 =")]
    [InlineData("record R { a:")]
    [InlineData("kernel f =")]
    [InlineData("kernel f(x: f32[nothing +\n")]
    [InlineData("kernel f() {\n y[i] = scan nothing(j <= i)")]
    [InlineData("workflow f(x: f32[n]) -> f32[n] {\n return g(x) @")]
    [InlineData("schedule nothing { tile i")]
    [InlineData("on s3(\"a\") -> nothing(")]
    public void What_is_missed_at_the_next_declaration_breaks_the_one_before(string broken)
    {
        const string Next = "kernel next(x: inout f32[n]) { x[i] = 1 }";
        var parsed = Weft.Frontend.Dsl.WeftCompilation.Parse("test.weft", $"{broken} {Next}");
        Assert.Equal([true, false], parsed.File.Declarations.Select(declaration => declaration.IsBroken));
        DslTest.Marked($"{broken} [|kernel|]{{{Assert.Single(parsed.Diagnostics).Id}}}{Next["kernel".Length..]}");
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("-", "")]
    [InlineData("1 + ", "")]
    [InlineData("x[0] > 1 ? 1 : ", "")]
    [InlineData("sqrt(", ")")]
    public void Deep_nesting_is_a_diagnostic(string open, string close)
    {
        var deep = string.Concat(Enumerable.Repeat(open, 5000)) + "1.0" + string.Concat(Enumerable.Repeat(close, 5000));
        var result = Weft.Frontend.Dsl.WeftCompilation.Compile("deep.weft", $"kernel k(x: inout f32[n]) {{ x[i] = {deep} }}");
        Assert.Equal("WF1009", Assert.Single(result.Diagnostics).Id);
    }

    [Theory]
    [InlineData("y[i] = scan join(j <= i) func x")]
    [InlineData("y[i] = (scan join(j > i where x func x[j] from 0) + 1")]
    public void Half_a_scan_is_a_diagnostic(string statement)
    {
        var text = $"func join(a: f32, b: f32) -> f32 = a + b\nkernel k(x: f32[n]) -> y: f32[n] {{ {statement} }}";
        Assert.True(Weft.Frontend.Dsl.WeftCompilation.Compile("half.weft", text).Diagnostics.HasErrors);
    }

    /// <summary>What a kernel gives whose signature is broken has no type.</summary>
    [Theory]
    [InlineData("for i in 0..3 / f(x) { }")]
    [InlineData("let a = 3 > f(x)")]
    [InlineData("let a = -f(x)")]
    public void A_call_of_a_broken_kernel_is_no_second_mistake(string statement) => DslTest.Marked($$"""
        kernel f(x: f32[n]) -> y: f32[[|]|]{WF1005} { y[i] = x[i] }
        workflow w(x: f32[n]) -> f32[n] {
            {{statement}}
            return x
        }
        """);

    [Fact]
    public void Nesting_below_the_limit_fits_a_small_stack()
    {
        var deep = string.Concat(Enumerable.Repeat("-(", 120)) + "x[i]" + new string(')', 120);
        var chain = string.Join(" + ", Enumerable.Repeat("x[i]", 240));
        var blocks = string.Concat(Enumerable.Repeat("if n > 1 {\n", 120)) + "x[0] = 1\n" + new string('}', 120);
        var text = $"kernel k(x: inout f32[n]) {{\n x[i] = {deep}\n x[i] = {chain}\n {blocks}\n }}";
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(() => DslTest.Good(text)), maxStackSize: 1024 * 1024);
        thread.Start();
        thread.Join();
        Assert.Null(failure);
    }
}
