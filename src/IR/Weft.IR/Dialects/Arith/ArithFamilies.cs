using System;
using System.Numerics;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>Two integers of one width (or index), element by element, to one of the same type.</summary>
[OpFamily("$lhs `,` $rhs attr-dict `:` type($result)")]
[Traits(NoMemoryEffect, SameOperandsAndResultType, ElementwiseMappable)]
public abstract class IntegerBinaryOp : Operation, IFold
{
    protected IntegerBinaryOp(OperationState state) : base(state) { }

    protected IntegerBinaryOp(OpInfo info, OpParts parts) : base(info, parts) { }

    [Operand<SignlessIntegerLike>] public Value Lhs => OperandSlots[0].Value;

    [Operand<SignlessIntegerLike>] public Value Rhs => OperandSlots[1].Value;

    [Result<SignlessIntegerLike>] public OpResult Result => Results[0];

    public void Deconstruct(out Value lhs, out Value rhs) => (lhs, rhs) = (Lhs, Rhs);

    /// <summary>The result for operands of up to 64 bits, sign-extended. Null where the result is undefined.</summary>
    public abstract long? Evaluate(long lhs, long rhs, int width);

    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) =>
        Simplify(constants) is { IsNone: false } known ? known : ArithFolding.Binary(this, constants);

    /// <summary>Results that follow from one operand.</summary>
    protected virtual FoldResult Simplify(ReadOnlySpan<Attribute?> constants) => default;

    /// <summary>A division may run ahead when its divisor is a constant and none of some values.</summary>
    protected Speculatability UnlessDivisorMayBe(params ReadOnlySpan<long> excluded)
    {
        var divisor = ConstantOp.ValueOf(Rhs);
        if (Elements.Scalar(divisor) is not IntegerAttr) return Speculatability.No;
        foreach (var value in excluded)
            if (ArithFolding.IsInteger(divisor, value)) return Speculatability.No;
        return Speculatability.Yes;
    }

    protected static bool IsZero(Attribute? constant) => ArithFolding.IsInteger(constant, 0);

    protected static bool IsOne(Attribute? constant) => ArithFolding.IsInteger(constant, 1);

    protected static bool IsLargestUnsigned(Attribute? constant) => ArithFolding.IsInteger(constant, -1);

    protected bool IsSmallestSigned(Attribute? constant) =>
        Width is <= 64 and > 0 && ArithFolding.IsInteger(constant, ArithFolding.MinValue(Width));

    protected bool IsLargestSigned(Attribute? constant) =>
        Width is <= 64 and > 0 && ArithFolding.IsInteger(constant, ~ArithFolding.MinValue(Width));

    private int Width => IntegerBits.Width(TypeRules.ElementOf(Result.Type));

    protected static ulong U(long value, int width) =>
        width >= 64 ? unchecked((ulong)value) : unchecked((ulong)value) & ((1UL << width) - 1);
}

/// <summary>Integer arithmetic that can go wrong for no operands, so that it may run ahead of the conditions around it. Divisions may
/// not: they stay behind their checks.</summary>
[Traits(AlwaysSpeculatable)]
public abstract class TotalBinaryOp : IntegerBinaryOp
{
    protected TotalBinaryOp(OperationState state) : base(state) { }

    protected TotalBinaryOp(OpInfo info, OpParts parts) : base(info, parts) { }
}

/// <summary>Wrapping integer arithmetic, unless <c>overflow</c> says that a wrap-around cannot happen (then it gives poison).</summary>
[OpFamily("$lhs `,` $rhs (`overflow` `` $overflowFlags^)? attr-dict `:` type($result)")]
[Traits(None)]
public abstract class OverflowBinaryOp : TotalBinaryOp
{
    protected OverflowBinaryOp(OperationState state) : base(state) { }

    protected OverflowBinaryOp(OpInfo info, OpParts parts) : base(info, parts) { }

    [Attr(Default = "IntegerOverflow.None")]
    public IntegerOverflow OverflowFlags
    {
        get => (IntegerOverflow)IrEnums.ValueOf(Property(0)!);
        set => SetProperty(0, value.ToAttribute());
    }
}

/// <summary>Two floats of one format, element by element, to one of the same type; rounded to nearest even.</summary>
[OpFamily("$lhs `,` $rhs (`fastmath` `` $fastmath^)? attr-dict `:` type($result)")]
[Traits(AlwaysSpeculatable, NoMemoryEffect, SameOperandsAndResultType, ElementwiseMappable)]
public abstract class FloatBinaryOp : Operation, IFold, IFastMath
{
    protected FloatBinaryOp(OperationState state) : base(state) { }

    protected FloatBinaryOp(OpInfo info, OpParts parts) : base(info, parts) { }

    [Operand<FloatLike>] public Value Lhs => OperandSlots[0].Value;

    [Operand<FloatLike>] public Value Rhs => OperandSlots[1].Value;

    [Result<FloatLike>] public OpResult Result => Results[0];

    [Attr(Default = "FastMath.None")]
    public FastMath Fastmath
    {
        get => (FastMath)IrEnums.ValueOf(Property(0)!);
        set => SetProperty(0, value.ToAttribute());
    }

    public void Deconstruct(out Value lhs, out Value rhs) => (lhs, rhs) = (Lhs, Rhs);

    /// <summary>The result in double precision; the caller rounds it to the format.</summary>
    public abstract double Evaluate(double lhs, double rhs);

    /// <summary>The result for two constants; null to leave it to run time.</summary>
    public virtual FloatAttr? FoldPair(FloatAttr lhs, FloatAttr rhs)
    {
        var result = Evaluate(lhs.Value, rhs.Value);
        return double.IsNaN(result) ? FoldNan(lhs, rhs) : FloatAttr.Of(result, lhs.FloatType);
    }

    /// <summary>Which NaN it is: as in MLIR, that of the first operand which is one, made quiet, or else the positive quiet one, whatever
    /// the machine at hand gives.</summary>
    protected virtual FloatAttr FoldNan(FloatAttr lhs, FloatAttr rhs) =>
        lhs.IsNan ? lhs.Quiet : rhs.IsNan ? rhs.Quiet : lhs with { Bits = FloatFormat.QuietNan(lhs.FloatType) };

    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) =>
        Simplify(constants) is { IsNone: false } known ? known : ArithFolding.Binary(this, constants);

    /// <summary>Results that follow from one operand.</summary>
    protected virtual FoldResult Simplify(ReadOnlySpan<Attribute?> constants) => default;
}

/// <summary>A float, element by element, to one of the same type.</summary>
[OpFamily("$operand (`fastmath` `` $fastmath^)? attr-dict `:` type($result)")]
[Traits(AlwaysSpeculatable, NoMemoryEffect, SameOperandsAndResultType, ElementwiseMappable)]
public abstract class FloatUnaryOp : Operation, IFold, IFastMath
{
    protected FloatUnaryOp(OperationState state) : base(state) { }

    protected FloatUnaryOp(OpInfo info, OpParts parts) : base(info, parts) { }

    [Operand<FloatLike>] public Value Operand => OperandSlots[0].Value;

    [Result<FloatLike>] public OpResult Result => Results[0];

    [Attr(Default = "FastMath.None")]
    public FastMath Fastmath
    {
        get => (FastMath)IrEnums.ValueOf(Property(0)!);
        set => SetProperty(0, value.ToAttribute());
    }

    /// <summary>The result in double precision; the caller rounds it to the format.</summary>
    public abstract double Evaluate(double operand);

    /// <summary>The result for a constant; null to leave it to run time. A NaN stays, made quiet.</summary>
    public virtual FloatAttr? FoldElement(FloatAttr operand) =>
        operand.IsNan ? operand.Quiet : FloatAttr.Of(Evaluate(operand.Value), operand.FloatType);

    public virtual FoldResult Fold(ReadOnlySpan<Attribute?> constants) => ArithFolding.Unary(this, constants);
}

/// <summary>A value seen as, or converted to, another type of the same shape.</summary>
[OpFamily("$in attr-dict `:` type($in) `to` type($out)")]
[Traits(AlwaysSpeculatable, NoMemoryEffect, SameOperandsAndResultShape, CastCompatible, ElementwiseMappable)]
[Holds("input and output have the same tensor dimensions", nameof(HasSameTensorDimensions))]
public abstract class CastOp : Operation, IFold, ICast
{
    protected CastOp(OperationState state) : base(state) { }

    protected CastOp(OpInfo info, OpParts parts) : base(info, parts) { }

    public abstract Value In { get; }

    public abstract OpResult Out { get; }

    // What is no tensor has no dimensions; those of a tensor of unknown rank are not the same as any.
    protected bool HasSameTensorDimensions => (In.Type, Out.Type) switch
    {
        (UnrankedTensorType, _) or (_, UnrankedTensorType) => false,
        (RankedTensorType from, RankedTensorType to) => from.Shape == to.Shape,
        (RankedTensorType from, _) => from.Rank == 0,
        (_, RankedTensorType to) => to.Rank == 0,
        _ => true,
    };

    public bool AreCastCompatible(IrType from, IrType to) =>
        (from is not RankedTensorType { Encoding: var a } || to is not RankedTensorType { Encoding: var b } || a == b)
        && AreCompatible(TypeRules.ElementOf(from), TypeRules.ElementOf(to));

    /// <summary>Whether the element types fit the conversion.</summary>
    protected abstract bool AreCompatible(IrType from, IrType to);

    /// <summary>The constant that the conversion gives for a scalar constant, or null.</summary>
    protected virtual Attribute? Convert(Attribute constant, IrType to) => null;

    public virtual FoldResult Fold(ReadOnlySpan<Attribute?> constants)
    {
        if (constants[0] is PoisonAttr) return constants[0];
        if (constants[0] is not (IntegerAttr or FloatAttr or DenseElementsAttr)) return default;
        return Elements.Map(constants[0]!, Out.Type, value => Convert(value, TypeRules.ElementOf(Out.Type)));
    }

    /// <summary>Takes the operand of the conversion before this one.</summary>
    protected FoldResult Skip()
    {
        SetOperand(0, In.Def!.Operands[0]);
        return FoldResult.InPlace;
    }
}

/// <summary>The full product of two integers of one width, in two halves of that width.</summary>
[OpFamily("$lhs `,` $rhs attr-dict `:` type($lhs)")]
[Traits(Pure, Commutative, ElementwiseMappable)]
[AllTypesMatch(nameof(Lhs), nameof(Rhs), nameof(Low), nameof(High))]
public abstract class ExtendedProductOp : Operation, IFold
{
    protected ExtendedProductOp(OperationState state) : base(state) { }

    protected ExtendedProductOp(OpInfo info, OpParts parts) : base(info, parts) { }

    [Operand<SignlessIntegerLike>] public Value Lhs => OperandSlots[0].Value;

    [Operand<SignlessIntegerLike>] public Value Rhs => OperandSlots[1].Value;

    [Result<SignlessIntegerLike>] public OpResult Low => Results[0];

    [Result<SignlessIntegerLike>] public OpResult High => Results[1];

    /// <summary>The whole product of two integers of a width.</summary>
    protected abstract BigInteger Product(IntegerAttr lhs, IntegerAttr rhs);

    // x * 0 -> 0, 0
    public virtual FoldResult Fold(ReadOnlySpan<Attribute?> constants)
    {
        if (ArithFolding.Poison(constants) is { } poison) return FoldResult.All(poison, poison);
        var (a, b) = (constants[0], constants[1]);
        if (b is null) return default;
        if (ArithFolding.IsInteger(b, 0)) return FoldResult.All(b, b);
        if (a is null) return default;
        var low = Elements.Map(a, b, Low.Type, (x, y) => Part(x, y, 0));
        var high = Elements.Map(a, b, High.Type, (x, y) => Part(x, y, 1));
        return low is null || high is null ? default : FoldResult.All(low, high);
    }

    private IntegerAttr? Part(Attribute lhs, Attribute rhs, int part) => (lhs, rhs) is (IntegerAttr x, IntegerAttr y)
        ? new(Product(x, y) >> (part * IntegerBits.Width(x.Type)), x.Type)
        : null;
}

/// <summary>An operation that carries fast-math flags.</summary>
public interface IFastMath
{
    FastMath Fastmath { get; set; }
}
