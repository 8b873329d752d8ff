using Weft.IR;

namespace Weft.Passes;

/// <summary>The ranges of integers, as far as they are known when the program is compiled.</summary>
public sealed class IntegerRangeAnalysis : IValueAnalysis<IntegerRange>
{
    public IntegerRange Unknown(Value value) => IntegerRange.Of(value.Type);

    public IntegerRange Join(IntegerRange a, IntegerRange b) => a.Union(b);

    public IR.Attribute? ConstantOf(IntegerRange fact) =>
        fact.Single is { } value ? new IntegerAttr(value, IntegerType.Get(fact.Width)) : null;

    public IReadOnlyList<IntegerRange?> Transfer(
        Operation op, IReadOnlyList<IntegerRange?> operands, Func<Value, IntegerRange?> factOf)
    {
        var rule = IntegerRangeRules.For(op);
        // Where there is no rule, it does not matter what comes in.
        if (rule is not null && operands.Contains(null)) return new IntegerRange?[op.Results.Length];
        return [.. op.ResultList.Select(result => Widened(result, rule?.Invoke(op, operands!) ?? Unknown(result), factOf))];
    }

    public IntegerRange? OwnArgument(Operation op, BlockArgument argument, Func<Value, IntegerRange?> factOf) => op switch
    {
        LaunchOp launch => GridRanges.OfArgument(launch, argument, factOf),
        ILoopLike { LoopVariables: [var counter] } loop when counter == argument => OfCounter(loop, argument.Type, factOf),
        _ => Unknown(argument),
    };

    // Nobody knows how often a value grows that goes round in a loop: at its second change it may be anything.
    private IntegerRange Widened(OpResult result, IntegerRange range, Func<Value, IntegerRange?> factOf) =>
        factOf(result) is { } earlier && earlier.Union(range) != earlier && result.Users.Any(u => u.Info.Has(OpTraits.IsTerminator))
            ? Unknown(result)
            : range;

    // Null: the loop never turns.
    private static IntegerRange? OfCounter(ILoopLike loop, IrType type, Func<Value, IntegerRange?> factOf)
    {
        var all = IntegerRange.Of(type);
        var range = loop.LoopRanges is [var only] ? only : default;
        var (min, max) = (OfBound(range.Lower, all, factOf).SignedMin, OfBound(range.Upper, all, factOf).SignedMax);
        if (OfBound(range.Step, all, factOf).SignedMax.Sign < 0) (min, max) = (max, min);
        else max = IntegerBits.Signed(max - 1, all.Width);
        return max >= min ? IntegerRange.FromSigned(all.Width, min, max) : null;
    }

    private static IntegerRange OfBound(FoldResult bound, IntegerRange all, Func<Value, IntegerRange?> factOf) => bound switch
    {
        { Constant: IntegerAttr constant } => IntegerRange.Exactly(all.Width, constant.Value),
        { Value: { } value } => factOf(value) ?? all,
        _ => all,
    };
}
