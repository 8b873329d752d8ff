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

    /// <summary>The same for one value.</summary>
    public Value Begin(Builder builder, Value initial) =>
        Neutral(initial.Type) is { } neutral ? builder.Add(new ConstantOp(neutral)) : initial;

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
        private readonly HashSet<Value> _joined = [];

        public AtomicRmwKind? Kind { get; private set; }

        public FastMath Flags { get; private set; } = FastMath.Fast;

        /// <summary>A join that keeps its order; null where none does.</summary>
        public Operation? Ordered { get; private set; }

        /// <summary>Whether a value is the carried one, joined with others or not.</summary>
        public bool Follow(Value value)
        {
            if (value == carried || _joined.Contains(value)) return true;
            return value is OpResult { Def: { } op, Index: var index } && IsInTurn(op) && FollowsFrom(op, index) && _joined.Add(value);
        }

        private bool FollowsFrom(Operation op, int index)
        {
            if (Sides(op, index) is { } sides) return sides.All(Follow);
            if (op is AffineForOp inner) return FollowsThrough(inner, index);
            if (KindOf(op) is not { } kind || (Kind ?? kind) != kind) return false;
            Kind = kind;
            var canSwap = op is not (SubFOp or SubIOp);
            var before = Follow(op.Operands[0]) ? 0 : canSwap && Follow(op.Operands[1]) ? 1 : -1;
            if (before < 0 || Follow(op.Operands[1 - before])) return false;
            if (!MayReorder(op)) Ordered = op;
            return true;
        }

        // A loop joins more with what it begins with.
        private bool FollowsThrough(AffineForOp inner, int index)
        {
            if (Try(inner, index).Plan is not { } joins || (Kind ?? joins.Kind) != joins.Kind) return false;
            (Kind, Flags) = (joins.Kind, Flags & joins.Flags);
            return Follow(inner.Inits[index]);
        }

        // What a condition chooses between.
        private static Value[]? Sides(Operation op, int index) => op switch
        {
            SelectOp choice => [choice.TrueValue, choice.FalseValue],
            IfOp choice => [choice.ThenRegion.Entry.Last!.Operands[index], choice.ElseRegion.Entry.Last!.Operands[index]],
            _ => null,
        };

        private bool IsInTurn(Operation op) => op.Parent == body || (op.ParentOp is IfOp choice && IsInTurn(choice));

        /// <summary>Whether nothing else sees what is joined so far: with no other value, condition or element.</summary>
        public bool EndsIn(int index) => _joined.Count > 0 && _joined.Append(carried).All(value => value.Uses.All(use =>
            use.Owner == body.Last ? use.Index == index
            : use.Owner is YieldOp { ParentOp: IfOp choice } ? _joined.Contains(choice.Results[use.Index])
            : use.Owner is AffineForOp inner ? BeginsJoined(inner, use.Index - (inner.Operands.Count - inner.Inits.Count))
            : use.Owner.Regions.Count == 0 && use.Owner.Results.Length == 1 && _joined.Contains(use.Owner.Results[0])
                && !(use.Owner is SelectOp && use.Index == 0)));

        private bool BeginsJoined(AffineForOp inner, int index) => index >= 0 && _joined.Contains(inner.Results[index]);

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
