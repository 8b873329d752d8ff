using Weft.IR;
using Weft.Runtime;

namespace Weft.Backends;

/// <summary>
/// Makes one function ready to run: gives each SSA value a slot and each operation its handler, so that nothing is looked up
/// while the program runs.
/// </summary>
internal sealed class Preparation
{
    private readonly Interpreter _interpreter;
    private readonly Dictionary<Value, int> _slots = [];
    private int _slotCount;

    private Preparation(Interpreter interpreter) => _interpreter = interpreter;

    public static (RegionCode Body, int SlotCount) Prepare(Interpreter interpreter, Operation function)
    {
        var body = ((IFunction)function).Body;
        if (body.IsEmpty) throw new WeftException(InterpreterDiagnostics.NoBody.At(function.Location, ((IFunction)function).SymName));
        var preparation = new Preparation(interpreter);
        return (preparation.Region(body), preparation._slotCount);
    }

    /// <summary>What host functions print on, or null.</summary>
    public TextWriter? Output => _interpreter.Output;

    public int NewSlot() => _slotCount++;

    public int Slot(Value value)
    {
        if (!_slots.TryGetValue(value, out var slot)) _slots.Add(value, slot = NewSlot());
        return slot;
    }

    public int[] Slots(IEnumerable<Value> values) => [.. values.Select(Slot)];

    /// <summary>Reads indices.</summary>
    public Func<Frame, long[]> Subscripts(IEnumerable<Value> indices)
    {
        var slots = Slots(indices);
        return frame => Array.ConvertAll(slots, frame.Bits);
    }

    public Move Move(IReadOnlyList<Value> from, IReadOnlyList<Value> to) => Weft.Backends.Move.Between(this, from, to);

    public RegionCode Region(Region region)
    {
        var blocks = region.Blocks.ToDictionary(block => block, block => new BlockCode(Slots(block.Arguments)));
        foreach (var (block, code) in blocks) Fill(block, code, blocks);
        return new(blocks[region.Entry]);
    }

    public FunctionCode Function(Operation from, SymbolRefAttr reference) => _interpreter.Function(
        SymbolTable.Resolve(from, reference) ?? throw InterpreterDiagnostics.Refusal(from.Location, $"the reference {reference}"));

    /// <summary>The memory of a global, made and filled when it is first asked for.</summary>
    public MemRef Global(Operation from, SymbolRefAttr reference) => _interpreter.Global(
        SymbolTable.Resolve(from, reference) as GlobalOp
            ?? throw InterpreterDiagnostics.Refusal(from.Location, $"the reference {reference}"));

    private Move Pass(IBranch branch, int successor, Block target) => Move(branch.SuccessorOperands(successor), target.Arguments);

    private void Fill(Block block, BlockCode code, Dictionary<Block, BlockCode> blocks)
    {
        var steps = new List<Handler>();
        foreach (var op in block.Ops)
        {
            switch (OpSemantics.Of(op))
            {
                case OpSemantics.Step step:
                    steps.Add(step.Prepare(op, this));
                    break;
                case OpSemantics.Branch branch:
                    code.Branch = branch.Prepare(op, this);
                    code.Edges = [.. op.Successors.Select((target, i) => (Pass((IBranch)op, i, target), blocks[target]))];
                    break;
                case OpSemantics.Exit:
                    code.Exit = Slots(op.Operands);
                    break;
                case OpSemantics.Declaration:
                    break;
                default:
                    throw InterpreterDiagnostics.Refusal(op.Location, $"the operation '{op.Name}'");
            }
        }

        code.Steps = [.. steps];
    }
}
