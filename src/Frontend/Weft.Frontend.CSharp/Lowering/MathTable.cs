using System;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Operations;
using Weft.IR;
using Operation = Weft.IR.Operation;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>A call of a function on numbers.</summary>
/// <param name="Type">The type of the first operand.</param>
/// <param name="Result">The type of the value.</param>
/// <param name="X">The operands.</param>
internal sealed record MathCall(BodyLowering Body, IInvocationOperation Source, ScalarType Type, ScalarType Result, Value[] X)
{
    public Value Add(Operation op) => Body.Function.Add(op);

    public Value Integer(int value, ScalarType type) => Body.Function.Integer(value, type.Ir);

    public Value Convert(Value value, ScalarType from, ScalarType to) => Body.Conversions.Convert(value, from, to);

    /// <summary>Faults where .NET throws: with <paramref name="why"/>, the rest of a sentence about the call.</summary>
    public void Require(Value? condition, string exception, string why) =>
        Body.Function.Require(condition, Fault.Thrown(exception, Source, why));

    /// <summary>Faults where the absolute value of an operand is none of its type.</summary>
    public void RequireMagnitude(Value? fits) => Body.Operators.Require(Source, fits, Type);
}

/// <summary>The functions that an operation or a few compute, by name and number of operands.</summary>
internal static class MathTable
{
    public static readonly ImmutableDictionary<(string Name, int Arity), Func<MathCall, Value?>> Rows =
        new (string Name, int Arity, Func<MathCall, Value?> Make)[]
        {
            ("Abs", 1, Abs),
            // Min and Max give NaN when either operand is one, and put -0 below +0.
            ("Min", 2, static c => c.Add(c.Type.IsFloat ? new MinimumFOp(c.X[0], c.X[1])
                : c.Type.IsSigned ? new MinSIOp(c.X[0], c.X[1]) : new MinUIOp(c.X[0], c.X[1]))),
            ("Max", 2, static c => c.Add(c.Type.IsFloat ? new MaximumFOp(c.X[0], c.X[1])
                : c.Type.IsSigned ? new MaxSIOp(c.X[0], c.X[1]) : new MaxUIOp(c.X[0], c.X[1]))),
            ("Clamp", 3, Clamp),
            ("Sign", 1, static c => c.Type.IsFloat ? null : IntegerSign(c)),
            ("CopySign", 2, static c => c.Type.IsFloat ? c.Add(new CopySignOp(c.X[0], c.X[1])) : IntegerCopySign(c)),
            ("IsNaN", 1, static c => c.Add(new CmpFOp(CmpFPredicate.Uno, c.X[0], c.X[0]))),
            Float("Floor", static x => new FloorOp(x)),
            Float("Ceiling", static x => new CeilOp(x)),
            Float("Truncate", static x => new TruncOp(x)),
            Float("Round", static x => new RoundEvenOp(x)),
            Float("Sqrt", static x => new SqrtOp(x)),
            Float("Cbrt", static x => new CbrtOp(x)),
            Float("Exp", static x => new ExpOp(x)),
            Float("Log", static x => new LogOp(x)),
            Float("Log10", static x => new Log10Op(x)),
            ("Log2", 1, static c => c.Type.IsFloat ? c.Add(new Log2Op(c.X[0])) : BitFunctions.Log2(c)),
            Float("Sin", static x => new SinOp(x)),
            Float("Cos", static x => new CosOp(x)),
            Float("Tan", static x => new TanOp(x)),
            Float("Asin", static x => new AsinOp(x)),
            Float("Acos", static x => new AcosOp(x)),
            Float("Atan", static x => new AtanOp(x)),
            Float("Sinh", static x => new SinhOp(x)),
            Float("Cosh", static x => new CoshOp(x)),
            Float("Tanh", static x => new TanhOp(x)),
            Float("Asinh", static x => new AsinhOp(x)),
            Float("Acosh", static x => new AcoshOp(x)),
            Float("Atanh", static x => new AtanhOp(x)),
            ("Pow", 2, static c => c.Add(new PowFOp(c.X[0], c.X[1]))),
            ("Atan2", 2, static c => c.Add(new Atan2Op(c.X[0], c.X[1]))),
            ("FusedMultiplyAdd", 3, static c => c.Add(new FmaOp(c.X[0], c.X[1], c.X[2]))),
            ("BigMul", 2, static c => c.Result.Width != 64 ? null
                : c.Add(new MulIOp(c.Convert(c.X[0], c.Type, c.Result), c.Convert(c.X[1], c.Type, c.Result)))),
            ("PopCount", 1, static c => BitFunctions.Count(c, new CtPopOp(c.X[0]))),
            ("LeadingZeroCount", 1, static c => BitFunctions.Count(c, new CountLeadingZerosOp(c.X[0]))),
            ("TrailingZeroCount", 1, static c => BitFunctions.Count(c, new CountTrailingZerosOp(c.X[0]))),
            ("RotateLeft", 2, static c => BitFunctions.Rotate(c, isLeft: true)),
            ("RotateRight", 2, static c => BitFunctions.Rotate(c, isLeft: false)),
            ("IsPow2", 1, static c => c.Type.IsFloat ? null : BitFunctions.IsPow2(c)),
            ("IsNegative", 1, static c => c.Type.IsFloat ? null : c.Add(new CmpIOp(CmpIPredicate.Slt, c.X[0], c.Integer(0, c.Type)))),
            ("IsPositive", 1, static c => c.Type.IsFloat ? null : c.Add(new CmpIOp(CmpIPredicate.Sge, c.X[0], c.Integer(0, c.Type)))),
            ("IsEvenInteger", 1, static c => c.Type.IsFloat ? null : BitFunctions.LowBitIs(c, 0)),
            ("IsOddInteger", 1, static c => c.Type.IsFloat ? null : BitFunctions.LowBitIs(c, 1)),
            Bits("SingleToInt32Bits"), Bits("SingleToUInt32Bits"), Bits("Int32BitsToSingle"), Bits("UInt32BitsToSingle"),
            Bits("DoubleToInt64Bits"), Bits("DoubleToUInt64Bits"), Bits("Int64BitsToDouble"), Bits("UInt64BitsToDouble"),
            Bits("HalfToInt16Bits"), Bits("HalfToUInt16Bits"), Bits("Int16BitsToHalf"), Bits("UInt16BitsToHalf"),
        }.ToImmutableDictionary(row => (row.Name, row.Arity), row => row.Make);

    private static (string Name, int Arity, Func<MathCall, Value?> Make) Float(string name, Func<Value, Operation> make) =>
        (name, 1, c => c.Type.IsFloat ? c.Add(make(c.X[0])) : null);

    private static (string Name, int Arity, Func<MathCall, Value?> Make) Bits(string name) =>
        (name, 1, static c => c.Add(new BitcastOp(c.X[0], c.Result.Ir)));

    private static Value Abs(MathCall c)
    {
        if (c.Type.IsFloat) return c.Add(new AbsFOp(c.X[0]));
        if (!c.Type.IsSigned) return c.X[0];
        c.RequireMagnitude(c.Body.Checked.NegativeFits(c.X[0], c.Type));
        return c.Add(new AbsIOp(c.X[0]));
    }

    // Math.Clamp compares, so that NaN as a bound bounds nothing; float.Clamp takes the larger, then the smaller one.
    private static Value Clamp(MathCall c)
    {
        var (value, min, max) = (c.X[0], c.X[1], c.X[2]);
        c.Require(c.Body.Function.Not(c.Add(Less(c.Type, max, min))), nameof(ArgumentException), "has a lower bound above the upper one");
        if (c.Type.IsFloat && c.Source.TargetMethod.ContainingType.Name != "Math")
            return c.Add(new MinimumFOp(c.Add(new MaximumFOp(value, min)), max));
        var raised = c.Add(new SelectOp(c.Add(Less(c.Type, value, min)), min, value));
        return c.Add(new SelectOp(c.Add(Less(c.Type, max, value)), max, raised));
    }

    private static Value IntegerSign(MathCall c)
    {
        var zero = c.Integer(0, c.Type);
        var above = c.Add(new SelectOp(c.Add(Less(c.Type, zero, c.X[0])), c.Integer(1, c.Result), c.Integer(0, c.Result)));
        return c.Type.IsSigned ? c.Add(new SelectOp(c.Add(Less(c.Type, c.X[0], zero)), c.Integer(-1, c.Result), above)) : above;
    }

    private static Value IntegerCopySign(MathCall c)
    {
        var zero = c.Integer(0, c.Type);
        var isNegative = c.Add(Less(c.Type, c.X[1], zero));
        var magnitude = c.Add(new AbsIOp(c.X[0]));
        var fits = c.Add(new OrIOp(isNegative, c.Body.Checked.NegativeFits(c.X[0], c.Type)!));
        c.RequireMagnitude(fits);
        return c.Add(new SelectOp(isNegative, c.Add(new SubIOp(zero, magnitude)), magnitude));
    }

    private static Operation Less(ScalarType type, Value a, Value b) =>
        type.IsFloat ? new CmpFOp(CmpFPredicate.Olt, a, b) : new CmpIOp(type.IsSigned ? CmpIPredicate.Slt : CmpIPredicate.Ult, a, b);
}
