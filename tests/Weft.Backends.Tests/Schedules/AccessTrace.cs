using Weft.IR;

namespace Weft.Backends.Tests.Schedules;

/// <summary>One access when it happens.</summary>
/// <param name="Turns">The loops around it and their counters, outermost first.</param>
/// <param name="Element">Array and subscripts.</param>
internal sealed record TracedAccess(Operation Access, IReadOnlyList<(Operation Loop, long Counter)> Turns, string Element)
{
    public bool IsWrite => Access is AffineStoreOp;

    public string Place => $"{Access.Location.Position.Line}:{Access.Location.Position.Column}";
}

/// <summary>The accesses of a kernel's affine loops in their order: each turn is counted, nothing is computed. Extents and other numbers
/// have one value.</summary>
internal sealed class AccessTrace
{
    private readonly Dictionary<Value, long> _counters = [];
    private readonly List<(Operation Loop, long Counter)> _turns = [];
    private readonly List<TracedAccess> _found = [];
    private readonly Dictionary<Value, int> _arrays = [];
    private readonly long _extent;

    private AccessTrace(long extent) => _extent = extent;

    /// <param name="extent">The value of all that is known only when the kernel runs.</param>
    public static IReadOnlyList<TracedAccess> Of(FuncOp kernel, long extent)
    {
        var trace = new AccessTrace(extent);
        trace.Visit(kernel.Body.Entry);
        return trace._found;
    }

    private void Visit(Block block)
    {
        foreach (var op in block.Ops)
            switch (op)
            {
                case AffineForOp loop: Visit(loop, loop.LowerBound, loop.UpperBound, loop.Step); break;
                case AffineParallelOp loop: Visit(loop, loop.LowerBound(0), loop.UpperBound(0), loop.Steps[0]); break;
                // Of two versions the usual one.
                case IfOp choice: Visit(choice.ThenRegion.Entry); break;
                case AffineLoadOp or AffineStoreOp: Add(op, (IAffineAccess)op); break;
            }
    }

    private void Visit(ILoopLike loop, AffineValueMap lower, AffineValueMap upper, long step)
    {
        for (var at = Values(lower).Max(); at < Values(upper).Min(); at += step)
        {
            _counters[loop.LoopVariables[0]] = at;
            _turns.Add(((Operation)loop, at));
            Visit(loop.LoopRegions[0].Entry);
            _turns.RemoveAt(_turns.Count - 1);
        }
    }

    private void Add(Operation op, IAffineAccess access)
    {
        if (!_arrays.TryGetValue(access.Memref, out var array)) _arrays[access.Memref] = array = _arrays.Count;
        _found.Add(new(op, [.. _turns], $"{array}[{string.Join(", ", Values(access.ValueMap))}]"));
    }

    private long[] Values(AffineValueMap map) => map.Map.Evaluate([.. map.Operands.Select(ValueOf)])!;

    private long ValueOf(Value value) => _counters.TryGetValue(value, out var counter) ? counter
        : ConstantOp.IntegerOf(value) is { } constant ? constant
        : value.Def switch
        {
            AffineApplyOp apply => Values(apply.ValueMap)[0],
            AddIOp (var a, var b) => ValueOf(a) + ValueOf(b),
            SubIOp (var a, var b) => ValueOf(a) - ValueOf(b),
            _ => _extent,
        };
}
