using Weft.IR;

namespace Weft.Passes;

/// <summary>Puts a check before each integer division that could fault, unless the divisor is a constant that cannot or the check is
/// there already.</summary>
[Pass("check-divisions", "Guards integer divisions by zero and overflow.")]
public sealed record CheckDivisions : IPass
{
    public void Run(Operation root, PassContext context)
    {
        foreach (var op in root.Walk().OfType<IntegerBinaryOp>().ToList())
        {
            if (IsUnsigned(op) is not { } unsigned || IsSafe(op.Rhs, unsigned) || IsChecked(op, unsigned)) continue;
            if (op.Lhs.Type is ShapedType)
            {
                context.Diagnostics.Add(PassDiagnostics.UncheckedDivision.At(op.Location, op.Name, op.Rhs.Type));
                continue;
            }

            op.Parent!.InsertBefore(op, new CheckDivisionOp(op.Lhs, op.Rhs, unsigned) { Location = op.Location });
            context.Remarks.Add("check-divisions", op.Location, "guarded", op.Name);
        }
    }

    // Null for operations that do not divide. A remainder by -1 is 0 and cannot overflow, but the check costs nothing more.
    private static bool? IsUnsigned(Operation op) => op switch
    {
        DivSIOp or RemSIOp or CeilDivSIOp or FloorDivSIOp => false,
        DivUIOp or RemUIOp or CeilDivUIOp => true,
        _ => null,
    };

    private static bool IsSafe(Value divisor, bool unsigned) =>
        ConstantOp.ValueOf(divisor) is IntegerAttr { IsZero: false } constant && (unsigned || constant.Value != -1);

    private static bool IsChecked(IntegerBinaryOp op, bool unsigned) =>
        op.Rhs.Users.OfType<CheckDivisionOp>().Any(c =>
            c.Lhs == op.Lhs && c.Rhs == op.Rhs && c.IsUnsigned == unsigned && c.Parent == op.Parent && c.IsBefore(op));
}
