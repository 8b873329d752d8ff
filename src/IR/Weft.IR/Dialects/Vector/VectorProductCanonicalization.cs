namespace Weft.IR;

/// <summary>Rules on products of vectors.</summary>
public static partial class VectorProductCanonicalization
{
    // contract(a, b, 0) + c -> contract(a, b, c)
    [Rule]
    private static Operation? PlusFloats(AddFOp op) => Accumulate(op.Lhs, op.Rhs) ?? Accumulate(op.Rhs, op.Lhs);

    [Rule]
    private static Operation? PlusIntegers(AddIOp op) => Accumulate(op.Lhs, op.Rhs) ?? Accumulate(op.Rhs, op.Lhs);

    private static Operation? Accumulate(Value sum, Value other) =>
        sum.Def is ContractOp { Kind: CombiningKind.Add } contract && Folding.ConstantOf(contract.Acc) is { } zero
        && (ArithFolding.IsInteger(zero, 0) || ArithFolding.IsPositiveZero(zero))
            ? new IrMapping { [contract.Acc] = other }.Clone(contract) : null;
}
