namespace Weft.Frontend.Tests.Dsl;

/// <summary>Writes random programs of the language's grammar. Names and types mostly fit, so that many programs are right and the others
/// are wrong in one or two places.</summary>
internal sealed class ProgramGenerator(Random random)
{
    private const string Header = """
        record Vec { x: f32, y: f32 }
        record Body { pos: Vec, mass: f32 }
        const A = 3
        const H: f32 = 0.5
        const K: f32[3] = [1, 2, 1]
        func sq<T: number>(x: T) -> T = x * x
        func add(a: Vec, b: Vec) -> Vec = Vec { x: a.x + b.x, y: a.y + b.y }
        func join(a: f32, b: f32) -> f32 = max(a, b)
        kernel fill<T: number>(v: T, z: inout T[n]) { z[i] = v }
        kernel both(z: f32[n]) -> (low: f32, high: f32) { low = min(i) z[i]; high = max(i) z[i] }

        """;

    private static readonly string[] Modes = ["", "", "", ".clamp", ".zero", ".wrap", ".mirror"];
    private readonly Stack<string> _indices = new();
    private int _names;

    public string Program()
    {
        const string Parameters = "u: inout f32[n], x: f32[n], img: f32[h, w], to: i32[n], p: Body, qs: inout Body[n], s: f32 = 1";
        return Header + $"kernel k({Parameters}){Outputs()}{Where()} {{\n" + "    var t = x[0]\n" + Statements(depth: 3) + "}\n";
    }

    private string Outputs() => Pick("", " -> o: f32[n]", " -> (o: f32[n], r: Vec)", " -> o: f32[2*n + 1]");

    private string Where() => Pick("", "", " where n >= 1", " where n % 2 == 0 && h > w, w != 3");

    private string Statements(int depth) => string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => Statement(depth) + "\n"));

    private string Statement(int depth)
    {
        if (depth == 0) return $"t = {Float(1)}";
        return random.Next(20) switch
        {
            0 => $"u[{Index()}] {Pick("=", "+=", "max=")} {Float(2)}",
            1 => Indexed("u[i] = {0} where {1}", "i"),
            18 => Indexed($"u[i] = {{4}} + {{0}}{Pick("", " where {1}")}", "i"),
            2 => Indexed("qs[i] = Body {{ pos: {2}, mass: {0} }}", "i"),
            19 => Meeting($"p{_names++}"),
            3 => $"qs[{Index()}].pos.x = {Float(2)}",
            4 => $"let {Name()} = {Vector(2)}",
            5 => Indexed("var {3}: f32[n]; {3}[i] = {0}", "i"),
            6 => Loop("for", depth),
            7 => Loop("parallel", depth),
            8 => $"if {Condition()} {{\n{Statements(depth - 1)}}} else {{\n{Statements(depth - 1)}}}",
            9 => $"while {Condition()} {{ t += 1; {Pick("break", "continue", "t *= 2")} }}",
            10 => Indexed($"scatter {Pick("", "unique ")}(i) u[to[i]] {Pick("=", "+=", "min=")} {{0}}", "i"),
            11 => $"time t{_names++} in 0..A {{ {Indexed("u'[i] = {0}", "i")}; {Pick("", "if t > 1 { u'[0] = 1 }")} }}",
            12 => $"assert {Condition()}, \"no\"",
            13 => $"fill({Float(1)}, inout u)",
            14 => $"let (lo{_names}, hi{_names++}) = both({Pick("x", "u", "img")})",
            15 => Pick("return", "break", "continue", "t = t"),
            16 => $"fill<{Pick("f32", "f64", "i32")}>(1, inout u)",
            _ => $"t {Pick("=", "+=", "*=", "min=")} {Float(3)}",
        };
    }

    private string Loop(string word, int depth)
    {
        var index = $"i{_names++}";
        _indices.Push(index);
        var range = $"{Pick("0", "1", "t")}..{Pick("n", "A", "n - 1")}{Pick("", "", " step 2")}";
        var text = $"{word} {index} in {range} {{\n{Statements(depth - 1)}}}";
        _indices.Pop();
        return text;
    }

    private string Meeting(string index) =>
        $"parallel {index} in 0..n {{ u[{Pick($"to[{index}]", $"index(x[{index}])", $"{index} / 2", index)}] "
        + $"{Pick("+=", "max=", "*=")} {Float(1)} }}";

    private string Indexed(string form, string index)
    {
        _indices.Push(index);
        var text = string.Format(
            System.Globalization.CultureInfo.InvariantCulture, form, Float(2), Condition(), Vector(1), $"v{_names++}", Scan());
        _indices.Pop();
        return text;
    }

    private string Name() => $"v{_names++}";

    private string Index() => _indices.Count > 0 && random.Next(4) > 0
        ? Pick(_indices.Peek(), $"{_indices.Peek()} + 1", $"n - 1 - {_indices.Peek()}")
        : Pick("0", "A", "n - 1", "to[0]", "index(t)");

    private string Float(int depth) => random.Next(depth == 0 ? 6 : 16) switch
    {
        0 => Pick("t", "s", "H", "1", "0.5", "A"),
        1 => $"x{Pick(Modes)}[{Index()}]",
        2 => $"img{Pick(Modes)}[{Index()}, {Index()}]",
        3 => Pick("p.pos.x", "p.mass", $"qs[{Index()}].pos.y", $"qs.mass[{Index()}]"),
        4 => $"K[{Pick("0", "2", Index())}]",
        5 => $"u[{Index()}]",
        6 => $"({Float(depth - 1)} {Pick("+", "-", "*", "/", "%")} {Float(depth - 1)})",
        7 => $"{Pick("sqrt", "abs", "sq", "exp")}({Float(depth - 1)})",
        8 => $"max({Float(depth - 1)}, {Float(depth - 1)})",
        9 => $"({Condition()} ? {Float(depth - 1)} : {Float(depth - 1)})",
        10 => Reduction("sum", depth),
        11 => Reduction(Pick("max", "min", "prod", "mean"), depth),
        12 => $"(reduce join (j where x[j] > 0) x[j] from {Float(0)})",
        13 => $"{Vector(depth - 1)}.x",
        14 => $"f32({Pick("n", "h", "to[0]", "u8(t)")})",
        _ => $"(-{Float(depth - 1)})",
    };

    private string Reduction(string word, int depth)
    {
        var index = $"j{_names++}";
        _indices.Push(index);
        var text = $"({word}({index}{Pick("", " in 0..A", $" where x[{index}] > 1")}) x[{index}] * {Float(depth - 1)})";
        _indices.Pop();
        return text;
    }

    private string Scan()
    {
        var (index, by) = ($"j{_names++}", Pick("<", "<=", ">", ">="));
        _indices.Push(index);
        var (head, value) = ($"({index} {by} i{Pick("", $" where x[{index}] > 1")})", $"x[{index}] * {Float(1)}");
        _indices.Pop();
        return Pick($"(scan {Pick("sum", "prod", "min", "max")}{head} {value})", $"(scan join{head} {value} from {Float(0)})");
    }

    private string Vector(int depth) => depth <= 0
        ? Pick("p.pos", "qs[0].pos", "Vec { x: 1, y: t }")
        : Pick($"add({Vector(depth - 1)}, {Vector(depth - 1)})", "p.pos");

    private string Condition() => Pick(
        $"{Float(1)} {Pick("<", ">", "<=", "==")} {Float(1)}", "n > 3", $"(t > 0 && {Float(0)} < 2)", "any(j) x[j] > 1");

    private string Pick(params ReadOnlySpan<string> choices) => choices[random.Next(choices.Length)];
}
