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
/// <param name="WaitingBlocks">Rows and columns of the blocks of an output that waits for itself, as factorisations do; each is cut into
/// those behind it.</param>
/// <param name="TurnBlock">Turns of a loop that each fill a vector, whose vectors are there at once.</param>
[Pass("tile-contractions", "Gives matrix products and what is like them kernels in registers, and blocks that stay in the caches.")]
public sealed record TileContractions(
    uint Rows = 0, uint Vectors = 0, uint SumBlock = 0, uint RowBlock = 0, uint ColumnBlock = 0, Sequence<long> WaitingBlocks = default,
    uint TurnBlock = 0) : IPass
{
    public void Run(Operation root, PassContext context) => OutermostNests.Offer(
        root, nest => ScheduledOrder.IsFixed(nest) || TryTile(nest, context));

    private bool TryTile(Operation nest, PassContext context)
    {
        if (Contraction.Of(nest) is { } contraction)
        {
            ApartMemory.Require(nest, HasTurns(contraction));
            Tile(contraction, context);
            return true;
        }

        return Depth(nest) >= 3
            && (TryParts(nest, context) || (nest is AffineForOp loop && (TryBlocks(loop, context) || TryRows(loop, context))));
    }

    // On a copy first: a nest without any stays as it is.
    private bool TryParts(Operation nest, PassContext context)
    {
        var copies = Parts(Builder.After(nest).Insert(new IrMapping().Clone(nest)));
        var isAny = copies.Any(part => Contraction.Of(part) is not null);
        foreach (var copy in copies) copy.Erase();
        if (!isAny) return false;
        ApartMemory.Require(nest);
        Tile(Parts(nest), context);
        return true;

        static IReadOnlyList<Operation> Parts(Operation nest)
        {
            NestForms.SplitSums(nest);
            return LoopDistribution.Distribute(nest);
        }
    }

    private bool TryBlocks(AffineForOp nest, PassContext context)
    {
        var copy = Builder.At(nest).Insert(new IrMapping().Clone(nest));
        NestForms.JoinInMemory(copy);
        if (WriteBlocks(copy, 0, context) is not { } blocks)
        {
            copy.Erase();
            return false;
        }

        ApartMemory.Require(nest);
        blocks.MoveBefore(nest);
        nest.Erase();
        return true;
    }

    private bool TryRows(AffineForOp nest, PassContext context)
    {
        if (RowBlocks.Write(nest, TurnBlock > 0 ? TurnBlock : Turns) is not { } blocks) return false;
        ApartMemory.Require(nest);
        blocks.Root.MoveBefore(nest);
        nest.Erase();
        Tile(blocks.Parts, context);
        return true;
    }

    // In the place of a nest; what is left in each block once more.
    private AffineForOp? WriteBlocks(AffineForOp nest, int level, PassContext context)
    {
        var sizes = WaitingBlocks.IsEmpty ? s_waitingBlocks : WaitingBlocks;
        if (level == sizes.Count || ContractionBlocks.Write(nest, sizes[level]) is not { } blocks) return null;
        foreach (var product in blocks.Products)
            if (Contraction.Of(product, isApart: true) is { } contraction) Tile(contraction, context, isSmall: level > 0);
        foreach (var rest in blocks.Rests) WriteBlocks(rest, level + 1, context);
        return blocks.Root;
    }

    // A sum without turns leaves what it begins with, which the loops of the source do best.
    private static Func<Builder, Value>? HasTurns(Contraction contraction)
    {
        var doubtful = contraction.Sums.Where(loop => loop.TripCount is null or 0).ToList();
        return contraction.Initial is null || doubtful.Count == 0 ? null
            : builder => doubtful.Select(loop => loop.HasTurns(builder)).Aggregate((a, b) => builder.Add(new AndIOp(a, b)));
    }

    // Whole kernels of all machines; vectors of a thousand elements stay in the second cache.
    private const long Turns = 96;

    // Whole kernels of the first fit a cache with what they need; the others are so small that loops as they stand do little.
    private static readonly Sequence<long> s_waitingBlocks = new([96, 16]);

    // A row, a column and a sum are three loops in each other.
    private static int Depth(Operation nest) => NestLoop.CountersOf(nest).Count
        + NestLoop.BodyOf(nest).Ops.Where(op => op is AffineForOp or AffineParallelOp).Select(Depth).DefaultIfEmpty().Max();

    private void Tile(IReadOnlyList<Operation> parts, PassContext context)
    {
        foreach (var part in parts)
            if (Contraction.Of(part) is { } contraction)
            {
                if (HasTurns(contraction) is { } turns) ApartMemory.Require(part, turns);
                Tile(contraction, context);
            }
    }

    private void Tile(Contraction contraction, PassContext context, bool isSmall = false)
    {
        var plan = ContractionPlan.For(contraction, context.Machine).With(Rows, Vectors, SumBlock, RowBlock, ColumnBlock);
        if (isSmall) plan = plan.AsSmall(rows: 4);
        else if (plan.Packs && contraction.IsBatch)
        {
            TileBatch(contraction, plan, context);
            return;
        }

        Tile(contraction, plan, context);
    }

    // Each product of many may be so small that it fits a cache as it stands.
    private static void TileBatch(Contraction contraction, ContractionPlan plan, PassContext context)
    {
        var builder = Builder.At(contraction.Root);
        var copies = new List<Operation>();
        builder.If(contraction.IsSmall(builder), Copy, Copy);
        contraction.Root.Erase();
        Tile(Contraction.Of(copies[0], isApart: true)!, plan.AsSmall(plan.Rows), context);
        Tile(Contraction.Of(copies[1], isApart: true)!, plan, context);

        void Copy() => copies.Add(builder.Insert(new IrMapping().Clone(contraction.Root)));
    }

    private static void Tile(Contraction contraction, ContractionPlan plan, PassContext context)
    {
        context.Remarks.Add(
            "tile-contractions", contraction.Root.Location, "tiled",
            $"a contraction: {plan.Rows} rows of {plan.Columns} columns in registers"
            + (plan.Packs ? $", blocks of {plan.RowBlock} x {plan.SumBlock} and {plan.SumBlock} x {plan.ColumnBlock} packed" : ""));
        ContractionLoops.Replace(contraction, plan);
    }
}
