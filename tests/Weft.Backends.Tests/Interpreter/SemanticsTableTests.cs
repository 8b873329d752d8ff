using Weft.IR;
using Xunit;

namespace Weft.Backends.Tests.Interpreting;

public sealed class SemanticsTableTests
{
    public static TheoryData<string> Operations => [.. StandardDialects.All.SelectMany(dialect => dialect.Ops).Select(op => op.Name)];

    [Theory]
    [MemberData(nameof(Operations))]
    public void Every_operation_has_semantics(string name)
    {
        var info = new IrContext(StandardDialects.All).FindOp(name)!;
        Assert.True(Interpreter.HasSemantics(info.Create(new OperationState(info, default))), $"add '{name}' to the rows of its dialect");
    }
}
