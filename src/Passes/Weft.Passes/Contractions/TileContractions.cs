using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Nests that multiply and join two arrays, as matrix products and convolutions do, get the loops that libraries have: kernels in
/// registers, blocks in the caches, factors packed in the order of their use. Each element's products are joined in the order of the
/// source.
/// </summary>
/// <param name="Rows">Rows of a kernel; 0, here and below, for what fits the machine.</param>
/// <param name="Vectors">Vectors in each of its rows.</param>
/// <param name="SumBlock">Turns of the sum for which factors are packed; each packed part is that deep.</param>
/// <param name="RowBlock">Rows that are packed at once.</param>
/// <param name="ColumnBlock">Columns that are packed at once.</param>
[Pass("tile-contractions", "Gives matrix products and what is like them kernels in registers, and blocks that stay in the caches.")]
public sealed record TileContractions(
    uint Rows = 0, uint Vectors = 0, uint SumBlock = 0, uint RowBlock = 0, uint ColumnBlock = 0) : IPass
{
    public void Run(Operation root, PassContext context)
    {
        foreach (var op in root.Regions.SelectMany(region => region.Ops).ToList())
            if (op is not (AffineForOp or AffineParallelOp) || Versions.IsRare(op) || !TryTile(op, context)) Run(op, context);
    }

    private bool TryTile(Operation nest, PassContext context)
    {
        if (Contraction.Of(nest) is { } contraction)
        {
            ApartMemory.Require(nest, HasTurns(contraction));
            Tile(contraction, context);
            return true;
        }

        if (!HasContractionApart(nest)) return false;
        ApartMemory.Require(nest);
        foreach (var part in LoopDistribution.Distribute(nest))
            if (Contraction.Of(part) is { } apart)
            {
                if (HasTurns(apart) is { } turns) ApartMemory.Require(part, turns);
                Tile(apart, context);
            }

        return true;
    }

    // A sum without turns leaves what it begins with, which the loops of the source do best.
    private static Func<Builder, Value>? HasTurns(Contraction contraction)
    {
        var doubtful = contraction.Sums.Where(loop => loop.TripCount is null or 0).ToList();
        return contraction.Initial is null || doubtful.Count == 0 ? null
            : builder => doubtful.Select(loop => HasTurns(builder, loop)).Aggregate((a, b) => builder.Add(new AndIOp(a, b)));
    }

    private static Value HasTurns(Builder builder, NestLoop loop)
    {
        var expansion = new AffineExpansion(builder);
        var first = expansion.Reduce(loop.Lower, isMax: true, new DiagnosticBag())!;
        var end = expansion.Reduce(loop.Upper, isMax: false, new DiagnosticBag())!;
        return builder.Add(new CmpIOp(CmpIPredicate.Slt, first, end));
    }

    // On a copy: a nest without one stays as it is.
    private static bool HasContractionApart(Operation nest)
    {
        if (Depth(nest) < 3) return false;
        var copy = Builder.After(nest).Insert(new IrMapping().Clone(nest));
        var parts = LoopDistribution.Distribute(copy);
        var found = parts.Any(part => Contraction.Of(part) is not null);
        foreach (var part in parts) part.Erase();
        return found;
    }

    // A row, a column and a sum are three loops in each other.
    private static int Depth(Operation nest) => NestLoop.CountersOf(nest).Count
        + NestLoop.BodyOf(nest).Ops.Where(op => op is AffineForOp or AffineParallelOp).Select(Depth).DefaultIfEmpty().Max();

    private void Tile(Contraction contraction, PassContext context)
    {
        var plan = ContractionPlan.For(contraction, context.Machine).With(Rows, Vectors, SumBlock, RowBlock, ColumnBlock);
        context.Remarks.Add(
            "tile-contractions", contraction.Root.Location, "tiled",
            $"a contraction: {plan.Rows} rows of {plan.Columns} columns in registers"
            + (plan.Packs ? $", blocks of {plan.RowBlock} x {plan.SumBlock} and {plan.SumBlock} x {plan.ColumnBlock} packed" : ""));
        ContractionLoops.Replace(contraction, plan);
    }
}
