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
        value is TypedAttribute known && IsNumberOrElements(known) && known.Type == type ? new ConstantOp(known) : null;

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
        return IsNumberOrElements(Value) || Error(diagnostics, "value must be an integer, float, or elements attribute");
    }

    private static bool IsNumberOrElements(TypedAttribute value) =>
        value is IntegerAttr or FloatAttr or DenseElementsAttr or SparseElementsAttr or DenseResourceAttr;
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
        // ext(x : i1) != 0 -> x
        if (Predicate == CmpIPredicate.Ne && ArithFolding.IsInteger(constants[1], 0)
            && Lhs.Def is ExtSIOp or ExtUIOp && TypeRules.ElementOf(Lhs.Def.Operands[0].Type) is IntegerType { Width: 1 })
            return Lhs.Def.Operands[0];
        if (constants[0] is not { } a) return default;
        // cmpi(p, c, x) -> cmpi(p turned round, x, c)
        if (constants[1] is not { } b)
        {
            (var left, Predicate) = (Lhs, CmpIPredicates.Swapped(Predicate));
            SetOperand(0, Rhs);
            SetOperand(1, left);
            return FoldResult.InPlace;
        }

        return Elements.Map(a, b, Result.Type, (x, y) => (x, y) is (IntegerAttr i, IntegerAttr j)
            && IntegerBits.Width(i.Type) is > 0 and var width ? IntegerAttr.Bool(Holds(i, j, width)) : null);
    }

    private bool Holds(IntegerAttr a, IntegerAttr b, int width) => width <= 64
        ? Evaluate(Predicate, a.Int64, b.Int64)
        : WideIntegers.Evaluate(Predicate, a.Value, b.Value, width);

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
        // A NaN on one side decides. As in MLIR, vectors are left to run time.
        var (a, b) = (constants[0] as FloatAttr, constants[1] as FloatAttr);
        if ((a ?? b) is not { } any) return default;
        var isWide = any.FloatType.Width > 64;
        if ((a is null || b is null) && !(isWide ? WideFloats.IsNan(any) : any.IsNan)) return default;
        (a, b) = (a ?? any, b ?? any);
        return IntegerAttr.Bool(isWide ? Evaluate(Predicate, WideFloats.Order(a, b), 0) : Evaluate(Predicate, a.Value, b.Value));
    }

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
[Holds("condition is signless i1 or has matching shape", nameof(HasFittingCondition))]
public sealed partial class SelectOp : Operation, IFold
{
    [Operand<BoolLike>] public partial Value Condition { get; }

    [Operand<AnyType>(Name = "true_value")] public partial Value TrueValue { get; }

    [Operand<AnyType>(Name = "false_value")] public partial Value FalseValue { get; }

    [Result<AnyType>] public partial OpResult Result { get; }

    public static bool Parse(Text.IrParser parser, OperationState state)
    {
        var operands = new System.Collections.Generic.List<Text.UnresolvedOperand>();
        if (!parser.Operands.ParseList(operands, 3) || !parser.ParseOptionalAttrDict(state)
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
        if (Elements.Scalar(constants[0]) is IntegerAttr condition) return condition.IsZero ? FalseValue : TrueValue;
        // select(c, true, false) -> c
        if (Result.Type == IntegerType.I1 && ArithFolding.IsInteger(constants[1], 1) && ArithFolding.IsInteger(constants[2], 0))
            return Condition;
        // select(a == b, a, b) -> b; select(a != b, a, b) -> a
        if (Condition.Def is CmpIOp { Predicate: CmpIPredicate.Eq or CmpIPredicate.Ne } compare
            && ((compare.Lhs == TrueValue && compare.Rhs == FalseValue) || (compare.Lhs == FalseValue && compare.Rhs == TrueValue)))
            return compare.Predicate == CmpIPredicate.Ne ? TrueValue : FalseValue;
        return (constants[0], constants[1], constants[2]) is (DenseElementsAttr choice, DenseElementsAttr a, DenseElementsAttr b)
            ? Elements.Pack(a.ShapedType.ElementCount, Result.Type, i =>
                Elements.At(Elements.At(choice, i) is IntegerAttr { IsZero: true } ? b : a, i))
            : default(FoldResult);
    }

    private bool HasFittingCondition => Condition.Type is not ShapedType condition
        || (Result.Type is ShapedType result && result.Shape == condition.Shape);

    private bool Verify(DiagnosticBag diagnostics)
    {
        if (Condition.Type is not ShapedType) return true;
        if (Result.Type is not (VectorType or RankedTensorType or UnrankedTensorType))
            return Error(diagnostics, $"expected condition to be a signless i1, but got '{Condition.Type}'");
        var expected = TypeRules.I1SameShape(Result.Type);
        return Condition.Type == expected || Error(
            diagnostics,
            $"expected condition type to have the same shape as the result type, expected '{expected}', but got '{Condition.Type}'");
    }
}
