using Weft.IR;

namespace Weft.Passes;

/// <summary>Writes the copying of one panel of a factor, a chunk of a line after the other.</summary>
internal sealed class PackedPanel
{
    // As many vectors of a line are written one after the other instead of in a loop.
    private const int MostVectors = 4;

    private readonly Builder _builder;
    private readonly IReadOnlyDictionary<Value, Value> _around;
    private readonly Operation _nest;
    private readonly Value _factor;
    private readonly PackedLayout _layout;
    private readonly Value _memory;
    private readonly Value _panel;
    private readonly Value _first;
    private readonly LoopSpan _lines;

    public PackedPanel(
        Builder builder, IReadOnlyDictionary<Value, Value> around, Operation nest, Value factor, PackedLayout layout, Value memory,
        Value panel)
    {
        (_builder, _around, _nest, _factor, _layout, _memory, _panel) = (builder, around, nest, factor, layout, memory, panel);
        (_first, _lines) = layout.IsCutAcross
            ? (layout.AlongSpan.Start, layout.AcrossSpan.PieceOf(builder, panel, layout.Lines))
            : (layout.AlongSpan.PieceAt(builder, panel, layout.Width), layout.AcrossSpan);
    }

    // Neighbours in a line: where the first lies in it, which turn that is, and which of them there are.
    private sealed record Chunk(Value Into, Value First, Value Mask);

    public void Write()
    {
        var (zero, width) = (AffineValueMap.Constant(0), AffineValueMap.Constant(_layout.Width));
        if (_layout.Width / _layout.Lanes > MostVectors)
        {
            Lines(copy => _builder.Loop(zero, width.And(Left(_first)), _layout.Lanes, into => copy(ChunkAt(into))));
            return;
        }

        var chunks = new List<Chunk>();
        for (var into = 0L; into < _layout.Width; into += _layout.Lanes) chunks.Add(ChunkAt(_builder.Add(ConstantOp.Index(into))));
        Lines(chunks.ForEach);

        AffineValueMap Left(Value from) => _layout.AlongSpan.End.With(from, (end, at) => end - at);
    }

    private Chunk ChunkAt(Value into)
    {
        var at = _builder.Add(new AffineApplyOp(new AffineValueMap(
            new AffineMap(2, 0, [AffineExpr.Dim(0) + AffineExpr.Dim(1)]), [_first, into])));
        var left = _layout.AlongSpan.LeftFrom(_builder, at);
        return new(into, at, _builder.Add(new CreateMaskOp([left], new VectorType([_layout.Lanes], IntegerType.I1))));
    }

    // Gives the chunks of every line what is done with them.
    private void Lines(Action<Action<Chunk>> chunks)
    {
        if (_layout.Words is { } words && !_layout.IsCutAcross)
            _builder.Single(_lines.End, BoundKind.Upper, end => Groups(words, _lines with { End = end }, chunks));
        else _builder.Loop(AffineValueMap.Of(_lines.Start), _lines.End, 1, line => chunks(chunk =>
        {
            var numbers = Vector(line, chunk);
            Store(_layout.Words?.OfNeighbours(_builder, numbers, chunk.Mask) ?? numbers, chunk, new(
                new AffineMap(2, 0, [AffineExpr.Dim(0) - AffineExpr.Dim(1)]), [line, _lines.Start]));
        }));
    }

    // Lines become words together; the last group may have fewer.
    private void Groups(WordFormat words, LoopSpan lines, Action<Action<Chunk>> chunks)
    {
        var (whole, all) = (lines.WholePieces(words.Count), lines.Pieces(words.Count));
        var none = new IntegerAttr(0, IntegerType.I32);
        _builder.Loop(whole, group => chunks(chunk =>
        {
            var (first, joined) = (First(group), None());
            for (var i = 0; i < words.Count; i++)
                joined = words.With(_builder, joined, Vector(_builder.Ahead(first, i), chunk), Shift(words.ShiftOf(i)));
            Store(words.Finished(_builder, joined), chunk, AffineValueMap.Of(group));
        }));
        _builder.Loop(whole, all, 1, group => chunks(chunk =>
        {
            var joined = _builder.Loop(AffineValueMap.Of(First(group)), lines.End, [None(), Shift(0)], (line, before) =>
            [
                words.With(_builder, before[0], Vector(line, chunk), before[1]),
                _builder.Add(new AddIOp(before[1], Shift(words.ShiftOf(1)))),
            ]);
            Store(words.Finished(_builder, joined[0]), chunk, AffineValueMap.Of(group));
        }));

        Value First(Value group) => lines.PieceAt(_builder, group, words.Count);
        Value None() => _builder.Add(new ConstantOp(DenseElementsAttr.Splat(none, WordFormat.Of(_layout.Lanes))));
        Value Shift(int bits) => _builder.Add(new ConstantOp(new IntegerAttr(bits, IntegerType.I32)));
    }

    private Value Vector(Value line, Chunk chunk)
    {
        var code = new LaneCode(_nest, _layout.Along, _layout.Lanes, _builder) { Mask = chunk.Mask, Present = _layout.AlongSpan.Start };
        foreach (var (original, here) in _around) code.Set(original, here);
        code.Set(_layout.Along, chunk.First);
        code.Set(_layout.Across, line);
        return code.Vector(_factor);
    }

    private void Store(Value vector, Chunk chunk, AffineValueMap line)
    {
        var place = AffineValueMap.Of(_panel).And(line).And(AffineValueMap.Of(chunk.Into).Select(into =>
            into.FloorDiv(AffineExpr.Constant(_layout.InWord))));
        VectorAccess.Store(_builder, vector, _memory, place, mask: null);
    }
}
