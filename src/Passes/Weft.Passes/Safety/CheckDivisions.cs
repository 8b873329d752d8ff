using Weft.IR;

namespace Weft.Passes;

/// <summary>Puts a check before each integer division that could fault, unless the divisor is a constant that cannot, a condition around
/// it says so, or the check is there already. One of vectors is checked once for all elements.</summary>
[Pass("check-divisions", "Guards integer divisions by zero and overflow.")]
public sealed record CheckDivisions : IPass
{
    public void Run(Operation root, PassContext context)
    {
        foreach (var op in root.Walk().OfType<IntegerBinaryOp>().ToList())
        {
            if (CanOverflow(op) is not { } overflows || IsSafe(op.Rhs, overflows) || IsChecked(op, overflows)
                || IsSafeHere(op, op.Rhs, overflows)) continue;
            if (op.Lhs.Type is ShapedType and not VectorType { HasScalableDimension: false })
            {
                context.Diagnostics.Add(PassDiagnostics.UncheckedDivision.At(op.Location, op.Name, op.Rhs.Type));
                continue;
            }

            var builder = Builder.At(op);
            if (op.Lhs.Type is VectorType type) CheckElements(op, type, overflows, builder);
            else builder.Insert(new CheckDivisionOp(op.Lhs, op.Rhs, zeroOnly: !overflows));
            context.Remarks.Add("check-divisions", op.Location, "guarded", op.Name);
        }

        // Those of front ends.
        foreach (var check in root.Walk().OfType<CheckDivisionOp>().ToList())
        {
            var overflows = !check.ZeroOnly && MayBeLeast(check.Lhs);
            if (IsSafe(check.Rhs, overflows) || IsSafeHere(check, check.Rhs, overflows)) check.Erase();
        }
    }

    // Null for operations that do not divide. A remainder by -1 is 0, that of the least number, too: only 0 faults there.
    private static bool? CanOverflow(Operation op) => op switch
    {
        DivSIOp or CeilDivSIOp or FloorDivSIOp => MayBeLeast(op.Operands[0]),
        RemSIOp or DivUIOp or RemUIOp or CeilDivUIOp => false,
        _ => null,
    };

    private static bool IsSafe(Value divisor, bool overflows)
    {
        return ConstantOp.ValueOf(divisor) switch
        {
            IntegerAttr number => IsSafeNumber(number),
            DenseElementsAttr { SplatValue: { } number } => IsSafeNumber(number),
            DenseElementsAttr dense => Enumerable.Range(0, (int)dense.ShapedType.ElementCount).All(i => IsSafeNumber(dense.At(i))),
            _ => false,
        };

        bool IsSafeNumber(Weft.IR.Attribute? number) =>
            number is IntegerAttr { IsZero: false } constant && (!overflows || constant.Value != -1);
    }

    // What was widened is not.
    private static bool MayBeLeast(Value value) => value.Def is not (ExtSIOp or ExtUIOp);

    // By what the conditions around say that the divisor is not: if d > 0 { x / d }.
    private static bool IsSafeHere(Operation op, Value divisor, bool overflows)
    {
        var said = Comparisons.Around(op).Where(c => c.Compare.Lhs == divisor).ToList();
        return IsExcluded(0) && (!overflows || IsExcluded(-1));

        bool IsExcluded(long number) => said.Exists(c =>
            ConstantOp.IntegerOf(c.Compare.Rhs) is { } limit && CmpIOp.Evaluate(c.Compare.Predicate, number, limit) != c.Holds);
    }

    // Each check of a divisor finds 0; only that of the same quotient finds its overflow.
    private static bool IsChecked(IntegerBinaryOp op, bool overflows) =>
        op.Rhs.Users.OfType<CheckDivisionOp>().Any(c =>
            c.Rhs == op.Rhs && (!overflows || (c.Lhs == op.Lhs && !c.ZeroOnly)) && c.Parent == op.Parent && c.IsBefore(op));

    // Some divisor is 0 where the least without sign is; a quotient overflows where the least of what is divided by -1 is the least number.
    private static void CheckElements(IntegerBinaryOp op, VectorType type, bool overflows, Builder builder)
    {
        var least = Least(CombiningKind.MinUI, op.Rhs);
        builder.Insert(new CheckDivisionOp(least, least, zeroOnly: true));
        if (!overflows) return;
        var minusOne = new IntegerAttr(-1, type.Element);
        var isTurned = builder.Add(new CmpIOp(CmpIPredicate.Eq, op.Rhs, Splat(minusOne)));
        var turned = builder.Add(new SelectOp(isTurned, op.Lhs, Splat(new IntegerAttr(0, type.Element))));
        builder.Insert(new CheckDivisionOp(Least(CombiningKind.MinSI, turned), builder.Add(new ConstantOp(minusOne)), zeroOnly: false));

        Value Splat(TypedAttribute number) => builder.Add(new ConstantOp(DenseElementsAttr.Splat(number, type)));

        Value Least(CombiningKind kind, Value numbers)
        {
            var row = new VectorType([type.ElementCount], type.Element);
            var flat = type == row ? numbers : builder.Add(new ShapeCastOp(numbers, row));
            return builder.Add(new VectorReductionOp(kind, flat, type.Element));
        }
    }
}

/// <summary>Operations that some divisors are no numbers for.</summary>
internal static class Divisions
{
    extension(Operation op)
    {
        /// <summary>Whether it divides integers, or gives what is left over.</summary>
        public bool IsDivision => op is DivSIOp or CeilDivSIOp or FloorDivSIOp or RemSIOp or DivUIOp or RemUIOp or CeilDivUIOp;
    }
}
