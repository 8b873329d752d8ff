using Weft.IR.Text;
using Weft.Passes;
using Xunit;

namespace Weft.IR.Tests.Passes;

/// <summary>Loops change places only where each pair of accesses to an element keeps its order, one of which writes: held to a list of all
/// accesses of small random nests.</summary>
public sealed class InterchangeTests
{
    private const int Nests = 1000;

    private const int Turns = 4;

    private static readonly int[] s_factors = [-1, 0, 1, 1, 4, 4, 16];

    [Fact]
    public void Loops_move_only_where_the_order_of_accesses_stays()
    {
        var (moved, legal) = (0, 0);
        for (var seed = 0; seed < Nests; seed++)
        {
            var random = new Random(seed);
            var depth = random.Next(2, 4);
            var innermost = random.Next(depth - 1);
            // Subscripts of what is written, then of what is read, by the counters in turn; the offset last.
            int[][] subscripts = [.. Enumerable.Range(0, 3).Select(_ =>
                Enumerable.Range(0, depth).Select(_ => s_factors[random.Next(s_factors.Length)]).Append(random.Next(3)).ToArray())];
            var context = new IrContext(StandardDialects.All);
            var diagnostics = new DiagnosticBag();
            var module = IrParser.ParseModule(context, Text(depth, subscripts), $"seed {seed}", diagnostics);
            Assert.True(module is not null && Verifier.Verify(module, context, diagnostics), string.Join('\n', diagnostics));
            var log = new RemarkLog();
            new InterchangeLoops(innermost).Run(module, new PassContext(context, diagnostics, log));
            Assert.True(Verifier.Verify(module, context, diagnostics), string.Join('\n', diagnostics));
            var keeps = KeepsOrder(depth, innermost, subscripts);
            if (log.Count("interchange-loops", "interchanged") > 0)
            {
                Assert.True(keeps, $"seed {seed}, loop {innermost}:\n{module}");
                moved++;
            }

            if (keeps) legal++;
        }

        Assert.True(moved > legal * 0.7 && legal > Nests / 15, $"{moved} moved of {legal} that may");
    }

    private static string Text(int depth, int[][] subscripts)
    {
        var counters = Enumerable.Range(0, depth).Select(d => $"%i{d}").ToList();
        var loops = string.Join(' ', counters.Select(counter => $"affine.for {counter} = 0 to {Turns} {{"));
        var places = subscripts.Select(s =>
            $"%x[{string.Join(" + ", counters.Select((counter, d) => $"{counter} * {s[d]}"))} + {s[^1] + 20}] : memref<200xi64>").ToList();
        return $$"""
            func.func @main(%x: memref<200xi64>) {
              {{loops}}
                %a = affine.load {{places[1]}}
                %b = affine.load {{places[2]}}
                %c = arith.addi %a, %b : i64
                affine.store %c, {{places[0]}}
              {{new string('}', depth)}}
              return
            }
            """;
    }

    private static bool KeepsOrder(int depth, int innermost, int[][] subscripts)
    {
        int[] order = [.. Enumerable.Range(0, depth).Where(d => d != innermost), innermost];
        var turns = new List<int[]> { new int[depth] };
        for (var d = 0; d < depth; d++)
            turns = [.. turns.SelectMany(turn => Enumerable.Range(0, Turns).Select(at => turn.Select((v, i) => i == d ? at : v).ToArray()))];
        foreach (var first in turns)
            foreach (var second in turns)
                if (Compare(first, second, Enumerable.Range(0, depth)) < 0 && Compare(first, second, order) > 0 && Conflict(first, second))
                    return false;
        return true;

        // One of them writes: the first subscript is that of the write.
        bool Conflict(int[] a, int[] b) => subscripts.Any(s => Place(a, subscripts[0]) == Place(b, s) || Place(a, s) == Place(b, subscripts[0]));
    }

    private static int Place(int[] turn, int[] subscript) => turn.Select((at, d) => at * subscript[d]).Sum() + subscript[^1];

    private static int Compare(int[] a, int[] b, IEnumerable<int> order) => order.Select(d => a[d].CompareTo(b[d])).FirstOrDefault(c => c != 0);
}
