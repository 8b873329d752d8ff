using Weft.IR;

namespace Weft.Passes;

/// <summary>How a factor is packed: in panels, each of some lines of a width. A line's elements are neighbours.</summary>
/// <param name="Along">The counter of the elements of a line.</param>
/// <param name="AlongSpan">Which of its turns are packed.</param>
/// <param name="Width">Elements of a line: a multiple of the lanes.</param>
/// <param name="Lanes">How many are copied at once.</param>
/// <param name="Across">The counter of the lines.</param>
/// <param name="AcrossSpan">Which of its turns are packed.</param>
/// <param name="Lines">How many a panel has.</param>
/// <param name="IsCutAcross">Whether panels follow each other across; else they do along the lines. In the other direction one holds all
/// that is packed.</param>
internal sealed record PackedLayout(
    Value Along, LoopSpan AlongSpan, long Width, int Lanes, Value Across, LoopSpan AcrossSpan, long Lines, bool IsCutAcross = false)
{
    public AffineValueMap Panels => IsCutAcross ? AcrossSpan.Pieces(Lines) : AlongSpan.Pieces(Width);
}

/// <summary>A copy of what one factor of a contraction is for a block, in the order in which kernels go through it.</summary>
internal sealed class PackedFactor
{
    // As many vectors of a line are written one after the other instead of in a loop.
    private const int MostVectors = 4;

    private readonly PackedLayout _layout;

    private PackedFactor(PackedLayout layout, Value memory) => (_layout, Memory) = (layout, memory);

    public Value Memory { get; }

    /// <summary>Writes the copying, which several threads share.</summary>
    public static PackedFactor Write(
        Builder builder, IReadOnlyDictionary<Value, Value> around, Operation nest, Value factor, PackedLayout layout)
    {
        var panels = layout.Panels;
        var count = builder.Add(new AffineMinOp(new(panels.Map), panels.Operands));
        // What is read of a line behind its end goes into results that nobody stores.
        var memory = builder.Insert(new AllocOp(
            [count], [], new MemRefType([ShapedType.Dynamic, layout.Lines, layout.Width], factor.Type), 64));
        memory.SetAttribute(KernelAttributes.Filled, UnitAttr.Instance);
        var packed = new PackedFactor(layout, memory.Memref);
        builder.ParallelLoop(
            AffineValueMap.Constant(0), panels, 1, panel => packed.WritePanel(builder, around, nest, factor, panel));
        return packed;
    }

    /// <summary>Whether what a factor reads are neighbours in memory when a counter moves.</summary>
    public static bool Follows(Operation nest, Value factor, Value counter)
    {
        var (open, seen) = (new Stack<Value>([factor]), new HashSet<Value>());
        while (open.TryPop(out var value))
        {
            if (!seen.Add(value) || value.Def is not { } definition || !nest.IsAncestorOf(definition)) continue;
            if (definition is AffineLoadOp load && load.FollowsInMemory(counter)) return true;
            if (definition is not AffineLoadOp)
                foreach (var operand in definition.Operands) open.Push(operand);
        }

        return false;
    }

    /// <summary>The place in a panel that is cut along, of a turn across; the turn along is so far into the line.</summary>
    public AffineValueMap Place(Value panel, Value across, long into) => new(
        new AffineMap(3, 0, [AffineExpr.Dim(0), AffineExpr.Dim(1) - AffineExpr.Dim(2), AffineExpr.Constant(into)]),
        [panel, across, _layout.AcrossSpan.Start]);

    /// <summary>The place in a panel that is cut across, of a turn along; the line is so many behind the panel's first.</summary>
    public AffineValueMap PlaceInLine(Value panel, long behind, Value along) => new(
        new AffineMap(3, 0, [AffineExpr.Dim(0), AffineExpr.Constant(behind), AffineExpr.Dim(1) - AffineExpr.Dim(2)]),
        [panel, along, _layout.AlongSpan.Start]);

    public bool IsCutAcross => _layout.IsCutAcross;

    public void Free(Builder builder) => builder.Insert(new DeallocOp(Memory));

    private void WritePanel(
        Builder builder, IReadOnlyDictionary<Value, Value> around, Operation nest, Value factor, Value panel)
    {
        var (first, lines) = _layout.IsCutAcross
            ? (_layout.AlongSpan.Start, _layout.AcrossSpan.PieceOf(builder, panel, _layout.Lines))
            : (_layout.AlongSpan.PieceAt(builder, panel, _layout.Width), _layout.AcrossSpan);
        var (zero, width) = (AffineValueMap.Constant(0), AffineValueMap.Constant(_layout.Width));
        if (_layout.Width / _layout.Lanes > MostVectors)
        {
            Lines(line => builder.Loop(zero, width.And(Left(first)), _layout.Lanes, into => Copy(line, into, Chunk(into))));
            return;
        }

        var chunks = new List<(Value Into, (Value First, Value Mask) Chunk)>();
        for (var into = 0L; into < _layout.Width; into += _layout.Lanes)
        {
            var start = builder.Add(ConstantOp.Index(into));
            chunks.Add((start, Chunk(start)));
        }

        Lines(line => chunks.ForEach(chunk => Copy(line, chunk.Into, chunk.Chunk)));

        void Lines(Action<Value> body) => builder.Loop(AffineValueMap.Of(lines.Start), lines.End, 1, body);

        AffineValueMap Left(Value from) => _layout.AlongSpan.End.With(from, (end, at) => end - at);

        (Value First, Value Mask) Chunk(Value into)
        {
            var at = builder.Add(new AffineApplyOp(new AffineValueMap(
                new AffineMap(2, 0, [AffineExpr.Dim(0) + AffineExpr.Dim(1)]), [first, into])));
            var left = _layout.AlongSpan.LeftFrom(builder, at);
            return (at, builder.Add(new CreateMaskOp([left], new VectorType([_layout.Lanes], IntegerType.I1))));
        }

        void Copy(Value line, Value into, (Value First, Value Mask) chunk)
        {
            var code = new LaneCode(nest, _layout.Along, _layout.Lanes, builder) { Mask = chunk.Mask, Present = _layout.AlongSpan.Start };
            foreach (var (original, here) in around) code.Set(original, here);
            code.Set(_layout.Along, chunk.First);
            code.Set(_layout.Across, line);
            VectorAccess.Store(builder, code.Vector(factor), Memory, new(
                new AffineMap(4, 0, [AffineExpr.Dim(0), AffineExpr.Dim(1) - AffineExpr.Dim(2), AffineExpr.Dim(3)]),
                [panel, line, lines.Start, into]), mask: null);
        }
    }
}
