using Weft.IR;

namespace Weft.Passes;

/// <summary>Operands and results of <c>linalg.generic</c> that nobody uses, or that say the same twice.</summary>
internal static partial class UnusedOperands
{
    // generic(x, x, unused) -> generic(x)
    [Rule]
    private static bool Erase(GenericOp op, Rewriter rewriter)
    {
        var dropped = new List<int>();
        // For each operand the one that takes its place; itself when it stays.
        var places = new int?[op.OperandSlots.Length];
        PlaceInputs(op, places, dropped);
        PlaceOutputs(op, places, dropped);
        var kept = Enumerable.Range(0, places.Length).Where(i => places[i] == i).ToList();
        return kept.Count < places.Length && Rebuild(op, places, kept, rewriter);
    }

    // The destination's element only goes into what becomes of it, and nobody asks for that.
    [Rule]
    private static bool DeadCycle(GenericOp op, Rewriter rewriter)
    {
        if (!op.HasPureTensors) return false;
        var changed = false;
        for (var i = 0; i < op.Outputs.Count; i++)
        {
            var argument = op.Body.Arguments[op.Inputs.Count + i];
            if (op.Results[i].HasUses || !argument.HasOneUse) continue;
            var user = argument.Users.First();
            if (user.Results.Length != 1 || !user.Results[0].HasOneUse || op.Yielded[i] != user.Results[0]) continue;
            changed |= rewriter.Replace(user, argument);
        }

        if (changed) rewriter.Note(op);
        return changed;
    }

    private static void PlaceInputs(GenericOp op, int?[] places, List<int> dropped)
    {
        var maps = op.IndexingMaps;
        var known = new Dictionary<(Value, AffineMap), int>();
        for (var i = 0; i < op.Inputs.Count; i++)
        {
            if (!op.Body.Arguments[i].HasUses && Drop(op, i, dropped)) continue;
            if (known.TryGetValue((op.Inputs[i], maps[i]), out var same)) dropped.Add(i);
            else known.Add((op.Inputs[i], maps[i]), same = i);
            places[i] = same;
        }
    }

    private static void PlaceOutputs(GenericOp op, int?[] places, List<int> dropped)
    {
        var maps = op.IndexingMaps;
        var known = new Dictionary<(Value, AffineMap, Value), int>();
        for (var i = 0; i < op.Outputs.Count; i++)
        {
            var operand = op.Inputs.Count + i;
            places[operand] = operand;
            if (!op.HasPureTensors) continue;
            if (IsDead(op, i) && Drop(op, operand, dropped))
            {
                places[operand] = null;
                continue;
            }

            var key = (op.Outputs[i], maps[operand], op.Yielded[i]);
            if (!op.ReadsInit(i) && known.TryGetValue(key, out var same))
            {
                dropped.Add(operand);
                places[operand] = same;
                continue;
            }

            known[key] = operand;
        }
    }

    private static bool Drop(GenericOp op, int operand, List<int> dropped)
    {
        dropped.Add(operand);
        if (op.CanDrop(dropped)) return true;
        dropped.RemoveAt(dropped.Count - 1);
        return false;
    }

    // Nobody uses the result, nor the destination's element but to give it back.
    private static bool IsDead(GenericOp op, int output)
    {
        if (op.Results[output].HasUses) return false;
        if (!op.ReadsInit(output)) return true;
        var argument = op.Body.Arguments[op.Inputs.Count + output];
        return argument.HasOneUse && op.Yielded[output] == argument;
    }

    private static bool Rebuild(GenericOp op, int?[] places, List<int> kept, Rewriter rewriter)
    {
        var (inputs, outputs) = (kept.Where(i => i < op.Inputs.Count).ToList(), kept.Where(i => i >= op.Inputs.Count).ToList());
        var fewer = GenericOp.Make(
            [.. inputs.Select(i => op.Operands[i])], [.. outputs.Select(i => op.Operands[i])], [.. kept.Select(i => op.IndexingMaps[i])],
            op.IteratorTypes);
        (fewer.Doc, fewer.LibraryCall) = (op.Doc, op.LibraryCall);
        foreach (var attribute in op.Attributes) fewer.SetAttribute(attribute.Name, attribute.Value);
        rewriter.InsertBefore(op, fewer);

        var body = op.Body;
        for (var i = 0; i < places.Length; i++)
            if (places[i] is { } place && place != i) rewriter.ReplaceAllUses(body.Arguments[i], body.Arguments[place]);
        var yield = (LinalgYieldOp)body.Last!;
        if (outputs.Count < op.Outputs.Count)
        {
            rewriter.InsertBefore(yield, new LinalgYieldOp([.. outputs.Select(i => yield.Values[i - op.Inputs.Count])]));
            rewriter.Erase(yield);
        }

        for (var i = places.Length - 1; i >= 0; i--)
            if (places[i] != i) body.EraseArgument(i);
        var values = new Value[op.Results.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = places[op.Inputs.Count + i] is { } place ? fewer.Results[outputs.IndexOf(place)] : op.Results[i];
        op.Region.MoveBlocksTo(fewer.Region);
        return rewriter.Replace(op, values);
    }
}
