using Weft.IR;

namespace Weft.Passes;

/// <summary>Puts what a workflow gives where its caller wants it: new states into the arguments that had the old ones, outputs into the
/// arguments behind the inputs.</summary>
internal sealed class WorkflowResults(FuncOp function, int stateCount)
{
    private readonly Block _entry = function.Body.Entry;

    public void Deliver()
    {
        var exit = (ReturnOp)_entry.Last!;
        var values = exit.Operands.ToArray();
        var states = _entry.Arguments.Where(a => KernelAttributes.AccessOf(function, a.Index) == Access.InOut).Take(stateCount);
        var targets = states.Concat(_entry.Arguments.TakeLast(values.Length - stateCount)).ToList();
        exit.SetOperands();
        // Outputs first: what they are may lie in the arguments that states are written to.
        for (var i = stateCount; i < values.Length; i++) Give(values[i], targets[i], Builder.At(exit), values);
        values = [.. values.Take(stateCount).Select((value, i) => Kept(value, targets[i], Builder.At(exit)))];
        for (var i = 0; i < values.Length; i++) Write(values[i], targets[i], Builder.At(exit));
    }

    // An array that was made here for nothing else is the caller's from the start; others are copied.
    private void Give(Value value, BlockArgument output, Builder exit, IReadOnlyList<Value> all)
    {
        if (Origin(value).Def is AllocOp alloc && alloc.Parent == _entry && all.Count(v => Origin(v) == alloc.Memref) == 1)
        {
            var start = Builder.At(alloc);
            CheckExtents(alloc.Memref, output, start);
            alloc.Memref.ReplaceAllUsesWith(Buffers.As(start, output, alloc.Memref.Type));
            alloc.Erase();
            return;
        }

        if (value.Type is MemRefType) CheckExtents(value, output, exit);
        Write(value, output, exit);
    }

    // States change places through copies, since each is written where another one may lie.
    private Value Kept(Value value, BlockArgument target, Builder exit)
    {
        var origin = Origin(value);
        return stateCount == 1 || value.Type is not MemRefType || origin == target || origin.Def is AllocOp
            ? value
            : Buffers.Copy(exit, value);
    }

    private static void Write(Value value, BlockArgument target, Builder exit)
    {
        if (value.Type is not MemRefType) exit.Insert(new StoreOp(value, target, []));
        else if (Origin(value) != target) exit.Insert(new CopyOp(value, target));
    }

    private static Value Origin(Value value) => value.Def is MemRefCastOp cast ? Origin(cast.Source) : value;

    // The caller made room by the workflow's signature; the kernel's own says what it will write.
    private void CheckExtents(Value value, BlockArgument output, Builder builder)
    {
        var (shape, room) = (((MemRefType)value.Type).Shape, ((MemRefType)output.Type).Shape);
        var formulas = KernelAttributes.ShapeOf(function, output.Index);
        for (var d = 0; d < shape.Count; d++)
        {
            if (shape[d] != ShapedType.Dynamic && shape[d] == room[d]) continue;
            var made = shape[d] != ShapedType.Dynamic ? builder.Add(ConstantOp.Index(shape[d]))
                : (value.Def as AllocOp)?.SizeOf(d) ?? DimOp.Of(builder, value, d);
            var same = builder.Add(new CmpIOp(CmpIPredicate.Eq, DimOp.Of(builder, output, d), made));
            var (name, formula) = (KernelAttributes.NameOf(function, output.Index), d < formulas.Count ? $"{formulas[d]}" : "?");
            builder.Insert(new AssertOp($"dimension {d} of '{name}' is not '{formula}', which the workflow's signature says", same));
        }
    }
}
