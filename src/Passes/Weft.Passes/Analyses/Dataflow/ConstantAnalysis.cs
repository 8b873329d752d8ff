using Weft.IR;

namespace Weft.Passes;

/// <summary>A constant that a value is, and the dialect that makes the operation for it; or, with null, no constant.</summary>
public sealed record ConstantFact(IR.Attribute? Value, string Dialect)
{
    public static ConstantFact None { get; } = new(null, "");
}

/// <summary>Which values are constants: operations are folded with what is known about their operands.</summary>
public sealed class ConstantAnalysis : IValueAnalysis<ConstantFact>
{
    public ConstantFact Unknown(Value value) => ConstantFact.None;

    public ConstantFact Join(ConstantFact a, ConstantFact b) => Equals(a.Value, b.Value) ? a : ConstantFact.None;

    public IR.Attribute? ConstantOf(ConstantFact fact) => fact.Value;

    public ConstantFact? OwnArgument(Operation op, BlockArgument argument, Func<Value, ConstantFact?> factOf) => ConstantFact.None;

    public IReadOnlyList<ConstantFact?> Transfer(
        Operation op, IReadOnlyList<ConstantFact> operands, Func<Value, ConstantFact?> factOf)
    {
        var facts = new ConstantFact?[op.Results.Length];
        Array.Fill(facts, ConstantFact.None);
        if (op.Regions.Count > 0) return facts;
        var folded = Simulate(op, [.. operands.Select(o => o.Value)]);
        if (folded.Constant is { } constant) facts[0] = new(constant, op.Info.Dialect);
        else if (folded.Value is { } value && value != op.Results[0]) facts[0] = factOf(value);
        return facts;
    }

    private static FoldResult Simulate(Operation op, IR.Attribute?[] constants) => op is IFold foldable ? foldable.Fold(constants) : default;
}
