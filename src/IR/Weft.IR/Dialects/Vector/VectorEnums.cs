using System;

namespace Weft.IR;

/// <summary>How a reduction joins two values. The <c>num</c> forms prefer a number to a NaN, the others give the NaN.</summary>
[IrEnum("vector.kind", EnumForm.Attribute, CppName = "::mlir::vector::CombiningKind")]
public enum CombiningKind
{
    Add = 1, Mul = 2, MinUI = 4, MinSI = 8, MinNumF = 16, MaxUI = 32, MaxSI = 64, MaxNumF = 128, And = 256, Or = 512, Xor = 1024,
    MaximumF = 4096, MinimumF = 2048,
}

/// <summary>Whether the turns of a dimension are independent or join their values.</summary>
[IrEnum("vector.iterator_type", EnumForm.Attribute, CppName = "::mlir::vector::IteratorType")]
public enum VectorIteratorType { Parallel, Reduction }

/// <summary>What <c>vector.print</c> writes behind a value.</summary>
[IrEnum("vector.punctuation", EnumForm.Attribute, CppName = "::mlir::vector::PrintPunctuation")]
public enum PrintPunctuation { [Keyword("no_punctuation")] None, NewLine, Comma, Open, Close }

public static class CombiningKinds
{
    /// <summary>The kind that joins as loops do.</summary>
    public static CombiningKind Of(AtomicRmwKind kind) => kind switch
    {
        AtomicRmwKind.AddF or AtomicRmwKind.AddI => CombiningKind.Add,
        AtomicRmwKind.MulF or AtomicRmwKind.MulI => CombiningKind.Mul,
        AtomicRmwKind.MinimumF => CombiningKind.MinimumF,
        AtomicRmwKind.MaximumF => CombiningKind.MaximumF,
        AtomicRmwKind.MinS => CombiningKind.MinSI,
        AtomicRmwKind.MinU => CombiningKind.MinUI,
        AtomicRmwKind.MaxS => CombiningKind.MaxSI,
        AtomicRmwKind.MaxU => CombiningKind.MaxUI,
        AtomicRmwKind.AndI => CombiningKind.And,
        AtomicRmwKind.OrI => CombiningKind.Or,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "vectors are not joined so"),
    };

    extension(CombiningKind kind)
    {
        /// <summary>Whether the kind joins values of the type.</summary>
        public bool Supports(IrType element) => kind switch
        {
            CombiningKind.Add or CombiningKind.Mul => element is IntegerType or IndexType or FloatType,
            CombiningKind.MinNumF or CombiningKind.MaxNumF or CombiningKind.MinimumF or CombiningKind.MaximumF => element is FloatType,
            _ => element is IntegerType or IndexType,
        };

        /// <summary>The value that changes nothing when it is joined with another: that of lanes that are masked out.</summary>
        public TypedAttribute Neutral(IrType element)
        {
            if (element is FloatType real)
                return FloatAttr.Of(
                    kind switch
                    {
                        CombiningKind.Add => -0.0,
                        CombiningKind.Mul => 1,
                        CombiningKind.MinimumF => double.PositiveInfinity,
                        CombiningKind.MaximumF => double.NegativeInfinity,
                        // A number wins against it.
                        _ => double.NaN,
                    }, real);
            var top = System.Numerics.BigInteger.One << (IntegerBits.Width(element) - 1);
            return new IntegerAttr(
                kind switch
                {
                    CombiningKind.Mul => 1,
                    CombiningKind.And or CombiningKind.MinUI => -1,
                    CombiningKind.MinSI => top - 1,
                    CombiningKind.MaxSI => -top,
                    _ => 0,
                }, element);
        }

        /// <summary>The operation that joins two values.</summary>
        public Operation Join(Value a, Value b) => kind switch
        {
            CombiningKind.Add => IsFloat(a) ? new AddFOp(a, b) : new AddIOp(a, b),
            CombiningKind.Mul => IsFloat(a) ? new MulFOp(a, b) : new MulIOp(a, b),
            CombiningKind.MinUI => new MinUIOp(a, b),
            CombiningKind.MinSI => new MinSIOp(a, b),
            CombiningKind.MinNumF => new MinNumFOp(a, b),
            CombiningKind.MaxUI => new MaxUIOp(a, b),
            CombiningKind.MaxSI => new MaxSIOp(a, b),
            CombiningKind.MaxNumF => new MaxNumFOp(a, b),
            CombiningKind.And => new AndIOp(a, b),
            CombiningKind.Or => new OrIOp(a, b),
            CombiningKind.Xor => new XOrIOp(a, b),
            CombiningKind.MaximumF => new MaximumFOp(a, b),
            CombiningKind.MinimumF => new MinimumFOp(a, b),
            _ => throw new System.InvalidOperationException($"nothing joins by {kind}"),
        };
    }

    private static bool IsFloat(Value value) => TypeRules.ElementOf(value.Type) is FloatType;
}
