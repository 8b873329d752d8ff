using Weft.Passes;
using Xunit;

namespace Weft.IR.Tests.Passes;

/// <summary>What surrounds passes: options, verification, order.</summary>
public sealed class PipelineTests
{
    private static readonly IrContext Context = new(StandardDialects.All);

    private readonly DiagnosticBag _diagnostics = new();

    // Takes the terminator away.
    private sealed record Breaking : IPass
    {
        public void Run(Operation root, PassContext context) => root.Walk().OfType<ReturnOp>().First().Erase();
    }

    private sealed record Refusing : IPass
    {
        public void Run(Operation root, PassContext context) => context.Diagnostics.Add(PassRegistry.Missing("x", root.Location));
    }

    [Fact]
    public void A_pass_that_breaks_the_IR_is_named()
    {
        Assert.False(Run(new PipelineOptions { VerifyEach = true }, new("breaking", new Breaking()), new("cse", new Cse())));
        var message = Assert.Single(_diagnostics);
        Assert.Equal("WF3005", message.Id);
        Assert.StartsWith("pass 'breaking' left the IR invalid: ", message.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_error_ends_a_pipeline()
    {
        var seen = new List<string>();
        var options = new PipelineOptions { AfterEach = (name, _) => seen.Add(name) };
        Assert.False(Run(options, new("cse", new Cse()), new("refusing", new Refusing()), new("canonicalize", new Canonicalize())));
        Assert.Equal(["cse"], seen);
    }

    [Theory]
    [InlineData("12", 12)]
    [InlineData("", 4)]
    public void Options_have_values_or_defaults(string text, int expected)
    {
        var given = text.Length == 0 ? [] : new Dictionary<string, string> { ["factor"] = text };
        Assert.Equal(expected, new PassOptions(given, _diagnostics, "unroll").Get("factor", 4));
        Assert.Empty(_diagnostics);
    }

    [Fact]
    public void A_bare_option_is_true() =>
        Assert.True(new PassOptions(new Dictionary<string, string> { ["fast"] = "" }, _diagnostics, "unroll").Get("fast", false));

    [Theory]
    [InlineData("many")]
    [InlineData("99999999999")]
    [InlineData("")]
    public void Values_that_cannot_be_read_are_refused(string text)
    {
        Assert.Equal(4, new PassOptions(new Dictionary<string, string> { ["factor"] = text }, _diagnostics, "unroll").Get("factor", 4));
        var message = Assert.Single(_diagnostics);
        Assert.Equal("WF3003", message.Id);
        Assert.Equal($"'{text}' is no value for option 'factor' of pass 'unroll', which takes a whole number", message.Message);
    }

    private bool Run(PipelineOptions options, params Stage[] stages)
    {
        var module = Weft.IR.Text.IrParser.ParseModule(Context, "func.func @f() {\n  return\n}", "test.mlir", _diagnostics)!;
        return PipelineRunner.Run(new Pipeline([.. stages]), module, new PassContext(Context, _diagnostics, new RemarkLog()), options);
    }
}
