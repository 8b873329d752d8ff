using Weft.IR;

namespace Weft.Passes;

/// <summary>Steps of which each goes over all rows of an array, and changes a row by what is in it and in the row of the step, its pivot:
/// all that rows need of each other are pivots, as they are before and behind their own step.</summary>
/// <param name="Loop">Over the steps, which are as many as rows.</param>
/// <param name="Rows">The loop in it, over the first subscript of the array.</param>
internal sealed record PivotSteps(AffineForOp Loop, AffineForOp Rows, Value Array)
{
    /// <summary>The steps.</summary>
    public NestLoop Turns { get; } = NestLoop.Of(Loop)![0];

    private MemRefType Type => (MemRefType)Array.Type;

    /// <summary>A loop as one; null where it is none. Arrays of different names are taken to be apart.</summary>
    public static PivotSteps? Of(AffineForOp loop)
    {
        if (!NestLoop.IsPlain(loop) || loop.Body.Ops.ToList() is not [AffineForOp rows, AffineYieldOp] || !NestLoop.IsPlain(rows)
            || !rows.LowerBound.IsSameAs(loop.LowerBound) || !rows.UpperBound.IsSameAs(loop.UpperBound)
            || !rows.Walk().Skip(1).All(CarriedElement.HasOnlyAffineEffects)) return null;
        var arrays = rows.Walk().OfType<IAffineWrite>().Select(write => write.Memref).Distinct().ToList();
        return arrays is [var array] && loop.IsDefinedOutside(array) && array.Type is MemRefType { Rank: >= 2 }
            && new PivotSteps(loop, rows, array) is var steps && steps.IsOne() ? steps : null;
    }

    /// <summary>
    /// Does several steps at once: <c>for p in steps of count { for k in p { before[k] = a[k]; for i in p { f(k, i) }; after[k] = a[k] };
    /// for i before p { for k in p { f(k, i) of before[k] } }; for i behind p { for k in p { f(k, i) of after[k] } } }</c>.
    /// </summary>
    public void Replace(int count)
    {
        var builder = Builder.At(Loop);
        builder.Location = Loop.Location;
        List<int> along = [.. Enumerable.Range(1, Type.Rank - 1)];
        var extents = along.Where(d => Type.Shape[d] == ShapedType.Dynamic).Select(d => DimOp.Of(builder, Array, d)).ToList();
        var type = new MemRefType([count, .. along.Select(d => Type.Shape[d])], Type.Element, null, Type.MemorySpace);
        var before = builder.FilledArray(extents, type);
        var after = builder.FilledArray(extents, type);
        foreach (var copy in new[] { before, after })
            copy.SetAttribute(KernelAttributes.Name, new StringAttr(KernelAttributes.SubjectOf(Array)));
        builder.Loop(Loop.LowerBound, Loop.UpperBound, count, first =>
        {
            var start = AffineValueMap.Of(first);
            var end = start.Select(at => at + count);
            var steps = end.And(Loop.UpperBound);
            builder.Loop(start, steps, 1, step =>
            {
                Copy(builder, step, first, before);
                builder.Loop(start, steps, 1, row => Change(builder, row, step));
                Copy(builder, step, first, after);
            });
            builder.Loop(Loop.LowerBound, start, 1, row =>
                builder.Loop(start, steps, 1, step => Change(builder, row, step, (before.Memref, first))));
            builder.Loop(end, Loop.UpperBound, 1, row =>
                builder.Loop(start, end, 1, step => Change(builder, row, step, (after.Memref, first))));
        });
        foreach (var copy in new[] { before, after }) builder.Insert(new DeallocOp(copy.Memref));
        Loop.Erase();
    }

    private bool IsOne()
    {
        var accesses = Rows.Walk().OfType<IAffineAccess>().Where(access => access.Memref == Array).ToList();
        return accesses.Exists(access => IsOf(access, Loop.InductionVariable)) && accesses.TrueForAll(access =>
            access is AffineLoadOp or AffineStoreOp && (IsOf(access, Rows.InductionVariable)
                || (access is AffineLoadOp && IsOf(access, Loop.InductionVariable))));
    }

    // Of the row that a counter says.
    private static bool IsOf(IAffineAccess access, Value counter) =>
        AffineSum.Of(access.ComposedMap) is { } place && place[0].IsSameAs(AffineSum.Of(counter));

    // A row, to its place among those of the steps.
    private void Copy(Builder builder, Value step, Value first, AllocOp copies)
    {
        Along([]);

        void Along(IReadOnlyList<Value> at)
        {
            var d = at.Count + 1;
            if (d < Type.Rank)
            {
                var count = copies.SizeOf(d) is { } size ? AffineValueMap.Of(size) : AffineValueMap.Constant(Type.Shape[d]);
                builder.Loop(count, next => Along([.. at, next]));
                return;
            }

            var (place, number) = (at.Select(AffineSum.Of).ToList(), AffineSum.Of(step) - AffineSum.Of(first));
            var element = builder.Add(new AffineLoadOp(Array, AffineSum.ToMap([AffineSum.Of(step), .. place])));
            builder.Insert(new AffineStoreOp(element, copies.Memref, AffineSum.ToMap([number, .. place])));
        }
    }

    // What a step does to a row, of the pivot in the array or of a copy.
    private void Change(Builder builder, Value row, Value step, (Value Memory, Value First)? pivot = null)
    {
        var copies = new IrMapping { [Rows.InductionVariable] = row, [Loop.InductionVariable] = step };
        foreach (var op in Rows.Body.Ops.SkipLast(1))
            foreach (var read in builder.Insert(copies.Clone(op)).Walk().OfType<AffineLoadOp>().Where(read =>
                pivot is not null && read.Memref == Array && IsOf(read, step)).ToList())
            {
                var place = AffineSum.Of(read.ComposedMap)!;
                read.ValueMap = AffineSum.ToMap([place[0] - AffineSum.Of(pivot!.Value.First), .. place.Skip(1)]);
                read.SetOperand(0, pivot.Value.Memory);
            }
    }
}
