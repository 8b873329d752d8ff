using System.Linq;

namespace Weft.IR;

/// <summary>Rules on calls.</summary>
public static partial class FuncCanonicalization
{
    // call_indirect of a constant -> call
    [Rule]
    private static Operation? KnownCallee(CallIndirectOp op) =>
        op.Callee.Def is FunctionConstantOp { Value: { } callee } ? new CallOp(callee, op.Arguments.ToArray(), [.. op.Values.Types]) : null;
}
