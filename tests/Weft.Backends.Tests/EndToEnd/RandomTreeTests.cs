using System.Globalization;
using System.Text;
using Weft.Backends.Tests.Interpreting;
using Weft.IR;
using Weft.Passes;

namespace Weft.Backends.Tests.EndToEnd;

/// <summary>Random trees of loops whose turns depend on each other in every way: what passes make of them gives the same numbers, all of
/// them, and touches no element outside of the arrays.</summary>
public sealed class RandomTreeTests
{
    private const int Trees = 150;

    [Fact]
    public void Sweeps_in_tiles_give_what_they_give_as_they_stand() => Check(
        new TileTimeLoops(Steps: 2, Extent: 3), "tile-time-loops", seed: 1, random => new RandomSweeps(random).Text());

    [Fact]
    public void Products_with_work_between_them_give_what_they_give_as_they_stand() => Check(
        new TileContractions(Rows: 2, Vectors: 1, SumBlock: 8, RowBlock: 4, ColumnBlock: 8, WaitingBlocks: new([4, 2])),
        "tile-contractions", seed: 2, random => new RandomProducts(random).Text());

    [Fact]
    public void Tables_of_joined_pairs_give_what_they_give_as_they_stand() => Check(
        new TileContractions(Rows: 2, Vectors: 1, SumBlock: 8, RowBlock: 4, ColumnBlock: 8, TableBlock: 3),
        "tile-contractions", seed: 6, random => new RandomTables(random).Text(), "table");

    [Fact]
    public void Updates_in_the_order_of_the_elements_give_what_they_give_as_they_stand() => Check(
        new OrderElements(), "order-elements", seed: 3, random => new RandomUpdates(random).Text());

    [Fact]
    public void Staggered_rows_give_what_they_give_one_by_one() => Check(
        new StaggerLoops(), "stagger-loops", seed: 4, random => new RandomRows(random).Text());

    [Fact]
    public void Neighbours_in_one_loop_give_what_they_give_as_they_stand() => Check(
        new FuseLoops(), "fuse-loops", seed: 5, random => new RandomNeighbours(random).Text());

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Nests_raised_to_structured_operations_give_what_they_give_as_loops(int way)
    {
        var (random, raised) = (new Random(3 + way), 0);
        for (var i = 0; i < Trees; i++)
        {
            var text = Program(i % 2 == 0 ? new RandomSweeps(random).Text() : new RandomProducts(random).Text());
            var (original, changed) = (Mlir.Parse(text), Mlir.Parse(text));
            raised += LinalgRoundTrip.Raise(changed, LinalgRoundTrip.Ways[way]);
            Assert.Equal((text, Numbers(original)), (text, Numbers(changed)));
        }

        Assert.True(raised > Trees, $"only {raised} nests of {Trees} trees were raised");
    }

    private static void Check(IPass pass, string name, int seed, Func<Random, string> next, string? kind = null)
    {
        var (random, changes) = (new Random(seed), 0);
        for (var i = 0; i < Trees; i++)
        {
            var text = Program(next(random));
            var (original, changed) = (Mlir.Parse(text), Mlir.Parse(text));
            var context = new PassContext(new IrContext(StandardDialects.All), new DiagnosticBag(), new RemarkLog());
            pass.Run(changed, context);
            var chosen = context.Remarks.Items.Where(remark => remark.Pass == name && remark.Decision == Decision.Chosen);
            changes += chosen.Any(remark => kind is null || remark.Kind == kind) ? 1 : 0;
            Assert.Equal((text, Numbers(original)), (text, Numbers(changed)));
        }

        Assert.True(changes > Trees / 8, $"only {changes} of {Trees} were changed");
    }

    private static string Numbers(ModuleOp module) =>
        string.Join(' ', Interpreter.Run(module, "main", []).Select(value => value.ToString()));

    // The sum of all elements, each times a number of its own, tells any change.
    private static string Program(string tree) => $$"""
        func.func @main() -> (i64, i64) {
          %c3 = arith.constant 3 : i64
          %a = memref.alloc() : memref<24x24xi64>
          %b = memref.alloc() : memref<24x24xi64>
          affine.for %i = 0 to 24 {
            affine.for %j = 0 to 24 {
              %x = affine.apply affine_map<(i, j) -> (i * 31 + j * 17 + (i + j) mod 7)>(%i, %j)
              %y = arith.index_cast %x : index to i64
              affine.store %y, %a[%i, %j] : memref<24x24xi64>
              %z = arith.muli %y, %c3 : i64
              affine.store %z, %b[%i, %j] : memref<24x24xi64>
            }
          }
        {{tree}}
          %zero = arith.constant 0 : i64
          %sums:2 = affine.for %i = 0 to 24 iter_args(%s = %zero, %t = %zero) -> (i64, i64) {
            %inner:2 = affine.for %j = 0 to 24 iter_args(%u = %s, %v = %t) -> (i64, i64) {
              %x = affine.apply affine_map<(i, j) -> (i * 1009 + j * 9176 + 77)>(%i, %j)
              %w = arith.index_cast %x : index to i64
              %p = affine.load %a[%i, %j] : memref<24x24xi64>
              %q = affine.load %b[%i, %j] : memref<24x24xi64>
              %pw = arith.muli %p, %w : i64
              %qw = arith.muli %q, %w : i64
              %u2 = arith.addi %u, %pw : i64
              %v2 = arith.addi %v, %qw : i64
              affine.yield %u2, %v2 : i64, i64
            }
            affine.yield %inner#0, %inner#1 : i64, i64
          }
          return %sums#0, %sums#1 : i64, i64
        }
        """;

    /// <summary>Writes loops and statements with numbered values.</summary>
    private abstract class RandomTree(Random random)
    {
        private readonly StringBuilder _text = new();
        private int _values;

        protected Random Random => random;

        public string Text()
        {
            Write();
            return _text.ToString();
        }

        protected abstract void Write();

        protected void Line(string line) => _text.Append("  ").Append(line).Append('\n');

        protected void Loop(string counter, string lower, string upper, Action body)
        {
            Line($"affine.for %{counter} = {Bound(lower)} to {Bound(upper)} {{");
            body();
            Line("}");
        }

        private static string Bound(string bound) =>
            bound.StartsWith('-') ? $"affine_map<(d) -> (-d{bound[3..]})>({bound[1..3]})"
            : bound.StartsWith('%') ? $"affine_map<(d) -> (d{bound[2..]})>({bound[..2]})" : bound;

        protected string Load(string array, string row, string column) =>
            Value($"affine.load %{array}[{row}, {column}] : memref<24x24xi64>");

        /// <summary>Drawn into the array.</summary>
        protected string Nearest(string array, string row, string column) => Value(
            $"wf.clamped_load %{array}[{row}, {column}] from [{Pick("0", row)}, 1] to [{Pick("23", "14")}, {Pick("23", column, "9")}]"
            + " : memref<24x24xi64>");

        protected string Join(string operation, string a, string b) => Value($"arith.{operation} {a}, {b} : i64");

        protected void Store(string value, string array, string row, string column) =>
            Line($"affine.store {value}, %{array}[{row}, {column}] : memref<24x24xi64>");

        protected string Pick(params string[] choices) => choices[random.Next(choices.Length)];

        protected static string Shifted(string counter, int by) => by == 0 ? $"%{counter}"
            : string.Create(CultureInfo.InvariantCulture, $"%{counter} {(by < 0 ? '-' : '+')} {Math.Abs(by)}");

        private string Value(string operation)
        {
            var value = string.Create(CultureInfo.InvariantCulture, $"%v{_values++}");
            Line($"{value} = {operation}");
            return value;
        }
    }

    // Turns over time, in them nests of one or two loops, neighbours of two arrays.
    private class RandomSweeps(Random random) : RandomTree(random)
    {
        protected override void Write() => Loop("t", "0", Pick("1", "4", "7"), () =>
        {
            for (var nests = Random.Next(1, 4); nests > 0; nests--) Nest();
        });

        private void Nest()
        {
            if (Random.Next(5) == 0) Loop("j", "1", "20", () => Statement(Pick("2", "%t + 1"), "%j"));
            else
                Loop("i", Pick("1", "2", "3"), Pick("15", "16", "22"), () =>
                    Loop("j", Pick("1", "2", "%i"), Pick("9", "20", "%i + 1"), Cell));
        }

        protected void Cell()
        {
            if (Random.Next(6) == 0) Statement(Shifted("i", Random.Next(-1, 2)), "%j");
            Statement("%i", "%j");
        }

        protected void Statement(string row, string column)
        {
            var sum = Neighbour(row, column);
            for (var more = Random.Next(3); more > 0; more--) sum = Join(Pick("addi", "subi", "muli", "xori"), sum, Neighbour(row, column));
            Store(sum, Pick("a", "b"), row, column);
        }

        private string Neighbour(string row, string column)
        {
            var (array, there) = (Pick("a", "b"), row.Contains(' ') || !row.Contains('%') ? row : Shifted(row[1..], Random.Next(-1, 2)));
            var beside = !column.Contains('%') ? column : Shifted(column[1..], Random.Next(-1, 2));
            return Random.Next(4) == 0 ? Nearest(array, there, beside) : Load(array, there, beside);
        }
    }

    // Nests with the same turns, most of them, behind each other or in a loop around them.
    private sealed class RandomNeighbours(Random random) : RandomSweeps(random)
    {
        protected override void Write()
        {
            if (Random.Next(3) == 0) Loop("t", "1", Pick("1", "4"), Nests);
            else Nests();
        }

        private void Nests()
        {
            var (end, inner) = (Pick("1", "2", "3", "18", "21"), Pick("2", "9", "20"));
            for (var nests = Random.Next(2, 5); nests > 0; nests--)
                Loop("i", "1", Random.Next(6) == 0 ? "17" : end, () =>
                {
                    if (Random.Next(3) == 0) Statement("%i", Pick("0", "3"));
                    else if (Random.Next(4) == 0) Statement(Pick("7", "9"), "%i");
                    else Loop("j", "1", Random.Next(6) == 0 ? "%i" : inner, Cell);
                });
        }
    }

    // Rows, columns and sums with bounds that depend on each other, and statements before, behind and beside them.
    private sealed class RandomProducts(Random random) : RandomTree(random)
    {
        protected override void Write() => Loop("i", "0", Pick("9", "11", "13"), () =>
        {
            for (var nests = Random.Next(1, 3); nests > 0; nests--)
            {
                if (Random.Next(5) == 0) Touch("%i", "%i");
                var (from, to) = Random.Next(3) switch { 0 => ("0", "%i"), 1 => ("%i", "11"), _ => ("0", "10") };
                Loop("j", from, to, () =>
                {
                    if (Random.Next(4) == 0) Touch("%i", "%j");
                    var (first, end) = Random.Next(4) switch
                    {
                        0 => ("0", "%j"),
                        1 => ("0", "%i"),
                        2 => (Pick("%i", "%j") + " + 1", "12"),
                        _ => ("0", "8"),
                    };
                    Loop("k", first, end, Product);
                    if (Random.Next(2) == 0) Touch("%i", "%j");
                });
            }
        });

        private void Product()
        {
            var row = Pick("%i, %k", "%k, %i").Split(", ");
            var column = Pick("%k, %j", "%k, %j", "%j, %k").Split(", ");
            var product = Join("muli", Load(Pick("a", "a", "b"), row[0], row[1]), Load(Pick("a", "a", "b"), column[0], column[1]));
            Store(Join(Pick("addi", "subi"), Load("a", "%i", "%j"), product), "a", "%i", "%j");
        }

        private void Touch(string row, string column) => Store(
            Join(Pick("muli", "subi"), Load("a", row, column), Load(Pick("a", "b"), Pick(row, column), column)), "a", row, column);
    }

    // Elements that join pairs of elements before them, and neighbours, from below or from above; some of them of those behind them.
    private sealed class RandomTables(Random random) : RandomTree(random)
    {
        protected override void Write()
        {
            var isDown = Random.Next(3) > 0;
            var (row, join) = (isDown ? "-%i + 18" : "%i + 1", Pick("maxsi", "minsi", "addi", "addi"));
            var first = isDown ? Pick("-%i + 18", "-%i + 19", "2") : Pick("1", "%i + 1", "2");
            Loop("i", Pick("0", "1"), Pick("9", "14", "16"), () => Loop("j", first, Pick("20", "17", "22"), () =>
            {
                for (var more = Random.Next(3); more > 0; more--) Near(row, isDown ? Pick("-%i + 19", "-%i + 18") : Pick("%i", "%i + 1"), join);
                var start = !isDown ? Pick("0", "1") : first == "2" ? "19" : Pick("-%i + 18", "-%i + 19");
                Loop("k", start, isDown ? Pick("%j", "%j - 1") : Pick("%i", "%i + 1", "%j"), () =>
                {
                    var pair = Join(
                        Pick("addi", "muli"), Load(Pick("a", "a", "b"), row, Pick("%k", "%k", "%k - 0")),
                        Load(Pick("a", "a", "a", "b"), isDown ? Pick("%k + 1", "%k + 2") : "%k", "%j"));
                    Store(Join(join, Load("a", row, "%j"), pair), "a", row, "%j");
                });
                if (Random.Next(3) == 0) Near(row, row, join);
            }));
        }

        private void Near(string row, string other, string join)
        {
            var near = Join("xori", Load(Pick("a", "a", "b"), other, Pick("%j - 1", "%j - 1", "%j", "%j + 1")), Load("b", row, "%j"));
            Store(Join(Random.Next(12) == 0 ? "muli" : join, Load("a", row, "%j"), near), "a", row, "%j");
        }
    }

    // Turns that change what lies ahead of them, as factorisations do, in several places.
    private sealed class RandomUpdates(Random random) : RandomTree(random)
    {
        protected override void Write() => Loop("k", "0", Pick("8", "11"), () =>
        {
            for (var more = Random.Next(3); more > 0; more--) Column();
            var (from, other) = (Pick("%k + 1", "%k + 1", "%k", "1"), Pick("%k + 1", "%k + 1", "%k", "2"));
            Loop("i", from, Pick("12", "12", "%k + 9"), () =>
            {
                if (Random.Next(3) == 0) Update("%i", "%k");
                Loop("j", other, Pick("12", "13", "%i + 1"), () => Update("%i", "%j"));
                if (Random.Next(5) == 0) Update("%i", "%k");
            });
        });

        private void Column()
        {
            if (Random.Next(3) == 0) Update("%k", "%k");
            else Loop("i", Pick("%k + 1", "%k + 1", "0"), "12", () => Update(Pick("%i", "%i", "%k"), "%k"));
        }

        private void Update(string row, string column)
        {
            var product = Join("muli", Load(Pick("a", "a", "b"), row, "%k"), Load(Pick("a", "a", "b"), Pick("%k", "%k", column), column));
            var place = Random.Next(6) == 0 ? (column, row) : (row, column);
            Store(Join(Pick("addi", "subi"), Load("a", place.Item1, place.Item2), product), "a", place.Item1, place.Item2);
        }
    }

    /// <summary>Rows whose turns need the one before, and some of the rows above, below and of another array.</summary>
    private sealed class RandomRows(Random random) : RandomTree(random)
    {
        protected override void Write() => Loop("i", Pick("3", "4"), Pick("3", "5", "8", "13", "21"), () => Loop(
            "j", Pick("3", "5"), Pick("4", "7", "12", "21"), () =>
            {
                var value = Join(Pick("addi", "maxsi", "subi"), Load("a", "%i", "%j - 1"), Load("b", "%i", "%j"));
                for (var more = Random.Next(3); more >= 0; more--)
                    value = Join(
                        Pick("addi", "minsi", "subi"), value,
                        Load(
                            Pick("a", "a", "b"), Pick("%i - 1", "%i - 1", "%i - 2", "%i - 3", "%i + 1"),
                            Pick("%j - 3", "%j - 1", "%j", "%j + 1", "%j + 2")));
                Store(value, "a", "%i", "%j");
                if (Random.Next(4) == 0) Store(Join("addi", value, Load("a", "%i", "%j")), "b", "%i", Pick("%j", "%j + 1"));
            }));
    }
}
