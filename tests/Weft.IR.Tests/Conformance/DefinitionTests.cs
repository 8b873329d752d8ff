using Weft.IR.Tests.Conformance.Definitions;
using Xunit;

namespace Weft.IR.Tests.Conformance;

/// <summary>The declarations of operations, held to MLIR's definitions field by field. What differs on purpose is listed in
/// <see cref="KnownDifference"/>.</summary>
public sealed class DefinitionTests
{
    private static readonly Lazy<DefinitionTable?> Table = new(() => Corpus.Open(out _) is { } corpus ? new(corpus) : null);

    private readonly IrContext _context = new(StandardDialects.All);

    public static TheoryData<string> Dialects => [.. DefinitionTable.Dialects];

    [Theory]
    [MemberData(nameof(Dialects))]
    public void Declarations_are_as_defined(string dialect)
    {
        var unknown = All(dialect).Where(d => !Array.Exists(KnownDifference.All, known => known.Covers(d.Op, d.Difference))).ToList();
        Assert.True(unknown.Count == 0, string.Join("\n", unknown.Select(d => $"{d.Op.Name}: {d.Difference}")));
    }

    [Fact]
    public void Differences_that_are_known_are_there()
    {
        var all = DefinitionTable.Dialects.SelectMany(All).ToList();
        var gone = KnownDifference.All.Where(known => !all.Exists(d => known.Covers(d.Op, d.Difference))).ToList();
        Assert.True(gone.Count == 0, string.Join("\n", gone));
    }

    private IEnumerable<(OpDefinition Op, Difference Difference)> All(string dialect)
    {
        Assert.SkipWhen(Table.Value is null, "the corpus is not there");
        var differences = new Differences(Table.Value!);
        return Table.Value!.Of(dialect).SelectMany(op => _context.FindOp(op.Name) is { } info
            ? differences.Between(op, new DeclaredOp(info)).Select(difference => (op, difference))
            : [(op, new Difference("operation", "is not declared"))]);
    }
}
