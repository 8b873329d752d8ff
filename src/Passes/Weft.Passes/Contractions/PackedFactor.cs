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
    /// <summary>The words that turns of the sum are packed in, along the lines where panels are cut across and else across; null where
    /// elements are packed as they are.</summary>
    public WordFormat? Words { get; init; }

    /// <summary>Elements of a line that lie in one place.</summary>
    public int InWord => IsCutAcross && Words is { Count: var count } ? count : 1;

    private int LinesInWord => IsCutAcross || Words is null ? 1 : Words.Count;

    public MemRefType TypeOf(Value factor) => new(
        [ShapedType.Dynamic, Lines / LinesInWord, Width / InWord], Words is null ? factor.Type : IntegerType.I32);

    public AffineValueMap Panels => IsCutAcross ? AcrossSpan.Pieces(Lines) : AlongSpan.Pieces(Width);
}

/// <summary>A copy of what one factor of a contraction is for a block, in the order in which kernels go through it.</summary>
internal sealed class PackedFactor
{
    private readonly PackedLayout _layout;

    private PackedFactor(PackedLayout layout, Value memory) => (_layout, Memory) = (layout, memory);

    public Value Memory { get; }

    public IrType Element => ((MemRefType)Memory.Type).Element;

    /// <summary>Writes the copying, which several threads share.</summary>
    public static PackedFactor Write(
        Builder builder, IReadOnlyDictionary<Value, Value> around, Operation nest, Value factor, PackedLayout layout)
    {
        var panels = layout.Panels;
        var count = builder.Add(new AffineMinOp(new(panels.Map), panels.Operands));
        // What is read of a line behind its end goes into results that nobody stores.
        var memory = builder.FilledArray([count], layout.TypeOf(factor));
        builder.ParallelLoop(AffineValueMap.Constant(0), panels, 1, panel =>
            new PackedPanel(builder, around, nest, factor, layout, memory.Memref, panel).Write());
        return new(layout, memory.Memref);
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

    /// <summary>The place in a panel that is cut along, of a turn across, or a word of turns; the turn along is so far into the line.
    /// </summary>
    public AffineValueMap Place(Value panel, Value across, long into) =>
        AffineValueMap.Of(panel).And(Turn(across, _layout.AcrossSpan)).And(AffineValueMap.Constant(into));

    /// <summary>The place in a panel that is cut across, of a turn along, or a word of turns; the line is so many behind the panel's first.
    /// </summary>
    public AffineValueMap PlaceInLine(Value panel, long behind, Value along) =>
        AffineValueMap.Of(panel).And(AffineValueMap.Constant(behind)).And(Turn(along, _layout.AlongSpan));

    // Words are counted from the first on.
    private AffineValueMap Turn(Value turn, LoopSpan span) => _layout.Words is not null ? AffineValueMap.Of(turn)
        : new(new AffineMap(2, 0, [AffineExpr.Dim(0) - AffineExpr.Dim(1)]), [turn, span.Start]);

    public bool IsCutAcross => _layout.IsCutAcross;

    public void Free(Builder builder) => builder.Insert(new DeallocOp(Memory));
}
