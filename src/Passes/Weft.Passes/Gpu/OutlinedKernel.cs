using Weft.IR;

namespace Weft.Passes;

/// <summary>A kernel with a launch's body.</summary>
internal sealed class OutlinedKernel
{
    private readonly LaunchOp _launch;
    private readonly List<Value> _captured;

    public OutlinedKernel(LaunchOp launch)
    {
        _launch = launch;
        _captured = Captured(launch.Body);
        var holder = Symbols(launch).FirstOrDefault() ?? "";
        Function = new GpuFuncOp(new FunctionType(_captured.Select(value => value.Type).ToSequence(), [])) { Location = launch.Location };
        Function.SetAttribute("sym_name", new StringAttr($"{holder}_kernel"));
        Function.SetAttribute(LaunchOp.WorkgroupAttributionsName, IntegerAttr.I64(launch.WorkgroupAttributionCount));
        Function.SetAttribute(GpuDialect.Kernel, UnitAttr.Instance);
        Function.KnownBlockSize = Known(launch.BlockSizes);
        Function.KnownGridSize = Known(launch.GridSizes);
        FillBody();
    }

    public GpuFuncOp Function { get; }

    /// <summary>Puts a launch by name in the place of the launch with a body.</summary>
    public void ReplaceLaunch(string module)
    {
        var (grid, block, cluster) = (_launch.GridSizes, _launch.BlockSizes, _launch.ClusterSizes);
        var call = Builder.At(_launch).Insert(new LaunchFuncOp(
            new SymbolRefAttr([module, Function.SymName]), _launch.AsyncDependencies.ToArray(), grid.X, grid.Y, grid.Z, block.X, block.Y,
            block.Z, _captured, cluster?.X, cluster?.Y, cluster?.Z, _launch.DynamicSharedMemorySize,
            asyncTokenType: _launch.AsyncToken?.Type));
        _launch.ReplaceWith([.. call.ResultList]);
    }

    private static IEnumerable<string> Symbols(Operation op)
    {
        for (var holder = op.ParentOp; holder is not null; holder = holder.ParentOp)
            if (holder.Info.Has(OpTraits.Symbol) && holder.Attribute("sym_name") is StringAttr { Value: var name })
                yield return name;
    }

    private static List<Value> Captured(Region body)
    {
        var (captured, seen) = (new List<Value>(), new HashSet<Value>());
        foreach (var operand in body.Ops.SelectMany(op => op.WalkPostOrder()).SelectMany(op => op.Operands))
            if (!body.Encloses(operand.ParentBlock?.Parent) && seen.Add(operand))
                captured.Add(operand);
        return captured;
    }

    // Extents that are constants, if all three are.
    private static DenseArrayAttr? Known(GridValues sizes)
    {
        var constants = sizes.All.Select(ConstantOp.IntegerOf).ToArray();
        return Array.TrueForAll(constants, c => c is >= 0 and <= uint.MaxValue)
            ? DenseArrayAttr.I32([.. constants.Select(c => (long)unchecked((int)c!.Value))]) : null;
    }

    private void FillBody()
    {
        var memory = _launch.WorkgroupAttributions.Concat(_launch.PrivateAttributions).ToList();
        var entry = Function.Body.AddBlock([.. Function.Type.Inputs, .. memory.Select(m => m.Type)]);
        var (copies, builder) = (new IrMapping(), Builder.AtEnd(entry, _launch.Location));
        var positions = GridIndices().Select(builder.Add).ToList();
        for (var i = 0; i < _captured.Count; i++) copies[_captured[i]] = entry.Arguments[i];
        copies.CloneInto(_launch.Body, Function.Body);
        foreach (var end in Function.Body.Ops.OfType<TerminatorOp>().ToList())
        {
            Builder.At(end).Insert(new GpuReturnOp([]));
            end.Erase();
        }

        // The copy of the first block goes on where the positions were read.
        var first = Function.Body.Blocks[1];
        Value[] arguments = [.. positions, .. entry.Arguments.Skip(_captured.Count)];
        for (var i = 0; i < arguments.Length; i++) first.Arguments[i].ReplaceAllUsesWith(arguments[i]);
        first.MoveOpsFrom(first.First, entry);
        first.Erase();
    }

    private IEnumerable<Operation> GridIndices()
    {
        GpuDimension[] dimensions = [GpuDimension.X, GpuDimension.Y, GpuDimension.Z];
        foreach (var d in dimensions) yield return new BlockIdOp(d);
        foreach (var d in dimensions) yield return new ThreadIdOp(d);
        foreach (var d in dimensions) yield return new GridDimOp(d);
        foreach (var d in dimensions) yield return new BlockDimOp(d);
        if (_launch.ClusterSizes is null) yield break;
        foreach (var d in dimensions) yield return new ClusterIdOp(d);
        foreach (var d in dimensions) yield return new ClusterDimOp(d);
    }
}
