using System.Collections.Generic;

namespace Weft.IR;

/// <summary>Copies operations, remembering which copy stands for which original.</summary>
public sealed class IrMapping
{
    private readonly Dictionary<Value, Value> _values = [];
    private readonly Dictionary<Block, Block> _blocks = [];

    /// <summary>What stands for the value in the copy; the value itself when it was not copied.</summary>
    public Value this[Value original]
    {
        get => _values.TryGetValue(original, out var copy) ? copy : original;
        set => _values[original] = value;
    }

    public Block this[Block original]
    {
        get => _blocks.TryGetValue(original, out var copy) ? copy : original;
        set => _blocks[original] = value;
    }

    public bool Contains(Value value) => _values.ContainsKey(value);

    public T Clone<T>(T op) where T : Operation
    {
        var state = new OperationState(op.Info, op.Location) { Properties = op.Properties.ToArray() };
        foreach (var operand in op.Operands) state.Operands.Add(this[operand]);
        foreach (var result in op.Results) state.ResultTypes.Add(result.Type);
        foreach (var block in op.Successors) state.Successors.Add(this[block]);
        foreach (var attribute in op.Attributes) state.Attributes.Add(attribute);
        foreach (var region in op.Regions) CloneInto(region, state.AddRegion());
        var copy = (T)state.Build();
        if ((op, copy) is (ModuleOp module, ModuleOp moduleCopy)) moduleCopy.Metadata = module.Metadata;
        for (var i = 0; i < op.Results.Length; i++) this[op.Results[i]] = copy.Results[i];
        return copy;
    }

    /// <summary>Appends copies of all blocks of a region to another.</summary>
    public void CloneInto(Region source, Region target)
    {
        foreach (var block in source.Blocks)
        {
            var copy = target.AddBlock();
            this[block] = copy;
            foreach (var argument in block.Arguments) this[argument] = copy.AddArgument(argument.Type, argument.Location);
        }

        // Uses before definitions (graph regions, back edges) are patched once everything has a copy.
        foreach (var block in source.Blocks)
            foreach (var op in block.Ops)
                this[block].Append(Clone(op));
        foreach (var block in source.Blocks)
            foreach (var op in this[block].Ops)
                foreach (var inner in op.Walk())
                    foreach (var slot in inner.OperandSlots)
                        slot.Value = this[slot.Value];
    }
}
