using System.Globalization;
using System.Text;

namespace Weft.IR.Tests.Fuzzing;

/// <summary>A <c>@main</c> that calls <c>@body</c> and prints its results: of numbers that are not, which bits they have is open.</summary>
internal static class RandomMain
{
    public static string Write(int seed, IReadOnlyList<string> results)
    {
        var to = new RandomWriter(seed + 1);
        var arguments = RandomScalars.Types.Select(type => to.Constant(type, to.Number(type))).ToList();
        var (inputs, outputs) = (string.Join(", ", RandomScalars.Types), string.Join(", ", results));
        to.Line(string.Create(
            CultureInfo.InvariantCulture, $"%r:{results.Count} = call @body({string.Join(", ", arguments)}) : ({inputs}) -> ({outputs})"));
        for (var i = 0; i < results.Count; i++) Print(to, $"%r#{i}", results[i]);
        return new StringBuilder("func.func @main() {\n").Append(to.Text).Append("  return\n}\n").ToString();
    }

    private static void Print(RandomWriter to, string value, string type)
    {
        if (type.Contains("f32", StringComparison.Ordinal))
        {
            var bits = type.Replace("f32", "i32", StringComparison.Ordinal);
            var truth = type.Replace("f32", "i1", StringComparison.Ordinal);
            var isNone = to.Let($"arith.cmpf uno, {value}, {value} : {type}");
            var known = to.Let($"arith.select {isNone}, {to.Constant(type, "12345.0")}, {value} : {truth}, {type}"
                .Replace("i1, f32", "f32", StringComparison.Ordinal));
            (value, type) = (to.Let($"arith.bitcast {known} : {type} to {bits}"), bits);
        }

        to.Line($"vector.print {value} : {type}");
    }
}
