using Weft.Frontend.Dsl.BoundTree;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>What a directive of a schedule names, and what it becomes.</summary>
/// <param name="Form">How it is written, for messages.</param>
/// <param name="Loops">Least and largest number of loops that it names.</param>
/// <param name="NamesArray">It names an array instead.</param>
/// <param name="Size">The least size that it may have; null where it has none.</param>
/// <param name="DefaultSize">The size where none is written; null where one must be.</param>
/// <param name="Numbers">What it says of each dimension of the array.</param>
/// <param name="MayRepeat">Said twice of a loop it does something else.</param>
internal sealed record DirectiveRow(
    string Word, string Form, (int Least, int Most) Loops, Func<BoundDirective, Operation> Lower,
    long? Size = null, long? DefaultSize = null, bool NamesArray = false, PerDimension Numbers = PerDimension.None, bool MayRepeat = false);

/// <summary>Numbers behind the name of an array, as many as it has dimensions.</summary>
internal enum PerDimension
{
    None,

    /// <summary>Each dimension once, outermost first.</summary>
    Order,

    /// <summary>How many elements a part has.</summary>
    Sizes,
}

/// <summary>The directives. A new one is a row here and an operation of the dialect <c>sched</c>.</summary>
internal static class DirectiveTable
{
    private static readonly (int, int) One = (1, 1);

    public static readonly IReadOnlyList<DirectiveRow> Rows =
    [
        new("tile", "tile i 64", One, d => new ScheduleTileOp(d.Names[0], d.Size!.Value), Size: 2, MayRepeat: true),
        new("interchange", "interchange i, k, j", (2, 16), d => new ScheduleInterchangeOp(
            new ArrayAttr(d.Names.Select(Weft.IR.Attribute (name) => new StringAttr(name)).ToSequence()))),
        new("skew", "skew i, t", (2, 2), d => new ScheduleSkewOp(d.Names[0], d.Names[1], d.Size!.Value),
            Size: 1, DefaultSize: 1, MayRepeat: true),
        new("split", "split i 100", One, d => new ScheduleSplitOp(d.Names[0], d.Size!.Value), Size: 1, MayRepeat: true),
        new("distribute", "distribute i", One, d => new ScheduleDistributeOp(d.Names[0])),
        new("fuse", "fuse t", (0, 0), d => new ScheduleFuseOp(d.Names[0]), NamesArray: true),
        new("unroll", "unroll k 4", One, d => new ScheduleUnrollOp(d.Names[0], d.Size!.Value), Size: 2),
        new("jam", "jam i 4", One, d => new ScheduleJamOp(d.Names[0], d.Size!.Value), Size: 2),
        new("pack", "pack b", (0, 0), d => new SchedulePackOp(d.Names[0]), NamesArray: true),
        new("layout", "layout t 1, 0", (0, 0), d => new ScheduleLayoutOp(d.Names[0], NumbersOf(d)),
            NamesArray: true, Numbers: PerDimension.Order),
        new("block", "block t 8, 16", (0, 0), d => new ScheduleBlockOp(d.Names[0], NumbersOf(d)),
            NamesArray: true, Numbers: PerDimension.Sizes),
        new("pad", "pad t 16", (0, 0), d => new SchedulePadOp(d.Names[0], d.Size!.Value), Size: 1, NamesArray: true),
        new("copy", "copy p 1, 0", (0, 0), d => new ScheduleCopyOp(d.Names[0], NumbersOf(d)),
            NamesArray: true, Numbers: PerDimension.Order),
        new("promote", "promote c", (0, 0), d => new SchedulePromoteOp(d.Names[0]), NamesArray: true),
        new("prefetch", "prefetch x 64", (0, 0), d => new SchedulePrefetchOp(d.Names[0], d.Size!.Value), Size: 1, NamesArray: true),
        new("stream", "stream y", (0, 0), d => new ScheduleStreamOp(d.Names[0]), NamesArray: true),
        new("vectorize", "vectorize j 16", One, d => new ScheduleVectorizeOp(d.Names[0], d.Size!.Value), Size: 2),
        new("parallel", "parallel i", One, d => new ScheduleParallelizeOp(d.Names[0])),
    ];

    public static IEnumerable<string> Words => Rows.Select(row => row.Word);

    private static ArrayAttr NumbersOf(BoundDirective directive) =>
        new(directive.Numbers.Select(Weft.IR.Attribute (number) => IntegerAttr.I64(number)).ToSequence());

    public static DirectiveRow? Find(string word) => Rows.FirstOrDefault(row => row.Word == word);
}
