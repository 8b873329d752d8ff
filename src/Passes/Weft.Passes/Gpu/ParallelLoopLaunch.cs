using Weft.IR;

namespace Weft.Passes;

/// <summary>Makes the launch that does what a nest of mapped parallel loops does. The nest itself stays as it is.</summary>
internal sealed class ParallelLoopLaunch
{
    /// <summary>What mlir-opt leaves on a launch that it made from a loop.</summary>
    private const string Visited = "SCFToGPU_visited";

    private readonly ParallelOp _nest;
    private readonly PassContext _context;
    private readonly LaunchOp _launch;
    private readonly Builder _outside;
    private readonly Builder _inside;
    private readonly IrMapping _copies = new();
    private readonly Dictionary<LoopProcessor, Value> _extents = [];
    private bool _hasEffects;
    private bool _leftScope;

    public ParallelLoopLaunch(ParallelOp nest, PassContext context)
    {
        (_nest, _context) = (nest, context);
        _outside = Builder.At(nest);
        var one = _outside.Add(ConstantOp.Index(1));
        _launch = _outside.Insert(LaunchOp.WithBody(new(one, one, one), new(one, one, one)));
        _outside.MoveBefore(_launch);
        var end = Builder.AtEnd(_launch.Body.Entry, nest.Location).Insert(new TerminatorOp());
        _inside = Builder.At(end);
    }

    /// <summary>False when the nest cannot be a launch; what was made must go, then.</summary>
    public bool Build()
    {
        _launch.SetAttribute(Visited, UnitAttr.Instance);
        if (!Convert(_nest)) return false;
        foreach (var (processor, extent) in _extents) _launch.SetOperand((int)processor, extent);
        return true;
    }

    private bool Convert(ParallelOp loop)
    {
        if (loop.Attribute(MapParallelLoops.Mapping) is not ArrayAttr mapping || loop.Values.Count > 0) return false;
        var scopes = 0;
        for (var d = 0; d < Math.Min(mapping.Elements.Count, loop.Steps.Count); d++)
        {
            if (mapping.Elements[d] is not LoopDimMapAttr dimension)
                return loop.Error(_context.Diagnostics, "expected mapping attribute for lowering to GPU");
            var isSequential = dimension.Processor == LoopProcessor.Sequential;
            var guards = 0;
            var index = isSequential ? Sequential(loop, d) : Mapped(loop, d, dimension, ref guards);
            if (index is null) return false;
            scopes += isSequential ? 1 : guards;
            _copies[loop.InductionVariables[d]] = index;
        }

        foreach (var attribute in loop.Attributes)
            if (attribute.Name != MapParallelLoops.Mapping) _launch.SetAttribute(attribute.Name, attribute.Value);
        if (!ConvertBody(loop)) return false;
        for (; scopes > 0; scopes--)
        {
            _inside.MoveBefore(_inside.Before!.ParentOp!.Next!);
            (_leftScope, _hasEffects) = (true, false);
        }

        return true;
    }

    // What the innermost scope does, the threads do; anything beside it would be done too often.
    private bool ConvertBody(ParallelOp loop)
    {
        foreach (var op in loop.Body.Entry.Ops)
        {
            if (op is ReduceOp) continue;
            if (op is ParallelOp inner)
            {
                if (_hasEffects || !Convert(inner)) return false;
                continue;
            }

            var copy = _inside.Insert(_copies.Clone(op));
            _hasEffects |= copy.MemoryEffects != MemoryEffects.None || copy.Regions.Count > 0;
            if (_hasEffects && _leftScope) return false;
        }

        return true;
    }

    private Value Sequential(ParallelOp loop, int d)
    {
        var turns = _inside.Insert(ForOp.WithBody(_copies[loop.LowerBounds[d]], _copies[loop.UpperBounds[d]], _copies[loop.Steps[d]], []));
        EnterScope(turns.Body.Entry);
        return turns.InductionVariable;
    }

    private void EnterScope(Block body) => _inside.MoveBefore(Builder.AtEnd(body, _nest.Location).Insert(new YieldOp([])));

    // The processor's number times the step plus the lower bound. Null when the number of turns is not known before the launch.
    private Value? Mapped(ParallelOp loop, int d, LoopDimMapAttr dimension, ref int guards)
    {
        var (lower, upper, step) = (loop.LowerBounds[d], loop.UpperBounds[d], loop.Steps[d]);
        var (d0, s0, s1) = (AffineExpr.Dim(0), AffineExpr.Symbol(0), AffineExpr.Symbol(1));
        var processor = _launch.Body.Entry.Arguments[(int)dimension.Processor];
        if (Apply(_inside, dimension.Map, (d0 * s0) + s1, processor, _copies[step], _copies[lower]) is not { } index) return null;
        if (!IsKnown(lower) || !IsKnown(step)) return null;
        var isPrecise = IsKnown(upper);
        var bound = isPrecise ? upper : StaticUpperBound(upper);
        if (bound is null) return null;
        var turns = Apply(_outside, dimension.Bound, (d0 - s0).CeilDiv(s1), _copies[bound], _copies[lower], _copies[step]);
        if (turns is null || !_extents.TryAdd(dimension.Processor, turns)) return null;
        if (isPrecise) return index;
        // There may be more processors than turns.
        var inRange = _inside.Add(new CmpIOp(CmpIPredicate.Slt, index, _copies[upper]));
        var guarded = _inside.Insert(new IfOp(inRange, []));
        EnterScope(guarded.ThenRegion.AddBlock());
        guards++;
        return index;
    }

    private Value? Apply(Builder builder, AffineMap map, AffineExpr argument, Value d0, Value s0, Value s1)
    {
        if (Outside(builder, d0, mayBeInside: builder == _inside) is not { } dim) return null;
        if (Outside(builder, s0) is not { } first || Outside(builder, s1) is not { } second) return null;
        var composed = new AffineMap(1, 2, map.Results.Select(result => result.Replace([argument], [])).ToSequence());
        return builder.Add(new AffineApplyOp(new AffineMapAttr(composed), [dim, first, second]));
    }

    // A value that exists before the launch; constants can be made anew.
    private Value? Outside(Builder builder, Value value, bool mayBeInside = false) =>
        mayBeInside || IsIndependent(value) ? value
        : value.Def is ConstantOp constant ? builder.Add(new ConstantOp(constant.Value))
        : null;

    private bool IsIndependent(Value value) => value.ParentBlock?.Parent is { } region && region.Encloses(_launch.ParentRegion);

    private bool IsKnown(Value value) => IsIndependent(value) || value.Def is ConstantOp;

    // A constant that the value does not exceed.
    private Value? StaticUpperBound(Value value)
    {
        switch (value.Def)
        {
            case ConstantOp { Value: IntegerAttr { Type: IndexType } }: return value;
            case AffineMinOp least:
                return least.Map.Map.Results.OfType<AffineConstant>().FirstOrDefault() is { } constant
                    ? _outside.Add(ConstantOp.Index(constant.Value)) : null;
            case MinSIOp least: return StaticUpperBound(least.Lhs) ?? StaticUpperBound(least.Rhs);
            case MulIOp product:
                if (StaticUpperBound(product.Lhs) is not { } left || StaticUpperBound(product.Rhs) is not { } right) return null;
                var (a, b) = (ConstantOp.IntegerOf(left)!.Value, ConstantOp.IntegerOf(right)!.Value);
                // Factors of different signs turn bounds round.
                return (a < 0) != (b < 0) ? null : _outside.Add(ConstantOp.Index(unchecked(a * b)));
            default: return null;
        }
    }
}
