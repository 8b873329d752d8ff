using Weft.IR;

namespace Weft.Passes;

/// <summary>A value that a loop carries only to join it with those of its turns, which may be done in any order.</summary>
/// <param name="Index">Which of the carried values it is.</param>
/// <param name="Flags">What may be done with the joins of floats.</param>
internal sealed record Accumulator(int Index, AtomicRmwKind Kind, FastMath Flags)
{
    /// <summary>The carried value of a loop as one, or why its turns have an order.</summary>
    public static Attempt<Accumulator> Try(AffineForOp loop, int index)
    {
        var chain = new JoinChain(loop.Body, loop.Body.Arguments[index + 1]);
        var isOne = chain.Follow(loop.Yielded[index]) && chain.EndsIn(index);
        return !isOne || chain.Kind is not { } kind ? Obstacle.Recurrence(loop.Yielded[index].Def ?? loop)
            : chain.Ordered is { } join ? Obstacle.Strict(join)
            : new Accumulator(index, kind, chain.Flags);
    }

    /// <summary>What joins of the kind make.</summary>
    public string Noun => Kind switch
    {
        AtomicRmwKind.AddF or AtomicRmwKind.AddI => "sums",
        AtomicRmwKind.MulF or AtomicRmwKind.MulI => "products",
        AtomicRmwKind.MaximumF or AtomicRmwKind.MaxNumF or AtomicRmwKind.MaxS or AtomicRmwKind.MaxU => "maxima",
        AtomicRmwKind.MinimumF or AtomicRmwKind.MinNumF or AtomicRmwKind.MinS or AtomicRmwKind.MinU => "minima",
        _ => "bits",
    };

    /// <summary>What all vectors begin with: what changes nothing, or where it does no harm to join it more than once, the initial value.
    /// </summary>
    public Value Begin(Builder builder, Value initial, VectorType type) => Neutral(type.Element) is { } neutral
        ? builder.Add(new ConstantOp(DenseElementsAttr.Splat(neutral, type)))
        : builder.Add(new VectorBroadcastOp(initial, type));

    public Value Join(Builder builder, Value a, Value b) => builder.Add(WithFlags(Kind.Join(a, b)!));

    /// <summary>All elements of a vector and the initial value.</summary>
    public Value Finish(Builder builder, Value vector, Value initial)
    {
        var all = builder.Add(WithFlags(new VectorReductionOp(CombiningKinds.Of(Kind), vector, initial.Type)));
        return Neutral(initial.Type) is null ? all : Join(builder, initial, all);
    }

    // x + -0.0 is x for all x, x + 0.0 is not.
    private TypedAttribute? Neutral(IrType type) => Kind switch
    {
        AtomicRmwKind.AddF => FloatAttr.Of(-0.0, (FloatType)type),
        AtomicRmwKind.AddI or AtomicRmwKind.MulF or AtomicRmwKind.MulI => Kind.Identity(type),
        _ => null,
    };

    private Operation WithFlags(Operation op)
    {
        if (op is IFastMath fast) fast.Fastmath = Flags;
        return op;
    }

    /// <summary>The operations from a carried value to what is yielded of it.</summary>
    private sealed class JoinChain(Block body, Value carried)
    {
        private readonly HashSet<Operation> _ops = [];

        public AtomicRmwKind? Kind { get; private set; }

        public FastMath Flags { get; private set; } = FastMath.Fast;

        /// <summary>A join that keeps its order; null where none does.</summary>
        public Operation? Ordered { get; private set; }

        /// <summary>Whether a value is the carried one, joined with others or not.</summary>
        public bool Follow(Value value)
        {
            if (value == carried) return true;
            if (value.Def is not { } op || op.Parent != body) return false;
            if (_ops.Contains(op)) return true;
            if (op is SelectOp choice)
                return Follow(choice.TrueValue) && Follow(choice.FalseValue) && _ops.Add(op);
            if (KindOf(op) is not { } kind || (Kind ?? kind) != kind) return false;
            Kind = kind;
            if (!MayReorder(op)) Ordered = op;
            var canSwap = op is not (SubFOp or SubIOp);
            var before = Follow(op.Operands[0]) ? 0 : canSwap && Follow(op.Operands[1]) ? 1 : -1;
            return before >= 0 && !Follow(op.Operands[1 - before]) && _ops.Add(op);
        }

        /// <summary>Whether nothing else sees what is joined so far: with no other value, condition or element.</summary>
        public bool EndsIn(int index) => _ops.Count > 0
            && _ops.Select(op => (Value)op.Results[0]).Append(carried).All(value => value.Uses.All(use =>
                (_ops.Contains(use.Owner) && !(use.Owner is SelectOp choice && choice.Condition == value))
                || (use.Owner == body.Last && body.Last!.Operands[index] == value && use.Owner.Operands.Count(v => v == value) == 1)));

        private bool MayReorder(Operation op)
        {
            if (op is IFastMath fast) Flags &= fast.Fastmath;
            return op.MayReorder;
        }

        // What is taken away is joined, too.
        private static AtomicRmwKind? KindOf(Operation op) => op switch
        {
            SubFOp => AtomicRmwKind.AddF,
            SubIOp => AtomicRmwKind.AddI,
            _ => AtomicRmwKinds.Of(op),
        };
    }
}
