using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Affine nests that make one element a turn become structured operations, each by its name where it has one, so that a matrix product
/// written as three loops and one in index notation are the same operation. Where a nest does several things, it is cut into loops that do
/// one each. Parts of arrays become views in front of the operation. Operations of index notation get their names, too.
/// </summary>
/// <param name="AssumeApart">Arrays of different names share no memory, and nobody asks: else a copy of the loops is kept for when they do.
/// </param>
[Pass("raise-to-linalg", "Turns affine nests that make an element a turn into linalg operations, by their names where they have any.")]
public sealed record RaiseToLinalg(bool AssumeApart = false) : IPass
{
    /// <summary>Who its remarks are of.</summary>
    public const string Name = "raise-to-linalg";

    public void Run(Operation root, PassContext context)
    {
        foreach (var function in root.Walk().OfType<FuncOp>().Where(function => !function.Body.IsEmpty).ToList())
        {
            var extents = new ArrayExtents(function);
            foreach (var extent in function.Walk().OfType<DimOp>().ToList())
                if (extent.Source.Def is AllocationOp made && extent.ConstantIndex is { } d && made.SizeOf(d) is { } size)
                    extent.ReplaceWith(size);
            Offer(function, extents, context.Remarks);
            foreach (var extent in function.Body.Entry.Ops.OfType<DimOp>().Where(extent => !extent.Result.HasUses).ToList()) extent.Erase();
        }

        foreach (var op in root.Walk().OfType<GenericOp>().ToList()) NamedForms.Rename(op, AssumeApart);
    }

    private void Offer(Operation root, ArrayExtents extents, RemarkLog remarks)
    {
        foreach (var op in root.Regions.SelectMany(region => region.Ops).ToList())
            if (op is IStructuredOp) continue;
            else if (op is not (AffineForOp or AffineParallelOp)) Offer(op, extents, remarks);
            else if (!Versions.IsRare(op) && !TryRaise(op, extents, remarks)) Leave(op, extents, remarks);
    }

    // The loops in it may be raised, which are told of then.
    private void Leave(Operation nest, ArrayExtents extents, RemarkLog remarks)
    {
        if (nest.Walk().Any(op => op != nest && op is AffineForOp or AffineParallelOp)) Offer(nest, extents, remarks);
        else remarks.Not(Name, nest, StructuredNest.Read(nest).Obstacle ?? Obstacle.Overlap);
    }

    // On a copy first: a nest of which nothing can be raised stays as it is.
    private bool TryRaise(Operation nest, ArrayExtents extents, RemarkLog remarks)
    {
        if (!AssumeApart && !ApartMemory.CanRequire(nest)) return false;
        var next = nest.Next!;
        var isAny = Parts(Builder.After(nest).Insert(new IrMapping().Clone(nest))).Any(part => StructuredNest.Read(part).Plan is not null);
        while (next.Previous != nest) next.Previous!.Erase();
        if (!isAny) return false;
        if (!AssumeApart) ApartMemory.Require(nest, remarks);
        foreach (var part in Parts(nest))
            if (StructuredNest.Read(part).Plan is { } structured) Raise(structured, new(extents, part), remarks);
            else Leave(part, extents, remarks);
        return true;
    }

    // The loops that a nest can be cut into, each of which joins in memory.
    private static IReadOnlyList<Operation> Parts(Operation nest)
    {
        if (nest is AffineForOp { Inits.Count: 1 } sum) nest = NestForms.JoinInNewMemory(sum);
        NestForms.BeginInMemory(nest);
        return LoopDistribution.Distribute(nest);
    }

    private static void Raise(StructuredNest structured, ArrayKnowledge arrays, RemarkLog remarks)
    {
        var root = structured.Nest.Root;
        // Loops that may have no turns may name elements that are not there.
        var builder = Builder.At(root);
        var turns = structured.DoubtfulTurns(arrays).Select(loop => loop.HasTurns(builder)).ToList();
        if (turns.Count > 0)
        {
            Versions.Split(root, turns.Aggregate((a, b) => builder.Add(new AndIOp(a, b))));
            arrays = arrays.WithTurns;
        }

        var op = NamedForms.Rename(structured.Replace(arrays), isApart: true);
        var (inputs, output) = (Names(((IStructuredOp)op).DpsInputs), Names(((IStructuredOp)op).DpsInits));
        remarks.Chosen(Name, op, "raised", $"a {op.Name} of {inputs} into {output}");
    }

    private static string Names(IEnumerable<Value> operands) => string.Join(
        " and ", operands.Where(v => v.Type is MemRefType).Select(v => $"'{KernelAttributes.SubjectOf(AliasAnalysis.Underlying(v))}'")
            .Distinct().DefaultIfEmpty("one number"));
}
