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
/// <param name="TableBlock">Rows and columns of the blocks of a table whose elements join pairs of earlier ones.</param>
/// <param name="TurnBlock">Turns of a loop that each fill a vector, whose vectors are there at once.</param>
/// <param name="Groups">Whether products of narrow numbers are taken in groups also where the machine has no instruction for it.</param>
[Pass("tile-contractions", "Gives matrix products and what is like them kernels in registers, and blocks that stay in the caches.")]
public sealed record TileContractions(
    uint Rows = 0, uint Vectors = 0, uint SumBlock = 0, uint RowBlock = 0, uint ColumnBlock = 0, Sequence<long> WaitingBlocks = default,
    uint TableBlock = 0, uint TurnBlock = 0, bool Groups = false) : IPass
{
    private const string Name = "tile-contractions";

    private const string Loads = "loads for a product of vectors";

    private Sequence<long> SizesFor(PassContext context) => !WaitingBlocks.IsEmpty ? WaitingBlocks
        : new([PlanSettings.Scaled(s_waitingBlocks[0], context.Plan.Block), .. s_waitingBlocks.Skip(1)]);

    public void Run(Operation root, PassContext context) => OutermostNests.Offer(
        root, nest => ScheduledOrder.IsFixed(nest) || TryTile(nest, context));

    private bool TryTile(Operation nest, PassContext context)
    {
        var (contraction, obstacle) = Contraction.Try(nest);
        if (contraction is not null)
        {
            ApartMemory.Require(nest, context.Remarks, HasTurns(contraction));
            if (!TryNarrow(contraction, context)) Tile(contraction, context);
            return true;
        }

        if (Depth(nest) < 3) return false;
        if (TryParts(nest, context)) return true;
        if (nest is AffineForOp loop && (TryBlocks(loop, context) || TryTable(loop, context) || TryRows(loop, context))) return true;
        if (obstacle is not null) context.Remarks.Not(Name, nest, obstacle);
        return false;
    }

    // On a copy first: a nest without any stays as it is.
    private bool TryParts(Operation nest, PassContext context)
    {
        var copies = Parts(Builder.After(nest).Insert(new IrMapping().Clone(nest)));
        var isAny = copies.Any(part => Contraction.Of(part) is not null);
        foreach (var copy in copies) copy.Erase();
        if (!isAny) return false;
        ApartMemory.Require(nest, context.Remarks);
        Tile(Parts(nest), context);
        return true;

        static IReadOnlyList<Operation> Parts(Operation nest)
        {
            NestForms.SplitSums(nest);
            return LoopDistribution.Distribute(nest);
        }
    }

    // As it stands, or in the order of the elements.
    private bool TryBlocks(AffineForOp nest, PassContext context)
    {
        var copy = Builder.At(nest).Insert(new IrMapping().Clone(nest));
        NestForms.JoinInMemory(copy);
        var inner = new RemarkLog();
        var written = WriteBlocks(copy, 0, context with { Remarks = inner });
        if (written is null && ElementOrder.Write(copy) is { } ordered)
        {
            copy.Erase();
            copy = ordered;
            written = WriteBlocks(copy, 0, context with { Remarks = inner });
            if (written is not null) context.Remarks.Chosen(Name, nest, "ordered", ElementOrder.Meaning);
        }

        if (written is null)
        {
            copy.Erase();
            return false;
        }

        var sizes = string.Join(", and those into blocks of ", SizesFor(context).Select(size => $"{size} x {size}"));
        context.Remarks.Chosen(
            Name, nest, "blocks",
            $"elements wait for other elements, as in factorisations: cut into blocks of {sizes}, "
            + "each of which gets all products of finished elements at once, as a contraction; blocks that need none of each other are "
            + "shared among threads");
        context.Remarks.AddRange(inner.Items);
        ApartMemory.Require(nest, context.Remarks);
        (TileDiagonals.Share(written) ?? written).MoveBefore(nest);
        nest.Erase();
        return true;
    }

    private bool TryTable(AffineForOp nest, PassContext context)
    {
        var size = TableBlock > 0 ? TableBlock : PlanSettings.Scaled(SomeTable, context.Plan.Block);
        var copy = Builder.At(nest).Insert(new IrMapping().Clone(nest));
        var blocks = TableBlocks.Write(copy, size);
        copy.Erase();
        if (blocks is null) return false;
        context.Remarks.Chosen(
            Name, nest, "table",
            $"each element joins pairs of earlier ones: cut into blocks of {size} x {size}, each of which gets at once all that finished "
            + "blocks give it, as a contraction, and then what is left");
        ApartMemory.Require(nest, context.Remarks);
        blocks.Root.MoveBefore(nest);
        nest.Erase();
        if (Contraction.Of(blocks.Product, isApart: true) is { } contraction) Tile(contraction, context);
        return true;
    }

    private bool TryRows(AffineForOp nest, PassContext context)
    {
        var turns = TurnBlock > 0 ? TurnBlock : PlanSettings.Scaled(Turns, context.Plan.Block);
        if (RowBlocks.Write(nest, turns) is not { } blocks) return false;
        context.Remarks.Chosen(
            Name, nest, "rows",
            $"each turn fills a vector and multiplies by it: {turns} turns get one each, so that their products are those of matrices");
        ApartMemory.Require(nest, context.Remarks);
        blocks.Root.MoveBefore(nest);
        nest.Erase();
        Tile(blocks.Parts, context);
        return true;
    }

    // In the place of a nest; what is left in each block once more.
    private AffineForOp? WriteBlocks(AffineForOp nest, int level, PassContext context)
    {
        var sizes = SizesFor(context);
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

    // Whole kernels of all machines.
    private const long SomeTable = 48;

    // Whole kernels of the first fit a cache with what they need; the others are so small that loops as they stand do little.
    private static readonly Sequence<long> s_waitingBlocks = new([96, 16]);

    // A row, a column and a sum are three loops in each other.
    private static int Depth(Operation nest)
    {
        var inside = 0;
        foreach (var op in NestLoop.BodyOf(nest).Ops)
            if (op is AffineForOp or AffineParallelOp) inside = Math.Max(inside, Depth(op));
        return NestLoop.CountersOf(nest).Count + inside;
    }

    private void Tile(IReadOnlyList<Operation> parts, PassContext context)
    {
        foreach (var part in parts)
            if (Contraction.Of(part) is { } contraction)
            {
                if (HasTurns(contraction) is { } turns) ApartMemory.Require(part, context.Remarks, turns);
                Tile(contraction, context);
            }
    }

    private ContractionPlan PlanOf(Contraction contraction, PassContext context) =>
        ContractionPlan.For(contraction, Groups ? context.Machine.WithGroups() : context.Machine)
            .With(context.Plan).With(Rows, Vectors, SumBlock, RowBlock, ColumnBlock);

    private void Tile(Contraction contraction, PassContext context, bool isSmall = false)
    {
        var plan = PlanOf(contraction, context);
        if (isSmall) plan = plan.AsSmall(rows: 4);
        else if (plan.Packs && contraction.IsBatch)
        {
            TileBatch(contraction, plan, context);
            return;
        }

        Tile(contraction, plan, context);
    }

    // Where a kernel of its shape has all columns, nothing is made beyond them and no row is read twice.
    private bool TryNarrow(Contraction contraction, PassContext context)
    {
        var plan = PlanOf(contraction, context);
        var isAcross = PackedFactor.Follows(contraction.Root, contraction.RowFactor, contraction.Row.Counter);
        if (!plan.Packs || plan.Group is not null || isAcross || Rows > 0 || Vectors > 0) return false;
        if (context.Plan != PlanSettings.Automatic) return false;
        var narrow = plan.AsNarrow(contraction, context.Machine);
        var builder = Builder.At(contraction.Root);
        if (contraction.HasColumns(builder, plan.Lanes * 2, narrow.Columns) is not { } condition) return false;
        TileVersions(contraction, builder, condition, narrow, plan, context);
        return true;
    }

    // Each product of many may be so small that it fits a cache as it stands.
    private static void TileBatch(Contraction contraction, ContractionPlan plan, PassContext context)
    {
        var builder = Builder.At(contraction.Root);
        TileVersions(contraction, builder, contraction.IsSmall(builder, plan.SmallTurns), plan.AsSmall(plan.Rows), plan, context);
    }

    private static void TileVersions(
        Contraction contraction, Builder builder, Value condition, ContractionPlan plan, ContractionPlan otherwise, PassContext context)
    {
        var copies = new List<Operation>();
        builder.If(condition, Copy, Copy);
        contraction.Root.Erase();
        Tile(Contraction.Of(copies[0], isApart: true)!, plan, context);
        Tile(Contraction.Of(copies[1], isApart: true)!, otherwise, context);

        void Copy() => copies.Add(builder.Insert(new IrMapping().Clone(contraction.Root)));
    }

    private static void Tile(Contraction contraction, ContractionPlan plan, PassContext context)
    {
        context.Remarks.Chosen(Name, contraction.Root, "tiled", plan.Describe(contraction, context.Machine), new(plan.Loads, Loads));
        context.Remarks.Rejected(Name, contraction.Root, "loops as they are written, without a tile in registers", new(2, Loads));
        ContractionLoops.Replace(contraction, plan);
    }
}
