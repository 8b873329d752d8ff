using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Writes the vector form of a nest's scalar operations: lane <c>l</c> of a vector is what the scalar is when a counter is <c>l</c> ahead.
/// What does not depend on that counter stays a scalar. Values of the nest for which something else stands are set before.
/// </summary>
/// <param name="nest">Values from outside of it stand for themselves.</param>
/// <param name="counter">The counter of the nest that the lanes follow.</param>
internal sealed class LaneCode(Operation nest, Value counter, int lanes, Builder builder)
{
    private readonly Dictionary<Value, bool> _varies = [];
    private Dictionary<Value, Value> _scalars = [];
    private Dictionary<Value, Value> _vectors = [];
    private Value? _mask;
    private bool _mayBeNone;

    /// <summary>Which lanes may touch memory; all where it is null. The others of what is read are zero.</summary>
    public Value? Mask
    {
        get => _mask;
        init => _mask = value;
    }

    /// <summary>A turn of the counter that there is, which lanes that must not touch memory read instead of their own; with
    /// <see cref="Mask"/>.</summary>
    public Value? Present { get; init; }

    /// <summary>The array whose vectors are written past the caches: each to an address that is a multiple of its bytes.</summary>
    public Value? Streamed { get; init; }

    /// <summary>Vectors that those before and behind have parts of in common; null where there are none, or lanes may be missing.</summary>
    public SharedVectors? Shared { get; init; }

    /// <summary>Lets a scalar stand for a value of the nest: for the lanes' counter that of the first lane.</summary>
    public void Set(Value original, Value scalar) => _scalars[original] = scalar;

    /// <summary>Lets a vector stand for a value of the nest.</summary>
    public void SetVector(Value original, Value vector) => (_vectors[original], _varies[original]) = (vector, true);

    /// <summary>Writes into an operation of its own: what is computed there is not there behind it.</summary>
    public T Inside<T>(Func<T> write)
    {
        var before = (_scalars, _vectors);
        (_scalars, _vectors) = (new(_scalars), new(_vectors));
        var result = write();
        (_scalars, _vectors) = before;
        return result;
    }

    /// <summary>Writes what is done in the lanes alone for which a condition holds, or does not. There may be none.</summary>
    public T Where<T>(Value condition, bool holds, Func<T> write)
    {
        var before = (_mask, _mayBeNone);
        var there = holds ? Vector(condition) : builder.Add(new XOrIOp(Vector(condition), Splat(builder.Add(ConstantOp.Bool(true)))));
        (_mask, _mayBeNone) = (_mask is null ? there : builder.Add(new AndIOp(_mask, there)), true);
        var result = write();
        (_mask, _mayBeNone) = before;
        return result;
    }

    /// <summary>A map of values here.</summary>
    public AffineValueMap Here(AffineValueMap map) => map with { Operands = map.Operands.Select(Scalar) };

    /// <summary>Computes a value here, in one form or the other.</summary>
    public void Compute(Value original)
    {
        if (Varies(original)) Vector(original);
        else Scalar(original);
    }

    /// <summary>Writes the lanes of a store: as one where they are neighbours in memory, else one after the other.</summary>
    public void Store(AffineStoreOp store)
    {
        var before = builder.Location;
        builder.Location = store.Location;
        Store(store, Vector(store.Value), store.ComposedMap);
        builder.Location = before;
    }

    /// <summary>Asks for what the first lane does: the others are mostly in its line.</summary>
    public void Prefetch(AffinePrefetchOp ahead) => VectorAccess.Prefetch(builder, ahead.Memref, Here(ahead.ComposedMap, 0));

    private void Store(AffineStoreOp store, Value vector, AffineValueMap place)
    {
        var step = store.StepInMemory(counter);
        if (step == 1) VectorAccess.Store(builder, vector, store.Memref, Here(place, 0), Mask, store.Memref == Streamed);
        else if (step == -1) VectorAccess.Store(builder, Reversed(vector), store.Memref, Here(place, lanes - 1), ReversedMask);
        else Scatter(store, vector, place);
    }

    /// <summary>The vector of as many lanes.</summary>
    public VectorType TypeOf(IrType scalar) => new([lanes], scalar);

    /// <summary>Whether lanes may differ.</summary>
    public bool Varies(Value value)
    {
        if (!_varies.TryGetValue(value, out var known)) _varies[value] = known = FindVaries(value);
        return known;
    }

    private bool FindVaries(Value value) => value == counter
        || (!_scalars.ContainsKey(value) && value.Def is { } definition && nest.IsAncestorOf(definition)
            && (definition is IAffineElementRead load ? load.MovesWith(counter) : definition.Operands.Any(Varies)));

    /// <summary>What stands for a value that all lanes share.</summary>
    public Value Scalar(Value original)
    {
        if (_scalars.TryGetValue(original, out var known)) return known;
        if (original.Def is not { } definition || !nest.IsAncestorOf(definition)) return original;
        foreach (var operand in definition.Operands) Scalar(operand);
        if (_mayBeNone && definition is IAffineElementRead)
            return _scalars[original] = builder.If(IsAny, [original.Type], () => [Clone()], () => [Zero(original.Type)])[0];
        return _scalars[original] = Clone();

        Value Clone()
        {
            var copies = new IrMapping();
            foreach (var operand in definition.Operands) copies[operand] = Scalar(operand);
            if (_mayBeNone && definition.IsDivision) copies[definition.Operands[1]] = OrOne(IsAny, Scalar(definition.Operands[1]));
            return builder.Insert(copies.Clone(definition)).Results[((OpResult)original).Index];
        }
    }

    /// <summary>What stands for a value in all lanes.</summary>
    public Value Vector(Value original)
    {
        if (_vectors.TryGetValue(original, out var known)) return known;
        return _vectors[original] = !Varies(original) ? Splat(Scalar(original))
            : original == counter ? builder.Add(new AddIOp(Splat(_scalars[counter]), builder.Add(new StepOp(TypeOf(counter.Type)))))
            : original.Def is IAffineElementRead load ? Load(load)
            : Computed((OpResult)original);
    }

    private Value Computed(OpResult original)
    {
        var op = original.Def!;
        if (op is CmpIOp compare && Compared(compare) is { } mask) return mask;
        var operands = Operands(op);
        return (op.IsDivision ? LaneQuotient.Of(builder, op, operands[0], operands[1]) : null)
            ?? builder.Insert(Copy(op, operands)).Results[original.Index];
    }

    // The counter and what all lanes share: how far that is ahead of the first lane, as far as the lanes reach, is a small number.
    private Value? Compared(CmpIOp op)
    {
        var isLeft = op.Lhs == counter;
        var other = isLeft ? op.Rhs : op.Lhs;
        if ((!isLeft && op.Rhs != counter) || Varies(other) || op.Predicate is CmpIPredicate.Ult or CmpIPredicate.Ule or CmpIPredicate.Ugt
            or CmpIPredicate.Uge) return null;
        var (first, word) = (_scalars[counter], TypeOf(IntegerType.I32));
        var near = builder.AddFolded(new MaxSIOp(Scalar(other), builder.Ahead(first, -1)));
        near = builder.AddFolded(new MinSIOp(near, builder.Ahead(first, lanes)));
        var ahead = builder.Add(new IndexCastOp(builder.Add(new SubIOp(near, first)), IntegerType.I32));
        var steps = DenseElementsAttr.Of(word, lane => new IntegerAttr(lane, IntegerType.I32))!;
        return builder.Add(new CmpIOp(
            isLeft ? op.Predicate : CmpIPredicates.Swapped(op.Predicate), builder.Add(new ConstantOp(steps)), Splat(ahead)));
    }

    // Lanes that are not there divide by 1.
    private List<Value> Operands(Operation op)
    {
        var operands = op.Operands.Select(Vector).ToList();
        if (_mask is not null && op.IsDivision) operands[1] = OrOne(_mask, operands[1]);
        return operands;
    }

    private Value OrOne(Value condition, Value divisor)
    {
        var one = builder.Add(new ConstantOp(new IntegerAttr(1, TypeRules.ElementOf(divisor.Type))));
        return builder.Add(new SelectOp(condition, divisor, divisor.Type is VectorType ? Splat(one) : one));
    }

    private Value IsAny => builder.Add(new VectorReductionOp(CombiningKind.Or, _mask!, IntegerType.I1));

    /// <summary>The same operation on vectors.</summary>
    public Operation Copy(Operation op, IReadOnlyList<Value> operands) =>
        op.CopyWith(operands, [.. op.Results.ToArray().Select(IrType (result) => TypeOf(result.Type))]);

    public Value Splat(Value scalar) => builder.Add(new VectorBroadcastOp(scalar, TypeOf(scalar.Type)));

    private Value Load(IAffineElementRead load)
    {
        var (place, type, before) = (load.ValueMap.Normalized(), TypeOf(load.Result.Type), builder.Location);
        builder.Location = load.Location;
        var vector = load.StepInMemory(counter) switch
        {
            1 => Shared?.Read(load, (read, ahead) => VectorAccess.Load(builder, read, Here(read.ValueMap.Normalized(), ahead), type, null))
                ?? VectorAccess.Load(builder, load, Here(place, 0), type, Mask),
            -1 => Reversed(VectorAccess.Load(builder, load, Here(place, lanes - 1), type, ReversedMask)),
            _ => Gather(load, place),
        };
        builder.Location = before;
        return vector;
    }

    private Value Zero(IrType type) => builder.Add(new ConstantOp(Zeros.Of(type)));

    private Value? ReversedMask => Mask is null ? null : Reversed(Mask);

    private Value Reversed(Value vector)
    {
        var last = Enumerable.Range(1, lanes).Select(Weft.IR.Attribute (l) => IntegerAttr.I64(lanes - l)).ToSequence();
        return builder.Add(new VectorShuffleOp(new ArrayAttr(last), vector, vector, vector.Type));
    }

    /// <summary>Where a lane's element is.</summary>
    public AffineValueMap Here(AffineValueMap place, int lane)
    {
        var at = builder.Ahead(_scalars[counter], lane);
        return place with { Operands = place.Operands.Select(v => v == counter ? at : Scalar(v)) };
    }

    private void Scatter(AffineStoreOp store, Value vector, AffineValueMap place)
    {
        for (var lane = 0; lane < lanes; lane++)
        {
            var at = lane;
            if (Mask is null) Write();
            else builder.If(builder.Add(new VectorExtractOp([lane], Mask, [], IntegerType.I1)), Write);

            void Write() => builder.Insert(new AffineStoreOp(
                builder.Add(new VectorExtractOp([at], vector, [], store.Value.Type)), store.Memref, Here(place, at)));
        }
    }

    // Lane by lane.
    private Value Gather(IAffineElementRead load, AffineValueMap place)
    {
        var elements = new List<Value>();
        for (var lane = 0; lane < lanes; lane++)
        {
            var there = builder.AddFolded(new AddIOp(_scalars[counter], builder.Add(ConstantOp.Index(lane))));
            var isThere = Mask is null ? null : builder.Add(new VectorExtractOp([lane], Mask, [], IntegerType.I1));
            if (_mayBeNone) elements.Add(builder.If(isThere!, [load.Result.Type], () => [Element()], () => [Zero(load.Result.Type)])[0]);
            else
            {
                if (isThere is not null) there = builder.Add(new SelectOp(isThere, there, Present!));
                elements.Add(Element());
            }

            Value Element() => builder.Add(new LoadOp(load.Memref, VectorAccess.Indices(
                builder, load, place with { Operands = place.Operands.Select(v => v == counter ? there : Scalar(v)) })));
        }

        return builder.Add(new VectorFromElementsOp(elements, TypeOf(load.Result.Type)));
    }
}
