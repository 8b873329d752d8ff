using Weft.Frontend.Dsl.BoundTree;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>What a directive of a schedule names, and what it becomes.</summary>
/// <param name="Form">How it is written, for messages.</param>
/// <param name="Loops">Least and largest number of loops that it names.</param>
/// <param name="NamesArray">It names an array instead.</param>
internal sealed record DirectiveRow(
    string Word, string Form, (int Least, int Most) Loops, bool NamesArray, bool HasSize, Func<BoundDirective, Operation> Lower);

/// <summary>The directives. A new one is a row here and an operation of the dialect <c>sched</c>.</summary>
internal static class DirectiveTable
{
    public static readonly IReadOnlyList<DirectiveRow> Rows =
    [
        new("tile", "tile i 64", (1, 1), false, true, d => new ScheduleTileOp(d.Names[0], d.Size!.Value)),
        new("vectorize", "vectorize j 16", (1, 1), false, true, d => new ScheduleVectorizeOp(d.Names[0], d.Size!.Value)),
        new("unroll", "unroll k 4", (1, 1), false, true, d => new ScheduleUnrollOp(d.Names[0], d.Size!.Value)),
        new("parallel", "parallel i", (1, 1), false, false, d => new ScheduleParallelizeOp(d.Names[0])),
        new("pack", "pack b", (0, 0), true, false, d => new SchedulePackOp(d.Names[0])),
        new("fuse", "fuse t", (0, 0), true, false, d => new ScheduleFuseOp(d.Names[0])),
        new("interchange", "interchange i, k, j", (2, 16), false, false, d => new ScheduleInterchangeOp(
            new ArrayAttr(d.Names.Select(Weft.IR.Attribute (name) => new StringAttr(name)).ToSequence()))),
    ];

    public static IEnumerable<string> Words => Rows.Select(row => row.Word);

    public static DirectiveRow? Find(string word) => Rows.FirstOrDefault(row => row.Word == word);
}
