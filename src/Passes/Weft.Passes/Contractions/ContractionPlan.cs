using Weft.IR;

namespace Weft.Passes;

/// <summary>How a contraction is cut. A kernel makes <see cref="Rows"/> by <see cref="Vectors"/> vectors in registers; around it lie
/// blocks that stay in the caches.</summary>
/// <param name="Lanes">Elements of a vector.</param>
/// <param name="Rows">Rows of a kernel.</param>
/// <param name="Vectors">Vectors in each of its rows.</param>
/// <param name="SumBlock">Turns of the sum for which a block of both factors is kept.</param>
/// <param name="RowBlock">Rows of the block that one core keeps: a multiple of <paramref name="Rows"/>.</param>
/// <param name="ColumnBlock">Columns of the block that all cores share: a multiple of a kernel's.</param>
/// <param name="Packs">Whether factors are copied to where they lie together; small products of known size go without, and without blocks.
/// </param>
internal sealed record ContractionPlan(
    int Lanes, int Rows, int Vectors, long SumBlock, long RowBlock, long ColumnBlock, bool Packs)
{
    // To fetch a kernel's outputs and to store them takes as long as some thirty turns: beside so many it is little.
    private const long MostSums = 512;

    /// <summary>Whether the rows' factor is copied, too: where one kernel has all columns, each of its elements is read once as it is.
    /// </summary>
    public bool PacksRows { get; init; } = true;

    /// <summary>The turns of the sum that one instruction takes together; null where each is taken alone.</summary>
    public ProductGroup? Group { get; init; }

    /// <summary>Turns of the sum that are taken together.</summary>
    public int Turns => Group?.Turns ?? 1;

    /// <summary>Turns of a product that fits a cache as it stands, and is done before factors would be packed. That pays sooner where turns
    /// are taken together.</summary>
    public long SmallTurns => Group is null ? 64 * 64 * 64 : 32 * 32 * 32;

    public int Columns => Lanes * Vectors;

    /// <summary>Vectors, of neighbours or of one element, that a kernel loads for each that it multiplies.</summary>
    public double Loads => (double)(Rows + Vectors) / (Rows * Vectors * Turns);

    /// <summary>In words.</summary>
    public string Describe(Contraction contraction, CpuModel machine)
    {
        var (output, row, column) = (NameOf(contraction.Output), NameOf(contraction.RowFactor), NameOf(contraction.ColumnFactor));
        // Words are as wide as elements of the output.
        var size = (double)CpuModel.BytesOf(contraction.Element) / Turns;
        var sums = (Rows + (Group is { FlipsRow: true } ? 1 : 0)) * Vectors;
        var tile = $"a contraction: {Rows} x {Columns} elements of {output} are made in {sums} of {machine.Registers} registers, "
            + $"from {Rows} {(Group is null ? "elements" : "words")} of {row} and {Vectors} vectors of {column} a turn"
            + (Group is null ? "" : $", in which one instruction multiplies and adds up {Turns} turns of the sum");
        return tile + (!Packs ? "; nothing is packed, as all of it is small"
            : !PacksRows ? $"; where there are no more columns, {column} is packed in blocks of {SumBlock} x {Columns}, "
                + $"{Share(SumBlock * Columns * size, machine.L2)} of L2, and {row} is read as it is"
            : $"; {SumBlock} turns at once, so that the {Columns} columns of {column} take "
                + $"{Share(SumBlock * Columns * size, machine.L2)} of L2"
                + $"; {row} is packed in blocks of {RowBlock} x {SumBlock}, {Share(RowBlock * SumBlock * size, machine.L2)} of L2"
                + $"; {column} in blocks of {SumBlock} x {ColumnBlock}, {Share(SumBlock * ColumnBlock * size, machine.L3)} of L3");

        static string Share(double bytes, long cache) => FormattableString.Invariant($"{100 * bytes / cache:0} %");

        static string NameOf(object factor) => factor switch
        {
            IAffineAccess access => $"'{KernelAttributes.SubjectOf(access.Memref)}'",
            Value { Def: AffineLoadOp load } => $"'{KernelAttributes.SubjectOf(load.Memref)}'",
            Value value when NarrowFactor.Of(value) is { Value: var narrow } => NameOf(narrow),
            _ => "a factor",
        };
    }

    /// <summary>The plan for a machine.</summary>
    public static ContractionPlan For(Contraction contraction, CpuModel machine)
    {
        var size = CpuModel.BytesOf(contraction.Element);
        var lanes = Math.Max(1, machine.VectorBytes / size);
        var vectors = (int)Math.Min(machine.KernelVectors, Ceiling(contraction.Column.TripCount ?? long.MaxValue, lanes));
        // As many sums at once as leave registers for the column's vectors and one factor of a row.
        var rows = (int)Math.Min((machine.Registers - 4) / vectors / 2 * 2, machine.KernelRows);
        // The columns' panel of a kernel comes from the second cache, of which it takes a part, and the rows' block a quarter.
        var sums = Math.Min(MostSums, Math.Max(4, machine.L2 / 8 / (vectors * lanes * size) / lanes) * lanes);
        var rowBlock = Math.Max(rows, machine.L2 / 4 / (sums * size) / rows * rows);
        var columnBlock = Math.Max(vectors * lanes, machine.L3 / 4 / (sums * size) / (vectors * lanes) * (vectors * lanes));
        var turns = contraction.Inner.Aggregate((double?)1, (product, loop) => product * loop.TripCount);
        var group = ProductGroup.Of(contraction, machine);
        // Words of several turns take no more than an element of one.
        sums *= group?.Turns ?? 1;
        var plan = new ContractionPlan(lanes, rows, vectors, sums, rowBlock, columnBlock, Packs: true) { Group = group };
        return turns <= plan.SmallTurns ? plan with { Packs = false, Group = null } : plan;
    }

    /// <summary>For a product whose columns all fit a kernel that has a vector more and fewer rows.</summary>
    public ContractionPlan AsNarrow(Contraction contraction, CpuModel machine)
    {
        var vectors = machine.KernelVectors + 1;
        var columns = Lanes * vectors;
        // All the columns of the other factor stay in the second cache: rows go along their own as far as they can.
        var sums = Math.Max(SumBlock, machine.L2 / 2 / (columns * CpuModel.BytesOf(contraction.Element)) / Lanes * Lanes);
        return this with
        {
            Rows = (machine.Registers - 4) / vectors / 2 * 2, Vectors = vectors, SumBlock = sums, ColumnBlock = columns, PacksRows = false,
        };
    }

    /// <summary>With what is asked of plans.</summary>
    public ContractionPlan With(PlanSettings asked) => With(
        asked.Rows, asked.Vectors, PlanSettings.Scaled(SumBlock, asked.SumBlock), PlanSettings.Scaled(RowBlock, asked.RowBlock),
        PlanSettings.Scaled(ColumnBlock, asked.ColumnBlock));

    /// <summary>For a product that fits a cache as it stands: of so few columns that little is made beyond its edges.</summary>
    public ContractionPlan AsSmall(int rows) => this with { Packs = false, Vectors = Math.Min(2, Vectors), Rows = rows, Group = null };

    /// <summary>With sizes that somebody asks for, rounded up to whole kernels; 0 asks for none.</summary>
    public ContractionPlan With(long rows, long vectors, long sumBlock, long rowBlock, long columnBlock)
    {
        var kernel = this with { Rows = (int)Or(rows, Rows), Vectors = (int)Or(vectors, Vectors) };
        return kernel with
        {
            SumBlock = Whole(Or(sumBlock, SumBlock), Lanes * Turns), RowBlock = Whole(Or(rowBlock, RowBlock), kernel.Rows),
            ColumnBlock = Whole(Or(columnBlock, ColumnBlock), kernel.Columns),
        };
    }

    private static long Or(long asked, long planned) => asked > 0 ? asked : planned;

    private static long Whole(long count, long size) => Ceiling(count, size) * size;

    private static long Ceiling(long count, long size) => count / size + (count % size == 0 ? 0 : 1);
}
