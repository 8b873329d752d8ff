using System;
using System.Globalization;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>A constant.</summary>
[Op("arith.constant", Format = "attr-dict $value")]
[Traits(Pure, ConstantLike)]
[AllTypesMatch(nameof(Value), nameof(Result))]
public sealed partial class ConstantOp : Operation, IFold, Text.INamesValues
{
    [Attr] public partial TypedAttribute Value { get; set; }

    [Result<AnyType>] public partial OpResult Result { get; }

    public static ConstantOp Index(long value) => new(IntegerAttr.Index(value));

    public static ConstantOp Integer(long value, IrType type) => new(new IntegerAttr(value, type));

    public static ConstantOp Float(double value, FloatType type) => new(FloatAttr.Of(value, type));

    public static ConstantOp Bool(bool value) => new(IntegerAttr.Bool(value));

    /// <summary>The constant that a value is, or null.</summary>
    public static Attribute? ValueOf(Value value) => (value.Def as ConstantOp)?.Value;

    /// <summary>The integer constant of up to 64 bits that a value is, or null.</summary>
    public static long? IntegerOf(Value value) =>
        ValueOf(value) is IntegerAttr constant && IntegerBits.Width(constant.Type) <= 64 ? constant.Int64 : null;

    /// <summary>A constant operation for a value that can be one, else null.</summary>
    public static ConstantOp? TryMake(Attribute value, IrType type) =>
        value is IntegerAttr or FloatAttr or DenseElementsAttr
            && ((TypedAttribute)value).Type == type ? new ConstantOp((TypedAttribute)value) : null;

    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) => Value;

    public void SuggestNames(Action<Value, string> suggest) => suggest(Result, Value switch
    {
        IntegerAttr { Type: IntegerType { Width: 1 } } boolean => boolean.IsZero ? "false" : "true",
        IntegerAttr { Type: IndexType } index => $"c{index.Value.ToString(CultureInfo.InvariantCulture)}",
        IntegerAttr integer => $"c{integer.Value.ToString(CultureInfo.InvariantCulture)}_{integer.Type}",
        _ => "cst",
    });

    private bool Verify(DiagnosticBag diagnostics)
    {
        if (Result.Type is IntegerType { IsSignless: false }) return Error(diagnostics, "integer return type must be signless");
        if (Result.Type is VectorType { HasScalableDimension: true } && Value is not DenseElementsAttr { IsSplat: true })
            return Error(diagnostics, "intializing scalable vectors with elements attribute is not supported unless it's a vector splat");
        return Value is IntegerAttr or FloatAttr or DenseElementsAttr or SparseElementsAttr or DenseResourceAttr
            || Error(diagnostics, "value must be an integer, float, or elements attribute");
    }
}

/// <summary>Compares integers.</summary>
[Op("arith.cmpi", Format = "$predicate `,` $lhs `,` $rhs attr-dict `:` type($lhs)")]
[Traits(Pure, SameTypeOperands, ElementwiseMappable)]
[TypesMatch("result type has i1 element type and same shape as operands", nameof(Lhs), nameof(Result), nameof(TypeRules.I1SameShape))]
public sealed partial class CmpIOp : Operation, IFold
{
    [Attr] public partial CmpIPredicate Predicate { get; set; }

    [Operand<SignlessIntegerLike>] public partial Value Lhs { get; }

    [Operand<SignlessIntegerLike>] public partial Value Rhs { get; }

    [Result<BoolLike>] public partial OpResult Result { get; }

    public FoldResult Fold(ReadOnlySpan<Attribute?> constants)
    {
        // cmpi(p, x, x) -> p holds for equals
        if (Lhs == Rhs) return ArithFolding.Integer(Evaluate(Predicate, 0, 0) ? 1 : 0, Result.Type);
        // x != false, x == true -> x
        if (Lhs.Type == IntegerType.I1 && Predicate is (CmpIPredicate.Eq or CmpIPredicate.Ne)
            && ArithFolding.IsInteger(constants[1], Predicate == CmpIPredicate.Eq ? 1 : 0))
            return Lhs;
        if (ArithFolding.Scalar(constants[0]) is not IntegerAttr a || ArithFolding.Scalar(constants[1]) is not IntegerAttr b)
            return default;
        if (IntegerBits.Width(a.Type) is 0 or > 64) return default;
        return ArithFolding.Integer(Evaluate(Predicate, a.Int64, b.Int64) ? 1 : 0, Result.Type);
    }

    /// <summary>Compares sign-extended operands; sign extension keeps unsigned order, too.</summary>
    public static bool Evaluate(CmpIPredicate predicate, long a, long b) => predicate switch
    {
        CmpIPredicate.Eq => a == b,
        CmpIPredicate.Ne => a != b,
        CmpIPredicate.Slt => a < b,
        CmpIPredicate.Sle => a <= b,
        CmpIPredicate.Sgt => a > b,
        CmpIPredicate.Sge => a >= b,
        CmpIPredicate.Ult => unchecked((ulong)a < (ulong)b),
        CmpIPredicate.Ule => unchecked((ulong)a <= (ulong)b),
        CmpIPredicate.Ugt => unchecked((ulong)a > (ulong)b),
        CmpIPredicate.Uge => unchecked((ulong)a >= (ulong)b),
        _ => throw new ArgumentOutOfRangeException(nameof(predicate), predicate, "not an integer predicate"),
    };
}

/// <summary>Compares floats.</summary>
[Op("arith.cmpf", Format = "$predicate `,` $lhs `,` $rhs (`fastmath` `` $fastmath^)? attr-dict `:` type($lhs)")]
[Traits(Pure, SameTypeOperands, ElementwiseMappable)]
[TypesMatch("result type has i1 element type and same shape as operands", nameof(Lhs), nameof(Result), nameof(TypeRules.I1SameShape))]
public sealed partial class CmpFOp : Operation, IFold, IFastMath
{
    [Attr] public partial CmpFPredicate Predicate { get; set; }

    [Operand<FloatLike>] public partial Value Lhs { get; }

    [Operand<FloatLike>] public partial Value Rhs { get; }

    [Attr(Default = "FastMath.None")] public partial FastMath Fastmath { get; set; }

    [Result<BoolLike>] public partial OpResult Result { get; }

    public FoldResult Fold(ReadOnlySpan<Attribute?> constants)
    {
        var (a, b) = (Number(constants[0]), Number(constants[1]));
        // A NaN on one side decides.
        if (a is null && b is null) return default;
        if ((a is null || b is null) && !double.IsNaN(a ?? b ?? 0)) return default;
        return ArithFolding.Integer(Evaluate(Predicate, a ?? double.NaN, b ?? double.NaN) ? 1 : 0, Result.Type);
    }

    private static double? Number(Attribute? constant) =>
        ArithFolding.Scalar(constant) is FloatAttr { FloatType.Width: <= 64 } number ? number.Value : null;

    public static bool Evaluate(CmpFPredicate predicate, double a, double b)
    {
        var unordered = double.IsNaN(a) || double.IsNaN(b);
        return predicate switch
        {
            CmpFPredicate.AlwaysFalse => false,
            CmpFPredicate.AlwaysTrue => true,
            CmpFPredicate.Ord => !unordered,
            CmpFPredicate.Uno => unordered,
            CmpFPredicate.Oeq => a == b,
            CmpFPredicate.Ogt => a > b,
            CmpFPredicate.Oge => a >= b,
            CmpFPredicate.Olt => a < b,
            CmpFPredicate.Ole => a <= b,
            CmpFPredicate.One => !unordered && a != b,
            CmpFPredicate.Ueq => unordered || a == b,
            CmpFPredicate.Ugt => unordered || a > b,
            CmpFPredicate.Uge => unordered || a >= b,
            CmpFPredicate.Ult => unordered || a < b,
            CmpFPredicate.Ule => unordered || a <= b,
            CmpFPredicate.Une => unordered || a != b,
            _ => throw new ArgumentOutOfRangeException(nameof(predicate), predicate, "not a float predicate"),
        };
    }
}

/// <summary>One of two values, by a condition: for all elements, or for each by its own.</summary>
[Op("arith.select")]
[Traits(Pure, ElementwiseMappable)]
[AllTypesMatch(nameof(TrueValue), nameof(FalseValue), nameof(Result))]
public sealed partial class SelectOp : Operation, IFold
{
    [Operand<BoolLike>] public partial Value Condition { get; }

    [Operand<AnyType>] public partial Value TrueValue { get; }

    [Operand<AnyType>] public partial Value FalseValue { get; }

    [Result<AnyType>] public partial OpResult Result { get; }

    public static bool Parse(Text.IrParser parser, OperationState state)
    {
        var operands = new System.Collections.Generic.List<Text.UnresolvedOperand>();
        if (!parser.Operands.ParseList(operands) || !parser.ParseOptionalAttrDict(state)
            || !parser.Tokens.Expect(Text.TokenKind.Colon, "expected ':'"))
            return false;
        if (parser.Types.Parse() is not { } type) return false;
        // A condition per element is written before the type of the values.
        IrType condition = IntegerType.I1;
        if (parser.Tokens.Accept(Text.TokenKind.Comma))
        {
            condition = type;
            if (parser.Types.Parse() is not { } second) return false;
            type = second;
        }

        state.ResultTypes.Add(type);
        return parser.Operands.Resolve(operands, [condition, type, type], state.Operands);
    }

    public override void PrintCustom(Text.IrPrinter printer)
    {
        printer.Space();
        printer.Values(Operands);
        printer.AttrDict(this);
        printer.Text(" : ");
        if (Condition.Type is ShapedType) printer.Types([Condition.Type, Result.Type]);
        else printer.Type(Result.Type);
    }

    public FoldResult Fold(ReadOnlySpan<Attribute?> constants)
    {
        if (TrueValue == FalseValue) return TrueValue;
        return constants[0] is IntegerAttr condition ? condition.IsZero ? FalseValue : TrueValue : default(FoldResult);
    }

    private bool Verify(DiagnosticBag diagnostics)
    {
        if (Condition.Type is not ShapedType condition) return true;
        return (Result.Type is ShapedType result && result.Shape == condition.Shape && TypeRules.LikeElement(result) is not null)
            || Error(
                diagnostics,
                "expected condition type to have the same shape as the result type, "
                + $"expected '{TypeRules.I1SameShape(Result.Type)}', but got '{Condition.Type}'");
    }
}
