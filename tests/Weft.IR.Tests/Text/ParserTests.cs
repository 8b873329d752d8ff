using Weft.IR.Text;
using Xunit;

namespace Weft.IR.Tests.Text;

public sealed class ParserTests
{
    [Fact]
    public void Earlier_messages_do_not_hide_new_ones()
    {
        var diagnostics = new DiagnosticBag();
        diagnostics.Error(Location.Unknown, "of another file");
        var module = IrParser.ParseModule(
            new(StandardDialects.All), "func.func @f() -> i32 {\n  return %a : i32\n}", "test.mlir", diagnostics);
        Assert.Null(module);
        Assert.Equal("use of undeclared SSA value name", diagnostics[1].Message);
    }
}
