using Weft.IR;

namespace Weft.Passes;

/// <summary>What stands for the values of a scalar nest in its vector copy: vectors for what differs from element to element, scalars
/// for loop counters and what is computed from them.</summary>
internal sealed class VectorCopies(AffineForOp nest, VectorStrategy strategy, Builder builder)
{
    private readonly Dictionary<Value, Value> _vectors = [];
    private readonly IrMapping _scalars = new();
    private readonly Dictionary<AffineForOp, int> _dimensions = [];

    /// <summary>The copy of the outermost loop, once there is one.</summary>
    public AffineForOp? Root { get; private set; }

    /// <summary>The copies of loops around the point where the copy grows, each with its dimension.</summary>
    public IEnumerable<(AffineForOp Loop, int Dimension)> EnclosingDimensions
    {
        get
        {
            for (var at = builder.Block.ParentOp; at is not null; at = at.ParentOp)
                if (at is AffineForOp loop && _dimensions.TryGetValue(loop, out var dimension)) yield return (loop, dimension);
        }
    }

    public void Add(AffineForOp loop, AffineForOp copy, int? dimension)
    {
        Root ??= copy;
        if (dimension is { } known) _dimensions.Add(copy, known);
        AddScalar(loop.InductionVariable, copy.InductionVariable);
        foreach (var (argument, vector) in loop.IterArgs.Zip(copy.IterArgs)) AddVector(argument, vector);
        for (var i = 0; i < loop.Results.Length; i++) AddVector(loop.Results[i], copy.Results[i]);
    }

    public void AddVector(Value scalar, Value vector) => _vectors[scalar] = vector;

    public void AddScalar(Value scalar, Value copy) => _scalars[scalar] = copy;

    public bool HasVector(Value scalar) => _vectors.ContainsKey(scalar);

    public AffineValueMap ScalarsOf(AffineValueMap map) => map with { Operands = map.Operands.Select(ScalarOf) };

    /// <summary>The vectors for some values; null when one of them has none.</summary>
    public IReadOnlyList<Value>? VectorsOf(OperandRange scalars)
    {
        var vectors = new List<Value>();
        foreach (var scalar in scalars)
        {
            if (VectorOf(scalar) is not { } vector) return null;
            vectors.Add(vector);
        }

        return vectors;
    }

    /// <summary>The vector for a value; constants and what is the same for all elements get one here.</summary>
    public Value? VectorOf(Value scalar)
    {
        if (_vectors.TryGetValue(scalar, out var known) && known.ParentBlock!.ParentOp!.IsAncestorOf(builder.Block.ParentOp)) return known;
        var vector = scalar.Def is ConstantOp constant ? Repeat(constant) : strategy.IsUniform(scalar) ? Broadcast(scalar) : null;
        if (vector is not null) AddVector(scalar, vector);
        return vector;
    }

    // A constant of the nest is lost with it; mlir-opt 19 leaves its uses.
    private Value ScalarOf(Value scalar)
    {
        if (scalar.Def is not ConstantOp constant || !nest.IsAncestorOf(constant)) return _scalars[scalar];
        if (_scalars[scalar] == scalar)
            AddScalar(scalar, Builder.AtStart(Root!.Body, constant.Location).Add(new ConstantOp(constant.Value)));
        return _scalars[scalar];
    }

    // At the head of the innermost loop that is a dimension.
    private Value Repeat(ConstantOp constant) => Builder.AtStart(EnclosingDimensions.First().Loop.Body, constant.Location)
        .Add(new ConstantOp(DenseElementsAttr.Splat(constant.Value, strategy.TypeOf(constant.Result.Type))));

    private Value Broadcast(Value scalar)
    {
        var source = _scalars[scalar];
        var behind = source.Def is { } definition ? Builder.After(definition) : Builder.AtStart(source.ParentBlock!);
        behind.Location = scalar.Location;
        return behind.Add(new VectorBroadcastOp(source, strategy.TypeOf(scalar.Type)));
    }
}
