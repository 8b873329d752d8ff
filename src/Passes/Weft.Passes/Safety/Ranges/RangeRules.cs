using Weft.IR;
using static Weft.Passes.RangeForms;

namespace Weft.Passes;

/// <summary>From an operation to the range of its result: a table. Null says that nothing is known beyond the type.</summary>
internal static class RangeRules
{
    internal delegate ValueRange? Rule(RangeAnalysis analysis, Operation op);

    private static readonly Dictionary<Type, Rule> Table = new()
    {
        [typeof(AddIOp)] = (a, op) => RelatedCounters.Of(a, op) ?? Arithmetic(Sum)(a, op),
        [typeof(SubIOp)] = (a, op) => RelatedCounters.Of(a, op) ?? Arithmetic(Difference)(a, op),
        [typeof(MulIOp)] = Arithmetic(Product),
        [typeof(ShLIOp)] = LeftShift,

        [typeof(MaxSIOp)] = (a, op) => Largest(a, a.Exact(op.Operands[0]), a.Exact(op.Operands[1])),
        [typeof(MinSIOp)] = (a, op) => Smallest(a, a.Exact(op.Operands[0]), a.Exact(op.Operands[1])),
        [typeof(MinUIOp)] = BelowEither,
        [typeof(AndIOp)] = BelowEither,
        [typeof(SelectOp)] = (a, op) => Either(a, (SelectOp)op),

        [typeof(DivSIOp)] = (a, op) => Divisor(op) is { } c ? Monotone(a, op, a.Exact(op.Operands[0]), c) : null,
        [typeof(FloorDivSIOp)] = (a, op) => Divisor(op) is { } c ? Monotone(a, op, a.Exact(op.Operands[0]), c) : null,
        [typeof(CeilDivSIOp)] = (a, op) => Divisor(op) is { } c ? Monotone(a, op, a.Exact(op.Operands[0]), c) : null,
        [typeof(ShRSIOp)] = (a, op) => Amount(op) is { } k ? Monotone(a, op, a.Exact(op.Operands[0]), k) : null,
        [typeof(DivUIOp)] = (a, op) => Divisor(op) is { } c ? MonotoneUnsigned(a, op, c, most => most / (ulong)c) : null,
        [typeof(ShRUIOp)] = (a, op) => Amount(op) is { } k ? MonotoneUnsigned(a, op, k, most => most >> (int)k) : null,
        [typeof(RemSIOp)] = SignedRemainder,
        [typeof(RemUIOp)] = UnsignedRemainder,

        [typeof(IndexCastOp)] = (a, op) => a.Narrowing.Truncate(a.Exact(op.Operands[0]), op.Results[0].Type),
        [typeof(TruncIOp)] = (a, op) => a.Narrowing.Truncate(a.Exact(op.Operands[0]), op.Results[0].Type),
        [typeof(ExtSIOp)] = (a, op) => a.Exact(op.Operands[0]),
        [typeof(ExtUIOp)] = ZeroExtension,
        [typeof(IndexCastUIOp)] = ZeroExtension,
    };

    public static ValueRange? Of(RangeAnalysis analysis, Operation op) =>
        Table.TryGetValue(op.GetType(), out var rule) ? rule(analysis, op) : null;
}
