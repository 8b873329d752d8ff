using Xunit;

namespace Weft.IR.Tests.Conformance;

public sealed class SpeculationTests
{
    [Fact]
    public void Integer_operations_may_run_early_unless_some_operands_have_no_result()
    {
        string[] shifts = ["arith.shli", "arith.shrsi", "arith.shrui"];
        long[] corners = [long.MinValue, -1, 0, 1];
        foreach (var info in StandardDialects.All.SelectMany(d => d.Ops))
        {
            // A shift by too much gives no number, but it does not stop the processor.
            if (info.Create(new OperationState(info, default)) is not IntegerBinaryOp op || shifts.Contains(op.Name)) continue;
            var isTotal = corners.All(a => corners.All(b => op.Evaluate(a, b, 64) is not null));
            Assert.True(info.Has(OpTraits.AlwaysSpeculatable) == isTotal, op.Name);
        }
    }
}
