using System.Globalization;
using Weft.IR;
using Xunit;

namespace Weft.Backends.Tests.Interpreting;

/// <summary>
/// Scalar operations against what mlir-cpu-runner computed on x86: integers and basic float arithmetic bit for bit, functions of
/// <c>math</c> within 2 ulp of the C library. Where the oracle is not right, or free, <see cref="Excuse"/> says why.
/// </summary>
public sealed class ScalarTruthTests(ITestOutputHelper output)
{
    private sealed record Row(string Op, string Type, string ResultType, string Operands, string Results);

    [Theory]
    [InlineData("arith.", 55_000)]
    [InlineData("math.", 3_000)]
    public void Agrees_with_the_truth_table(string dialect, int atLeast)
    {
        var table = Corpus.ReadLines("truth/scalar_ops.tsv").Skip(1).Select(Parse);
        var rows = table.Where(row => row.Op.StartsWith(dialect, StringComparison.Ordinal));
        var (count, exact, excused, failures) = (0, 0, new Dictionary<string, int>(), new List<string>());
        foreach (var group in rows.GroupBy(row => (row.Op, row.Type, row.ResultType)))
        {
            var interpreter = new Interpreter(Mlir.Parse(Program(group.First())));
            foreach (var row in group)
            {
                count++;
                var actual = Evaluate(interpreter, row);
                var distance = Distance(row, actual);
                if (distance == 0) exact++;
                else if (Excuse(row, actual) is { } reason) excused[reason] = excused.GetValueOrDefault(reason) + 1;
                else if (distance > (row.Op.StartsWith("math.", StringComparison.Ordinal) ? 2 : 0)) failures.Add($"{row}: {distance} ulp");
            }
        }

        output.WriteLine($"{dialect}*: {count} rows, {exact} bit for bit, {count - exact - excused.Values.Sum()} within 2 ulp");
        foreach (var (reason, times) in excused) output.WriteLine($"{times} rows: {reason}");
        Assert.True(failures.Count == 0, string.Join("\n", failures));
        Assert.True(count >= atLeast, $"only {count} rows");
    }

    private static long[] Evaluate(Interpreter interpreter, Row row)
    {
        var arguments = Array.ConvertAll(row.Operands.Split(','), bits => RuntimeValue.FromRaw(Hex(bits), TypeOf(row.Type)));
        return [.. interpreter.Run("main", arguments).Zip(row.ResultType.Split(','), (value, type) => value.ToRaw(TypeOf(type)))];
    }

    private static long Distance(Row row, long[] actual) => row.Results.Split(',').Zip(row.ResultType.Split(','))
        .Select((expected, i) => Distance(actual[i], Hex(expected.First), TypeOf(expected.Second))).Max();

    private static string? Excuse(Row row, long[] actual)
    {
        if (TypeOf(row.ResultType.Split(',')[0]) is not FloatType type) return null;
        var (ours, theirs) = (FloatFormat.ToDouble(type, (ulong)actual[0]), FloatFormat.ToDouble(type, (ulong)Hex(row.Results)));
        var sameSign = double.IsNegative(ours) == double.IsNegative(theirs);
        if (type == FloatType.BF16 && theirs == 0 && sameSign && Math.Abs(ours) <= Math.ScaleB(1, -126))
            return "the oracle's processor takes subnormal numbers for zero on the way to bf16";
        if (row.Op is "arith.maxnumf" or "arith.minnumf" or "arith.minimumf" && ours == 0 && theirs == 0)
            return "the smaller or larger of two zeros: its sign is open, or (minimumf) the oracle takes the second operand's";
        var unit = Math.ScaleB(1, -type.MantissaBits);
        return row.Op is "math.expm1" or "math.log1p" && Math.Abs(ours - theirs) <= 2 * unit
            ? "the oracle computes exp(x) - 1 and log(1 + x) as written, which cancels near zero"
            : null;
    }

    // NaNs agree: neither sign nor payload is defined. Zeros of different signs do not.
    private static long Distance(long actual, long expected, IrType type)
    {
        if (actual == expected) return 0;
        if (type is not FloatType real) return long.MaxValue;
        if (FloatFormat.IsNan(real, (ulong)actual) || FloatFormat.IsNan(real, (ulong)expected))
            return FloatFormat.IsNan(real, (ulong)actual) && FloatFormat.IsNan(real, (ulong)expected) ? 0 : long.MaxValue;
        var sign = 1L << (real.Width - 1);
        if (((actual ^ expected) & sign) != 0) return long.MaxValue;
        return Math.Abs((actual & ~sign) - (expected & ~sign));
    }

    private static string Program(Row row)
    {
        var (op, type, result) = (row.Op, row.Type, row.ResultType);
        var (parameters, operands) = row.Operands.Contains(',') ? ($"%a: {type}, %b: {type}", "%a, %b") : ($"%a: {type}", "%a");
        // arith.cmpi.slt -> arith.cmpi slt,
        var spelled = op.Split('.') is [var dialect, var name, var predicate] ? $"{dialect}.{name} {predicate}," : op;
        var results = result.Split(',');
        var types = string.Join(", ", results);
        var names = string.Join(", ", results.Select((_, i) => $"%r{i}"));
        var suffix = IsCast(op) ? $"{type} to {result}" : op == "arith.addui_extended" ? types : type;
        return $$"""
            func.func @main({{parameters}}) -> ({{types}}) {
              {{names}} = {{spelled}} {{operands}} : {{suffix}}
              return {{names}} : {{types}}
            }
            """;
    }

    private static bool IsCast(string op) => new IrContext(StandardDialects.All).FindOp(op) is { } info
        && info.Create(new OperationState(info, default)) is CastOp;

    private static Row Parse(string line)
    {
        var cells = line.Split('\t');
        return new(cells[0], cells[1], cells[2], cells[3], cells[4]);
    }

    private static long Hex(string text) => (long)ulong.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static IrType TypeOf(string name) => name == "index" ? IndexType.Instance
        : name[0] == 'i' ? IntegerType.Get(int.Parse(name[1..], CultureInfo.InvariantCulture))
        : FloatType.All.First(type => type.Name == name);
}
