using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Where each turn of a scalar loop needs from the one before an integer that goes through the lesser or greater of two, that integer is
/// carried in a vector register: there the choice is one instruction of one cycle, elsewhere a comparison and a move. What joins it on the
/// way goes with it: <c>s = max(a, max(s, b) - p)</c>.
/// </summary>
[Pass("carry-extremes", "Carries integers that turns join by minima and maxima in vector registers.")]
public sealed record CarryExtremes : IPass
{
    public void Run(Operation root, PassContext context)
    {
        foreach (var scalar in root.Walk().OfType<AffineForOp>().Where(loop => !Versions.IsRare(loop) && !loop.HasInnerLoops).ToList())
        {
            var loop = scalar;
            while (JoinedChain.Of(loop) is { } chain)
            {
                context.Remarks.Chosen(
                    "carry-extremes", loop, "carried",
                    $"what turns hand on is carried in a vector register, where {chain.Ops.Count} steps take a cycle each");
                loop = chain.Carry(loop);
            }
        }
    }
}

/// <summary>The operations through which a carried integer goes in a turn.</summary>
/// <param name="Index">Of the carried value.</param>
internal sealed record JoinedChain(int Index, IReadOnlySet<Operation> Ops)
{
    // A register of 16 bytes, of which one lane is used.
    private const int Bytes = 16;

    /// <summary>The first one of a loop; null where there is none, or anything on the way is no step of one cycle.</summary>
    public static JoinedChain? Of(AffineForOp loop)
    {
        for (var i = 0; i < loop.Inits.Count; i++)
            if (loop.IterArgs.ElementAt(i) is { Type: IntegerType { Width: 8 or 16 or 32 } } carried
                && Between(carried, loop.Yielded[i]) is var ops && ops.Any(IsExtreme)
                && ops.All(op => IsExtreme(op) || op is AddIOp or SubIOp))
                return new(i, ops);
        return null;
    }

    /// <summary>Puts a loop that carries it so in the place of the loop. Gives it.</summary>
    public AffineForOp Carry(AffineForOp loop)
    {
        var builder = Builder.At(loop);
        var element = loop.Inits[Index].Type;
        var type = new VectorType([Bytes / CpuModel.BytesOf(element)], element);
        List<Value> initial = [.. loop.Inits];
        initial[Index] = builder.Add(new VectorBroadcastOp(initial[Index], type));
        var results = builder.Loop(loop.LowerBound, loop.UpperBound, loop.Step, initial, (at, before) =>
        {
            var (copies, vectors) = (new IrMapping(), new Dictionary<Value, Value>());
            copies[loop.InductionVariable] = at;
            foreach (var (carried, i) in loop.IterArgs.Select((carried, i) => (carried, i)))
                if (i == Index) Set(carried, before[i]);
                else copies[carried] = before[i];
            foreach (var op in loop.Body.Ops.SkipLast(1))
                if (Ops.Contains(op)) Set(op.Results[0], builder.Insert(op.CopyWith([.. op.Operands.Select(Vector)], [type])).Results[0]);
                else builder.Insert(copies.Clone(op));
            return [.. loop.Yielded.Select((value, i) => i == Index ? Vector(value) : copies[value])];

            // Others than the chain see its lane.
            void Set(Value original, Value vector)
            {
                vectors[original] = vector;
                if (original.Users.Any(user => user != loop.Body.Last && !Ops.Contains(user))
                    || loop.Yielded.Where((_, i) => i != Index).Contains(original)) copies[original] = Lane(vector);
            }

            Value Vector(Value value) => vectors.TryGetValue(value, out var known) ? known
                : builder.Add(new VectorBroadcastOp(copies[value], type));
        }).ToList();
        var made = (AffineForOp)results[Index].Def!;
        results[Index] = Lane(results[Index]);
        loop.ReplaceWith([.. results]);
        return made;

        Value Lane(Value vector) => builder.Add(new VectorExtractOp([0], vector, [], element));
    }

    private static bool IsExtreme(Operation op) => op is MinSIOp or MaxSIOp or MinUIOp or MaxUIOp;

    // All of a turn that lies on a way from one value to the other.
    private static HashSet<Operation> Between(BlockArgument from, Value to)
    {
        var (found, known) = (new HashSet<Operation>(), new Dictionary<Value, bool>());
        Reaches(to);
        return found;

        bool Reaches(Value value)
        {
            if (known.TryGetValue(value, out var reaches)) return reaches;
            reaches = value == from;
            if (value.Def is { } definition && definition.Parent == from.Owner)
            {
                foreach (var operand in definition.Operands) reaches |= Reaches(operand);
                if (reaches) found.Add(definition);
            }

            return known[value] = reaches;
        }
    }
}
