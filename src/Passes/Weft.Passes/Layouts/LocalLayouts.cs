using Weft.IR;

namespace Weft.Passes;

/// <summary>Layouts of arrays that a function makes and whose loops touch more than one of them.</summary>
internal sealed class LocalLayouts
{
    private readonly IReadOnlyList<Value> _arrays;
    private readonly List<ArrayWalk> _walks;
    private readonly RemarkLog _remarks;
    private readonly LayoutChoice _now;
    private readonly LayoutChoice _best;

    public LocalLayouts(IReadOnlyList<Value> arrays, IReadOnlyList<ArrayWalk> walks, RemarkLog remarks)
    {
        (_arrays, _remarks) = (arrays, remarks);
        _walks = [.. walks.Where(walk => walk.Arrays.Any(arrays.Contains))];
        _now = LayoutChoice.Unchanged(arrays, _walks);
        _best = _now.Improved(_walks);
    }

    private LayoutChoice Chosen => _best.Pays(_now) ? _best : _now;

    /// <summary>Arrays that share loops, themselves or by others.</summary>
    public static IReadOnlyList<IReadOnlyList<Value>> Chains(IReadOnlyList<Value> arrays, IReadOnlyList<ArrayWalk> walks)
    {
        var chains = arrays.Select(array => new List<Value> { array }).ToList();
        foreach (var walk in walks)
        {
            var shared = walk.Arrays.ToHashSet();
            var touched = chains.FindAll(chain => chain.Exists(shared.Contains));
            foreach (var chain in touched.Skip(1))
            {
                touched[0].AddRange(chain);
                chains.Remove(chain);
            }
        }

        return chains;
    }

    /// <summary>Changes those for which that pays.</summary>
    public void Choose()
    {
        var layouts = _arrays.ToDictionary(array => array, array => GoAcross(array, Chosen) && Padded(array) is { } padded
            ? padded : Chosen.Layouts[array]);
        foreach (var array in _arrays) Explain(array, layouts[array]);
        var reordered = Chosen == _now ? [] : _walks.ConvertAll(walk => walk.Reordered(Chosen.Layouts));
        foreach (var (array, layout) in layouts.Where(array => !array.Value.IsRowMajor))
            LocalArray.Change((AllocationOp)array.Def!, layout);
        foreach (var (nest, counter) in reordered.OfType<(AffineParallelOp, int)>()) FreeOrder.MakeInnermost(nest, counter);
    }

    // Many of its loops.
    private bool GoAcross(Value array, LayoutChoice choice) => _walks.Where(walk => walk.GoesAcross(array, choice.Layouts))
        .Sum(walk => walk.Cost(choice.Layouts)) > choice.Cost * LayoutChoice.Gain;

    // Null for rows that are no multiple of a page.
    private Layout? Padded(Value array)
    {
        var (layout, type) = (Chosen.Layouts[array], (MemRefType)array.Type);
        var (bytes, row) = (CpuModel.BytesOf(type.Element), layout.Of(type.Shape)[^1]);
        var page = ArrayWalk.PageBytes / bytes;
        return CpuModel.LineBytes % bytes > 0 || (row != ShapedType.Dynamic && row % page > 0) ? null
            : layout with { Padding = CpuModel.LineBytes / bytes, PaddedLength = page };
    }

    private void Explain(Value array, Layout layout)
    {
        var (place, name) = (array.Def!, KernelAttributes.SubjectOf(array));
        if (layout.Padding > 0)
            _remarks.Chosen(
                ChangeLayouts.Name, place, "padded",
                $"rows of '{name}' are {layout.Padding} elements longer where they are a multiple of {ArrayWalk.PageBytes} bytes; loops "
                + "that go from row to row would find their lines in the same places of the cache");
        if (Chosen.Layouts[array] is { IsRowMajor: false } other)
        {
            _remarks.Chosen(
                ChangeLayouts.Name, place, "changed",
                $"'{name}' lies in memory with its dimensions in the order {other}; its loops walk along rows then", Chosen.Estimate);
            _remarks.Rejected(ChangeLayouts.Name, place, $"'{name}' as it lies in the source", _now.Estimate);
        }
        else if (_best != _now || GoAcross(array, _now))
            foreach (var choice in _now.Others(_walks).Where(choice => !choice.Layouts[array].IsRowMajor)
                .DistinctBy(choice => choice.Layouts[array]))
                _remarks.Rejected(
                    ChangeLayouts.Name, place,
                    $"'{name}' with its dimensions in the order {choice.Layouts[array]}, in the place of a layout at {_now.Estimate}",
                    choice.Estimate);
    }
}
