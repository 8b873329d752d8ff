using Weft.Frontend.Dsl;
using Weft.IR;
using Xunit;

namespace Weft.Frontend.Tests.Dsl;

/// <summary>Programs of several files.</summary>
public sealed class ImportTests
{
    private static readonly Dictionary<string, string> Files = new()
    {
        ["lib/vectors.weft"] = """
            import "../lib/numbers.weft"
            record Vec { x: f32, y: f32 }
            kernel twice(x: f32[n]) -> y: f32[n] { y[i] = TWO * x[i] }
            """,
        ["lib/numbers.weft"] = "import \"vectors.weft\"\nconst TWO = 2\nfunc norm(v: Vec) -> f32 = v.x * v.x + v.y * v.y",
        ["lib/wrong.weft"] = "\nfunc f(x: f32) -> f32 = y",
        ["lib/broken.weft"] = "func f(x: f32) -> = 1",
    };

    [Fact]
    public void Declarations_of_imported_files_are_known_and_no_entries()
    {
        var text = """
            import "lib/vectors.weft"
            import "./lib/vectors.weft"
            kernel k(x: f32[n]) -> y: f32[n] {
                y = twice(x)
                y[0] = norm(Vec { x: y[0], y: 1 })
            }
            """;
        var (module, diagnostics) = WeftCompilation.Lower("main.weft", text, new IrContext(StandardDialects.All), Options);
        Assert.Empty(diagnostics);
        var kernels = module!.Body.Entry.Ops.OfType<FuncOp>().Where(func => func.Visibility != "private").Select(func => func.SymName);
        Assert.Equal(["k"], kernels);
    }

    [Theory]
    [InlineData("import \"lib/nothing.weft\"", "main.weft:1:8: error WF1012: 'lib/nothing.weft' cannot be imported: there is no file")]
    [InlineData("import \"lib/wrong.weft\"", "lib/wrong.weft:2:25: error WF1020: there is no variable 'y' here")]
    [InlineData("import \"lib/broken.weft\"", "lib/broken.weft:1:19: error WF1005: expected a name, found '='")]
    [InlineData("import \"lib/numbers.weft\"\nconst TWO = 3", "lib/numbers.weft:2:7: error WF1023: 'TWO' is already declared")]
    public void Mistakes_are_found_in_the_file_that_has_them(string text, string expected)
    {
        var result = WeftCompilation.Compile("main.weft", text, Options);
        Assert.Null(result.Program);
        Assert.StartsWith(expected, Assert.Single(result.Diagnostics).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_generic_kernel_is_an_entry_when_it_is_asked_for()
    {
        const string Text = "kernel half<T: float>(x: T) -> y: T { y = x / 2 }";
        var options = new CompilationOptions { Instances = ["half<f64>", "other", "half<"] };
        var (module, diagnostics) = WeftCompilation.Lower("main.weft", Text, new IrContext(StandardDialects.All), options);
        Assert.Empty(diagnostics);
        Assert.Equal("half<f64>", Assert.Single(module!.Body.Entry.Ops.OfType<FuncOp>()).SymName);
    }

    private static CompilationOptions Options => new() { ReadFile = Files.GetValueOrDefault };
}
