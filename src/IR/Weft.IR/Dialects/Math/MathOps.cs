using System;
using System.Numerics;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>An integer, element by element, to one of the same type.</summary>
[OpFamily("$operand attr-dict `:` type($result)")]
[Traits(NoMemoryEffect, AlwaysSpeculatable, SameOperandsAndResultType, ElementwiseMappable)]
public abstract class IntegerUnaryOp : Operation, IFold
{
    protected IntegerUnaryOp(OperationState state) : base(state) { }

    protected IntegerUnaryOp(OpInfo info, OpParts parts) : base(info, parts) { }

    [Operand<SignlessIntegerLike>] public Value Operand => OperandSlots[0].Value;

    [Result<SignlessIntegerLike>] public OpResult Result => Results[0];

    /// <summary>The result for an operand of up to 64 bits, sign-extended.</summary>
    public abstract long Evaluate(long operand, int width);

    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) =>
        constants[0] is null or PoisonAttr ? constants[0] : Elements.Map(constants[0]!, Result.Type, FoldElement);

    private IntegerAttr? FoldElement(Attribute operand) =>
        operand is IntegerAttr value && IntegerBits.Width(value.Type) is <= 64 and var width
            ? new(Evaluate(value.Int64, width), value.Type)
            : null;

    protected static ulong U(long value, int width) =>
        width >= 64 ? unchecked((ulong)value) : unchecked((ulong)value) & ((1UL << width) - 1);

    protected static int LeadingZeros(ulong value, int width)
    {
        var count = 0;
        for (var bit = width - 1; bit >= 0 && (value >> bit & 1) == 0; bit--) count++;
        return count;
    }
}

/// <summary>A function that the base library gives in single and double precision: in these it is folded.</summary>
[Traits(None)]
public abstract class LibraryFunctionOp : FloatUnaryOp
{
    protected LibraryFunctionOp(OperationState state) : base(state) { }

    protected LibraryFunctionOp(OpInfo info, OpParts parts) : base(info, parts) { }

    public override FloatAttr? FoldElement(FloatAttr operand) => operand.FloatType.Width is 32 or 64 ? base.FoldElement(operand) : null;
}

/// <summary>As <see cref="LibraryFunctionOp"/>, of two operands.</summary>
[Traits(None)]
public abstract class LibraryFunctionPairOp : FloatBinaryOp
{
    protected LibraryFunctionPairOp(OperationState state) : base(state) { }

    protected LibraryFunctionPairOp(OpInfo info, OpParts parts) : base(info, parts) { }

    public override FloatAttr? FoldPair(FloatAttr lhs, FloatAttr rhs)
    {
        if (lhs.FloatType.Width is not (32 or 64)) return null;
        var result = Evaluate(lhs.Value, rhs.Value);
        return double.IsNaN(result) && (lhs.IsNan || rhs.IsNan) ? FoldNan(lhs, rhs) : FloatAttr.Of(result, lhs.FloatType);
    }
}

/// <summary>The magnitude; the smallest value stays as it is.</summary>
[Op("math.absi")]
public sealed partial class AbsIOp : IntegerUnaryOp
{
    public override long Evaluate(long operand, int width) => operand < 0 ? unchecked(-operand) : operand;
}

/// <summary>Zeros before the highest one; the width for zero.</summary>
[Op("math.ctlz")]
public sealed partial class CountLeadingZerosOp : IntegerUnaryOp
{
    public override long Evaluate(long operand, int width) => LeadingZeros(U(operand, width), width);
}

/// <summary>Zeros behind the lowest one; the width for zero.</summary>
[Op("math.cttz")]
public sealed partial class CountTrailingZerosOp : IntegerUnaryOp
{
    public override long Evaluate(long operand, int width)
    {
        var count = 0;
        for (var bits = U(operand, width); count < width && (bits & 1) == 0; bits >>= 1) count++;
        return count;
    }
}

/// <summary>Number of ones.</summary>
[Op("math.ctpop")]
public sealed partial class CtPopOp : IntegerUnaryOp
{
    public override long Evaluate(long operand, int width)
    {
        var count = 0;
        for (var bits = U(operand, width); bits != 0; bits &= bits - 1) count++;
        return count;
    }
}

/// <summary><c>a * b + c</c>, rounded once.</summary>
[Op("math.fma", Format = "$a `,` $b `,` $c (`fastmath` `` $fastmath^)? attr-dict `:` type($result)")]
[Traits(Pure, SameOperandsAndResultType, ElementwiseMappable)]
public sealed partial class FmaOp : Operation, IFastMath
{
    [Operand<FloatLike>] public partial Value A { get; }

    [Operand<FloatLike>] public partial Value B { get; }

    [Operand<FloatLike>] public partial Value C { get; }

    [Result<FloatLike>] public partial OpResult Result { get; }

    [Attr(Default = "FastMath.None")] public partial FastMath Fastmath { get; set; }
}

/// <summary>A float to the power of a signed integer.</summary>
[Op("math.fpowi", Format = "$lhs `,` $rhs (`fastmath` `` $fastmath^)? attr-dict `:` type($lhs) `,` type($rhs)")]
[Traits(SameOperandsAndResultShape, Pure, ElementwiseMappable)]
[AllTypesMatch(nameof(Lhs), nameof(Result))]
public sealed partial class FPowIOp : Operation, IFastMath
{
    [Operand<FloatLike>] public partial Value Lhs { get; }

    [Operand<SignlessIntegerLike>] public partial Value Rhs { get; }

    [Result<FloatLike>] public partial OpResult Result { get; }

    [Attr(Default = "FastMath.None")] public partial FastMath Fastmath { get; set; }
}

/// <summary>A signed integer to the power of another, modulo 2^width. For a negative exponent 1 and -1 give their powers,
/// all other bases zero; zero is undefined.</summary>
[Op("math.ipowi")]
public sealed partial class IPowIOp : IntegerBinaryOp, ISpeculatable
{
    // Unlike mlir-opt, which takes zero to a negative power to be harmless.
    public Speculatability Speculatability => Elements.Scalar(ConstantOp.ValueOf(Rhs)) is IntegerAttr { Value.Sign: >= 0 }
        ? Speculatability.Yes : Speculatability.No;

    public override long? Evaluate(long lhs, long rhs, int width)
    {
        if (rhs < 0) return lhs switch { 0 => null, 1 => 1, -1 => (rhs & 1) == 0 ? 1 : -1, _ => 0 };
        var result = 1L;
        for (var power = lhs; rhs > 0; rhs >>= 1, power = unchecked(power * power))
            if ((rhs & 1) != 0) result = unchecked(result * power);
        return result;
    }
}
