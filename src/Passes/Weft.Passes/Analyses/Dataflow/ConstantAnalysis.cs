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
        Operation op, IReadOnlyList<ConstantFact?> operands, Func<Value, ConstantFact?> factOf)
    {
        var facts = new ConstantFact?[op.Results.Length];
        if (op.Regions.Count == 0 && operands.Contains(null)) return facts;
        Array.Fill(facts, ConstantFact.None);
        if (op.Regions.Count > 0 || !Folding.CanFold(op)) return facts;
        var folded = Simulate(op, Array.ConvertAll(operands.ToArray(), o => o!.Value));
        if (folded.IsNone || folded.IsInPlace) return facts;
        for (var i = 0; i < facts.Length; i++)
        {
            var known = folded.Each?[i] ?? folded;
            facts[i] = known.Constant is { } constant ? new(constant, op.Info.Dialect) : factOf(known.Value!);
        }

        return facts;
    }

    // The operation keeps its operands and attributes, also when folding would make them simpler; what folding adds may stay.
    private static FoldResult Simulate(Operation op, IR.Attribute?[] constants)
    {
        var (operands, properties, attributes) = (op.Operands.ToArray(), op.Properties.ToArray(), op.Attributes.ToArray());
        var folded = Folding.Fold(op, constants);
        if (!folded.IsInPlace) return folded;
        op.SetOperands(operands);
        for (var i = 0; i < properties.Length; i++) op.SetProperty(i, properties[i] ?? op.Properties[i]);
        foreach (var attribute in op.Attributes.ToArray()) op.SetAttribute(attribute.Name, null);
        foreach (var attribute in attributes) op.SetAttribute(attribute.Name, attribute.Value);
        return folded;
    }
}
