using Weft.IR;

namespace Weft.Runtime;

/// <summary>What a <c>cf.assert</c> finds where it fails.</summary>
public static class AssertedFaults
{
    public static FaultKind KindOf(AssertOp op) => op.Attribute(KernelAttributes.Fault) switch
    {
        null => FaultKind.AssertionFailed,
        StringAttr { Value: KernelAttributes.Overflow } => FaultKind.Overflow,
        StringAttr { Value: KernelAttributes.Thrown } => FaultKind.Thrown,
        var other => throw new ArgumentOutOfRangeException(nameof(op), other, "the verifier knows no such fault"),
    };
}
