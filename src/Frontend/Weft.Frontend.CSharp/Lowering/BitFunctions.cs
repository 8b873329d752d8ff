using System;
using Weft.IR;
using Operation = Weft.IR.Operation;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>Functions on the bits of integers, in the width of their first operand.</summary>
internal static class BitFunctions
{
    /// <summary>A number of bits, which has the width of the operand, as a value of the result's type.</summary>
    public static Value Count(MathCall c, Operation count) => c.Convert(c.Add(count), c.Type with { IsSigned = false }, c.Result);

    // The number of the highest bit; of 0 it is 0.
    public static Value Log2(MathCall c)
    {
        var zero = c.Integer(0, c.Type);
        if (c.Type.IsSigned)
            c.Require(
                c.Add(new CmpIOp(CmpIPredicate.Sge, c.X[0], zero)),
                nameof(ArgumentOutOfRangeException), "is the logarithm of a negative number");
        var zeros = c.Add(new CountLeadingZerosOp(c.Add(new OrIOp(c.X[0], c.Integer(1, c.Type)))));
        return c.Convert(c.Add(new SubIOp(c.Integer(c.Type.Width - 1, c.Type), zeros)), c.Type, c.Result);
    }

    // The count goes around, too: to the right by n is to the left by -n.
    public static Value Rotate(MathCall c, bool isLeft)
    {
        var mask = c.Integer(c.Type.Width - 1, c.Type);
        var count = c.Convert(c.X[1], ScalarType.Int32, c.Type with { IsSigned = true });
        var back = c.Add(new SubIOp(c.Integer(0, c.Type), count));
        var (left, right) = (c.Add(new AndIOp(isLeft ? count : back, mask)), c.Add(new AndIOp(isLeft ? back : count, mask)));
        return c.Add(new OrIOp(c.Add(new ShLIOp(c.X[0], left)), c.Add(new ShRUIOp(c.X[0], right))));
    }

    public static Value IsPow2(MathCall c)
    {
        var zero = c.Integer(0, c.Type);
        var isPositive = c.Add(new CmpIOp(c.Type.IsSigned ? CmpIPredicate.Sgt : CmpIPredicate.Ugt, c.X[0], zero));
        var without = c.Add(new AndIOp(c.X[0], c.Add(new SubIOp(c.X[0], c.Integer(1, c.Type)))));
        return c.Add(new AndIOp(isPositive, c.Add(new CmpIOp(CmpIPredicate.Eq, without, zero))));
    }

    public static Value LowBitIs(MathCall c, int bit) =>
        c.Add(new CmpIOp(CmpIPredicate.Eq, c.Add(new AndIOp(c.X[0], c.Integer(1, c.Type))), c.Integer(bit, c.Type)));
}
