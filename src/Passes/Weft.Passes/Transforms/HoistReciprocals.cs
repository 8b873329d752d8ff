using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// What all turns of a loop are divided by is turned over once, before the loop: <c>for j { y[j] = x[j] / s }</c> ->
/// <c>r = 1 / s; for j { y[j] = x[j] * r }</c>, where a quotient may be computed so. A vector's quotients take as long as ten products.
/// </summary>
[Pass("hoist-reciprocals", "Turns over once what all turns of a loop are divided by.")]
public sealed record HoistReciprocals : IPass
{
    public void Run(Operation root, PassContext context)
    {
        foreach (var loop in root.Walk().OfType<ILoopLike>().ToList())
        {
            var op = (Operation)loop;
            if (Versions.IsRare(op)) continue;
            var quotients = op.Walk().OfType<DivFOp>()
                .Where(quotient => quotient.Fastmath.HasFlag(FastMath.Arcp) && IsFixed(quotient.Rhs, loop)).ToList();
            foreach (var shared in quotients.GroupBy(quotient => quotient.Rhs))
            {
                var divisor = shared.Key;
                Hoist(divisor, loop);
                var (builder, flags) = (Builder.At(op), shared.First().Fastmath);
                var one = builder.Add(new ConstantOp(FloatAttr.Of(1, (FloatType)divisor.Type)));
                var reciprocal = builder.Add(new DivFOp(one, divisor) { Fastmath = flags });
                foreach (var quotient in shared)
                    quotient.ReplaceWith([Builder.At(quotient).Add(new MulFOp(quotient.Lhs, reciprocal) { Fastmath = quotient.Fastmath })]);
            }

            if (quotients.Count > 0)
                context.Remarks.Chosen(
                    "hoist-reciprocals", op, "multiplied", "what all turns are divided by is turned over once, before them");
        }
    }

    // Of what is there before the loop, by operations that may run though it has no turn.
    private static bool IsFixed(Value value, ILoopLike loop) => loop.IsDefinedOutside(value)
        || (value.Def is { MemoryEffects: MemoryEffects.None, IsSpeculatable: true, Regions.Count: 0 } op
            && op.Operands.All(operand => IsFixed(operand, loop)));

    private static void Hoist(Value value, ILoopLike loop)
    {
        if (loop.IsDefinedOutside(value)) return;
        foreach (var operand in value.Def!.Operands) Hoist(operand, loop);
        value.Def!.MoveBefore((Operation)loop);
    }
}
