using System;
using System.Numerics;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>Integer addition modulo 2^width.</summary>
[Op("arith.addi")]
[Traits(Commutative)]
public sealed partial class AddIOp : OverflowBinaryOp
{
    public override long? Evaluate(long lhs, long rhs, int width) => unchecked(lhs + rhs);

    // x + 0, (x - y) + y, y + (x - y) -> x
    protected override FoldResult Simplify(ReadOnlySpan<Attribute?> constants) => IsZero(constants[1]) ? Lhs
        : Lhs.Def is SubIOp ({ } x, { } y) && y == Rhs ? x
        : Rhs.Def is SubIOp ({ } a, { } b) && b == Lhs ? a
        : default(FoldResult);
}

/// <summary>Integer subtraction modulo 2^width.</summary>
[Op("arith.subi")]
public sealed partial class SubIOp : OverflowBinaryOp
{
    public override long? Evaluate(long lhs, long rhs, int width) => unchecked(lhs - rhs);

    // x - x -> 0; x - 0, (x + y) - y, (y + x) - y -> x
    protected override FoldResult Simplify(ReadOnlySpan<Attribute?> constants) =>
        Lhs == Rhs && ArithFolding.Integer(0, Result.Type) is { } zero ? zero
        : IsZero(constants[1]) ? Lhs
        : Lhs.Def is AddIOp ({ } x, { } y) ? y == Rhs ? x : x == Rhs ? y : default(FoldResult)
        : default(FoldResult);
}

/// <summary>Integer multiplication modulo 2^width.</summary>
[Op("arith.muli")]
[Traits(Commutative)]
public sealed partial class MulIOp : OverflowBinaryOp, Text.INamesValues
{
    public override long? Evaluate(long lhs, long rhs, int width) => unchecked(lhs * rhs);

    // c * vscale is %cN_vscale.
    public void SuggestNames(Action<Value, string> suggest)
    {
        var factor = Rhs.Def is VscaleOp ? Lhs : Lhs.Def is VscaleOp ? Rhs : null;
        if (factor is not null && ConstantOp.IntegerOf(factor) is { } value) suggest(Result, $"c{value}_vscale");
    }

    protected override FoldResult Simplify(ReadOnlySpan<Attribute?> constants) =>
        IsZero(constants[1]) ? Rhs : IsOne(constants[1]) ? Lhs : default(FoldResult);
}

/// <summary>Addition of unsigned integers and whether it wrapped around.</summary>
[Op("arith.addui_extended", Format = "$lhs `,` $rhs attr-dict `:` type($sum) `,` type($overflow)")]
[Traits(Pure, Commutative, ElementwiseMappable)]
[AllTypesMatch(nameof(Lhs), nameof(Rhs), nameof(Sum))]
public sealed partial class AddUIExtendedOp : Operation, IFold
{
    [Operand<SignlessIntegerLike>] public partial Value Lhs { get; }

    [Operand<SignlessIntegerLike>] public partial Value Rhs { get; }

    [Result<SignlessIntegerLike>] public partial OpResult Sum { get; }

    [Result<BoolLike>] public partial OpResult Overflow { get; }

    // x + 0 -> x, false; as in MLIR, of a zero that stands there, not of one that an analysis finds
    public FoldResult Fold(ReadOnlySpan<Attribute?> constants)
    {
        var (a, b) = (constants[0], constants[1]);
        if (ArithFolding.IsInteger(ConstantOp.ValueOf(Rhs), 0) && ArithFolding.Integer(0, Overflow.Type) is { } none)
            return FoldResult.All(Lhs, none);
        if (a is null || b is null) return default;
        var sum = Elements.Map(a, b, Sum.Type, (x, y) => Add(x, y) is { } total ? new IntegerAttr(total, ((IntegerAttr)x).Type) : null);
        var overflow = Elements.Map(a, b, Overflow.Type, (x, y) => Add(x, y) is { } total
            ? IntegerAttr.Bool(total >> IntegerBits.Width(((IntegerAttr)x).Type) != 0)
            : null);
        return sum is null || overflow is null ? default : FoldResult.All(sum, overflow);
    }

    private static BigInteger? Add(Attribute lhs, Attribute rhs) =>
        (lhs, rhs) is (IntegerAttr x, IntegerAttr y) ? CastRules.Unsigned(x) + CastRules.Unsigned(y) : null;
}

/// <summary>The full product of two signed integers, in two halves.</summary>
[Op("arith.mulsi_extended")]
public sealed partial class MulSIExtendedOp : ExtendedProductOp
{
    protected override BigInteger Product(IntegerAttr lhs, IntegerAttr rhs) => lhs.Value * rhs.Value;
}

/// <summary>The full product of two unsigned integers, in two halves.</summary>
[Op("arith.mului_extended")]
public sealed partial class MulUIExtendedOp : ExtendedProductOp
{
    protected override BigInteger Product(IntegerAttr lhs, IntegerAttr rhs) => CastRules.Unsigned(lhs) * CastRules.Unsigned(rhs);

    // x * 1 -> x, 0
    public override FoldResult Fold(ReadOnlySpan<Attribute?> constants) =>
        ArithFolding.IsInteger(constants[1], 1) && ArithFolding.Integer(0, High.Type) is { } zero
            ? FoldResult.All(Lhs, zero)
            : base.Fold(constants);
}
