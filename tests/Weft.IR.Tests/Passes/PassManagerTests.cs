using System.Collections.Concurrent;
using Weft.IR.Text;
using Weft.Passes;
using Xunit;

namespace Weft.IR.Tests.Passes;

/// <summary>Nested pipelines: what runs on what, what is remembered, what happens when a pass fails.</summary>
public sealed class PassManagerTests
{
    private static readonly IrContext Context = new(StandardDialects.All);

    private readonly DiagnosticBag _diagnostics = new();

    // Tells on what it ran, and whether it met the analysis of the pass before.
    private sealed record Looking(ConcurrentBag<string> Seen, bool Preserves = false) : IPass
    {
        public void Run(Operation root, PassContext context)
        {
            var known = true;
            context.Analyses.Get(() =>
            {
                known = false;
                return new Dominance();
            });
            Seen.Add($"{(root as FuncOp)?.SymName ?? "module"} {(known ? "known" : "new")}");
            if (Preserves) context.Analyses.Preserve<Dominance>();
        }
    }

    private sealed record Throwing : IPass
    {
        public void Run(Operation root, PassContext context) => throw new InvalidOperationException("it broke");
    }

    private sealed record Complaining : IPass
    {
        public void Run(Operation root, PassContext context) => root.Error(context.Diagnostics, "is refused");
    }

    [Fact]
    public void Nested_passes_run_on_each_operation_of_their_kind()
    {
        var seen = new ConcurrentBag<string>();
        Assert.True(Run(new PassManager(Context, _diagnostics), Nested("func.func", new Looking(seen))));
        Assert.Equal(["f new", "g new"], seen.Order());
    }

    [Fact]
    public void Any_isolated_operation_can_be_an_anchor()
    {
        var seen = new ConcurrentBag<string>();
        Assert.True(Run(new PassManager(Context, _diagnostics), Nested(NestedNode.Any, new Looking(seen))));
        Assert.Equal(["f new", "g new"], seen.Order());
    }

    [Theory]
    [InlineData(true, "module known")]
    [InlineData(false, "module new")]
    public void Analyses_live_as_long_as_passes_preserve_them(bool preserves, string second)
    {
        var seen = new ConcurrentBag<string>();
        var later = new ConcurrentBag<string>();
        Assert.True(Run(new PassManager(Context, _diagnostics), Node(new Looking(seen, preserves)), Node(new Looking(later))));
        Assert.Equal("module new", Assert.Single(seen));
        Assert.Equal(second, Assert.Single(later));
    }

    [Fact]
    public void A_pass_that_throws_is_named()
    {
        var manager = new PassManager(Context, _diagnostics);
        Assert.False(Run(manager, Node(new Throwing())));
        var message = Assert.Single(_diagnostics);
        Assert.Equal("WF3007", message.Id);
        Assert.StartsWith("pass 'Throwing' failed: InvalidOperationException: it broke", message.Message, StringComparison.Ordinal);
        Assert.Equal("Throwing", manager.Failure?.Pass.Title);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Messages_come_in_the_order_of_the_functions(bool isParallel)
    {
        var manager = new PassManager(Context, _diagnostics) { IsParallel = isParallel };
        Assert.False(Run(manager, Nested("func.func", new Complaining())));
        Assert.Equal(isParallel ? [1, 4] : [1], _diagnostics.Select(d => d.Location.Position.Line));
    }

    private static bool Run(PassManager manager, params PipelineNode[] nodes)
    {
        const string Text = "func.func @f() {\n  return\n}\nfunc.func @g() {\n  return\n}";
        return manager.Run(nodes, IrParser.ParseModule(Context, Text, "test.mlir", new DiagnosticBag())!);
    }

    private static PassNode Node(IPass pass) => new(new(pass.GetType().Name, pass), pass.GetType().Name);

    private static NestedNode Nested(string anchor, IPass pass) => new(anchor, [Node(pass)]);
}
