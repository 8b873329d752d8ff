using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Structured operations on buffers as loops: at each point of the domain the operands' elements are loaded, the body computes, and what it
/// yields is stored. Extents are those of the operands; subscripts that are more than a loop's variable are computed by
/// <c>affine.apply</c>.
/// </summary>
internal sealed class StructuredOpLoops
{
    private readonly IStructuredOp _op;
    private readonly ILoopStyle _style;
    private readonly Builder _builder;
    private readonly IReadOnlyList<Value> _variables;

    private StructuredOpLoops(IStructuredOp op, ILoopStyle style, Builder builder)
    {
        (_op, _style) = (op, style);
        (_builder, _variables) = style.Open(builder, Extents(builder), op.IteratorTypes);
    }

    /// <summary>Rules that lower all structured operations in a style, and tidy up after themselves.</summary>
    public static RuleSet RulesFor(ILoopStyle style) => new(
        StructuredOp.AllInfos.Select(info => new Rule("linalg.to-loops", info, (op, rewriter) => Lower((IStructuredOp)op, style, rewriter)))
            .Concat(Canonicalization.Rules.For(DimOp.OpInfo)).Concat(TensorDimCanonicalization.Rules.All)
            .Concat(Canonicalization.Rules.For(AffineApplyOp.OpInfo)));

    private static bool Lower(IStructuredOp op, ILoopStyle style, Rewriter rewriter)
    {
        if (!op.HasPureBuffers) return false;
        var loops = new StructuredOpLoops(op, style, rewriter.BuilderBefore(op.Self));
        foreach (var index in loops.EmitBody()) rewriter.Replace(index, loops._variables[(int)index.Dim]);
        rewriter.Erase(op.Self);
        return true;
    }

    // The first of all operands' dimensions that a loop runs over; the others' extents are asked for, too, and go unused.
    private List<MixedIndex> Extents(Builder builder)
    {
        var known = new Dictionary<OperandDimension, MixedIndex>();
        for (var operand = 0; operand < _op.Self.OperandSlots.Length; operand++)
        {
            var shape = _op.ShapeOf(operand);
            for (var i = 0; i < shape.Count; i++)
                known[new(operand, i)] = shape[i] == ShapedType.Dynamic
                    ? DimOp.Of(builder, _op.Self.Operands[operand], i)
                    : shape[i];
        }

        return [.. _op.LoopSources!.Select(source => known[source])];
    }

    // Gives the counters asked for in the body: they are the loops' variables.
    private List<LinalgIndexOp> EmitBody()
    {
        var maps = _op.IndexingMaps;
        var operands = _op.Self.Operands;
        var mapping = new IrMapping();
        for (var i = 0; i < operands.Count; i++)
        {
            var element = operands[i].Type is MemRefType
                ? _builder.Add(_style.Load(operands[i], Subscripts(maps[i])))
                : operands[i];
            if (i < _op.Body.Arguments.Count) mapping[_op.Body.Arguments[i]] = element;
        }

        var firstInit = _op.DpsInputs.Count;
        var targets = _op.DpsInits.Select((_, i) => Subscripts(maps[firstInit + i])).ToList();
        var counters = new List<LinalgIndexOp>();
        foreach (var op in _op.Body.Ops)
        {
            if (op == _op.Body.Last) break;
            if (_builder.Insert(mapping.Clone(op)) is LinalgIndexOp counter) counters.Add(counter);
        }

        for (var i = 0; i < targets.Count; i++)
            _builder.Insert(_style.Store(mapping[_op.Yielded[i]], _op.DpsInits[i], targets[i]));
        return counters;
    }

    private List<Value> Subscripts(AffineMap map) => [.. map.Results.Select(Subscript)];

    private Value Subscript(AffineExpr expr) => expr switch
    {
        AffineDim loop => _variables[loop.Position],
        AffineConstant number => _builder.Add(ConstantOp.Index(number.Value)),
        _ => _builder.Add(new AffineApplyOp(new AffineValueMap(new AffineMap(_variables.Count, 0, [expr]), _variables).Canonicalized())),
    };
}
