using Weft.IR.Text;
using Weft.Passes;
using Xunit;

namespace Weft.IR.Tests.Passes;

/// <summary>Which values of small functions live where.</summary>
public sealed class LivenessTests
{
    private const string Diamond = """
        func.func @f(%c: i1, %x: i32, %y: i32) -> i32 {
          "first"() : () -> ()
          cf.cond_br %c, ^then, ^else
        ^then:
          %a = "a"(%x) : (i32) -> i32
          cf.br ^join(%a : i32)
        ^else:
          %b = "b"() : () -> i32
          %unused = "unused"() : () -> i32
          cf.br ^join(%b : i32)
        ^join(%r: i32):
          %s = "s"(%r, %y) : (i32, i32) -> i32
          %t = "t"(%s, %s) : (i32, i32) -> i32
          return %t : i32
        }
        """;

    private const string Circle = """
        func.func @f(%n: i32, %k: i32) {
          cf.br ^head(%n : i32)
        ^head(%i: i32):
          %go = "go"(%i) : (i32) -> i1
          cf.cond_br %go, ^body, ^exit
        ^body:
          %next = "next"(%i, %k) : (i32, i32) -> i32
          cf.br ^head(%next : i32)
        ^exit:
          return
        }
        """;

    private const string Nested = """
        func.func @f(%x: i32, %lo: index) -> i32 {
          %a = "a"() : () -> i32
          %r = scf.for %i = %lo to %lo step %lo iter_args(%v = %a) -> (i32) {
            %b = "b"(%v, %x) : (i32, i32) -> i32
            scf.yield %b : i32
          }
          "last"(%r) : (i32) -> ()
          return %r : i32
        }
        """;

    [Theory]
    [InlineData(Diamond, 0, "", "arg1 arg2")]
    [InlineData(Diamond, 1, "arg1 arg2", "arg2")]
    [InlineData(Diamond, 2, "arg2", "arg2")]
    [InlineData(Diamond, 3, "arg2", "")]
    [InlineData(Circle, 0, "", "arg1")]
    [InlineData(Circle, 1, "arg1", "arg0 arg1")]
    [InlineData(Circle, 2, "arg0 arg1", "arg1")]
    [InlineData(Circle, 3, "", "")]
    [InlineData(Nested, 0, "", "")]
    public void Values_live_between_blocks(string text, int block, string liveIn, string liveOut)
    {
        var function = Parse(text);
        var liveness = LivenessAnalysis.Of(function);
        var at = function.Body.Blocks[block];
        Assert.Equal(liveIn, Names(liveness.LiveIn(at)));
        Assert.Equal(liveOut, Names(liveness.LiveOut(at)));
    }

    [Theory]
    [InlineData(Diamond, "a", "cf.br")]
    [InlineData(Diamond, "s", "t")]
    [InlineData(Diamond, "unused", "unused")]
    [InlineData(Circle, "next", "cf.br")]
    [InlineData(Nested, "a", "scf.for")]
    [InlineData(Nested, "b", "scf.yield")]
    [InlineData(Nested, "scf.for", "func.return")]
    public void A_value_dies_at_its_last_use(string text, string value, string lastUse)
    {
        var function = Parse(text);
        var definition = function.Walk().First(op => op.Name == value);
        var liveness = LivenessAnalysis.Of(function);
        var last = liveness.LastUse(definition.Results[0], definition.Parent!)!;
        Assert.Equal(lastUse, last.Name);
        Assert.True(liveness.IsDeadAfter(definition.Results[0], last));
        Assert.Equal(last == definition, liveness.IsDeadAfter(definition.Results[0], definition));
    }

    [Fact]
    public void What_a_region_takes_from_outside_lives_as_long_as_the_operation_around()
    {
        var function = Parse(Nested);
        var (body, given) = (function.Body.Entry, function.Body.Entry.Arguments[0]);
        var loop = function.Walk().Single(op => op.Name == "scf.for");
        var liveness = LivenessAnalysis.Of(function);
        Assert.Equal("arg0", Names(liveness.LiveIn(loop.Regions[0].Entry)));
        Assert.Same(loop, liveness.LastUse(given, body));
        Assert.False(liveness.IsDeadAfter(given, loop.Previous!));
        Assert.True(liveness.IsDeadAfter(given, loop));
    }

    private static string Names(IEnumerable<Value> values) =>
        string.Join(' ', values.Select(v => $"arg{((BlockArgument)v).Index}").Order());

    private static FuncOp Parse(string text)
    {
        var diagnostics = new DiagnosticBag();
        var module = IrParser.ParseModule(new IrContext(StandardDialects.All) { AllowUnregistered = true }, text, "test", diagnostics);
        Assert.True(module is not null, string.Join('\n', diagnostics));
        return module.Walk().OfType<FuncOp>().Single();
    }
}
