using System.Globalization;
using System.Text;

namespace Weft.Backends.Tests.EndToEnd;

/// <summary>
/// Writes a kernel of loops, conditions and accesses, many of which leave their arrays on some turn. Every value that is read ends
/// in an output: what nobody uses may be left out, and its fault with it.
/// </summary>
internal sealed class RandomKernel(int seed)
{
    private readonly Random _random = new(seed);
    private readonly StringBuilder _text = new();
    private readonly List<string> _counters = [];

    public static string Write(int seed) => new RandomKernel(seed).Write();

    private string Write()
    {
        _text.Append("kernel k(v: i32[n], x: i32[m], a: i32[h, w], p: index, y: inout i32[n], b: inout i32[h, w]) {\n");
        for (var i = 0; i < 2; i++) Loop(1);
        return _text.Append("}\n").ToString();
    }

    private void Loop(int depth)
    {
        var counter = "ijq"[depth - 1].ToString();
        var bounds = Pick("0..n", "0..n", "1..n-1", "0..m", "0..h", "0..w", "0..p", "p..n", "-1..4", "0..2", depth > 1 ? "i..n" : "2..n");
        _text.Append(CultureInfo.InvariantCulture, $"for {counter} in {bounds}{Pick("", "", "", " step 2", " step max(p, 1)")} {{\n");
        _counters.Add(counter);
        for (var count = _random.Next(1, 4); count > 0; count--) Statement(depth);
        _counters.RemoveAt(_counters.Count - 1);
        _text.Append("}\n");
    }

    private void Statement(int depth)
    {
        var kind = _random.Next(10);
        if (kind < 2 && depth < 3) Loop(depth + 1);
        else if (kind < 4) Condition(depth);
        else if (kind < 6) Guarded();
        else _text.Append(Target()).Append(Pick(" = ", " += ")).Append(Value()).Append('\n');
    }

    private void Condition(int depth)
    {
        _text.Append("if ").Append(Truth(2)).Append(" {\n");
        Statement(depth);
        _text.Append('}');
        if (_random.Next(3) == 0)
        {
            _text.Append("\nelse {\n");
            Statement(depth);
            _text.Append('}');
        }

        _text.Append('\n');
    }

    private void Guarded()
    {
        var (e, f) = (Index(2), Index(1));
        _text.Append(Pick(
            $"if {e} >= 0 && {e} < n {{ y[{e}] += {Value()} }}\n",
            $"if {e} > 0 && {e} < m - 1 {{ y[{Inside("n")}] = x[{e} - 1] + x[{e} + 1] }}\n",
            $"if {e} < 0 || {f} < 0 || {e} >= h || {f} >= w {{ {Pick("continue", "break")} }}\nb[{e}, {f}] = a[{e}, {f}] + 1\n",
            $"if {Truth(1)} {{ break }}\n"));
    }

    private string Target() => Pick($"y[{Inside("n")}]", $"b[{Inside("h")}, {Inside("w")}]");

    private string Value() => _random.Next(8) switch
    {
        0 or 1 => $"x[{Inside("m")}]",
        2 or 3 => $"a[{Inside("h")}, {Inside("w")}] + v[{Inside("n")}]",
        4 => $"x[v[{Inside("n")}]] + 1",
        5 => $"v[{Inside("n")}] / {Pick("", "", "1 + ")}x[{Inside("m")}]",
        6 => $"i32({Index(2)})",
        _ => $"y[{Inside("n")}] * 3",
    };

    // Mostly made to fit, in the ways in which people do that.
    private string Inside(string extent)
    {
        var e = Index(2);
        return _random.Next(12) switch
        {
            0 or 1 or 2 => $"clamp({e}, 0, {extent} - 1)",
            3 or 4 => $"(({e}) % {extent} + {extent}) % {extent}",
            5 or 6 => $"max(min({e}, {extent} - 1), 0)",
            7 or 8 => $"({e} < 0 ? 0 : {e} >= {extent} ? {extent} - 1 : {e})",
            9 or 10 => Counter(),
            _ => e,
        };
    }

    private string Index(int depth)
    {
        if (depth == 0 || _random.Next(3) == 0) return Pick(Counter(), Counter(), "p", "n", "0", "1", "3");
        var (e, f) = (Index(depth - 1), Index(depth - 1));
        return _random.Next(14) switch
        {
            0 or 1 => $"({e} + 1)",
            2 or 3 => $"({e} - 1)",
            4 => $"({e} + {f})",
            5 => $"({f} - {e})",
            6 => $"({e} * {Pick("2", "-1", "p", "n")})",
            7 => $"({e} / 2)",
            8 => $"({e} % {Pick("4", "n", "max(p, 1)")})",
            9 => $"({e} {Pick("& 3", ">> 1", "& 7")})",
            10 => $"min({e}, {Pick("n - 1", "m - 1", f)})",
            11 => $"max({e}, {Pick("0", f)})",
            12 => $"({Truth(1)} ? {e} : {f})",
            _ => $"index(i32({e} + {Counter()}) * {Pick("3", "65537", "1000000007")} {Pick("+", "-")} i32({f} - {Counter()}))",
        };
    }

    private string Truth(int depth)
    {
        if (depth > 0 && _random.Next(3) == 0) return $"({Truth(depth - 1)} {Pick("&&", "||")} {Truth(depth - 1)})";
        return $"{Index(1)} {Pick("<", "<=", ">", ">=", "==", "!=")} {Pick(Index(1), "n", "n - 1", "m", "h - 1", "0")}";
    }

    private string Counter() => _counters.Count == 0 ? "0" : _counters[_random.Next(_counters.Count)];

    private string Pick(params ReadOnlySpan<string> choices) => choices[_random.Next(choices.Length)];
}
