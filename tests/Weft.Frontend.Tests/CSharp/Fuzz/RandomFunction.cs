using System.Text;

namespace Weft.Frontend.Tests.CSharp.Fuzz;

/// <summary>A function that random code calls. In front of its parameters comes <c>sink</c>, which all hand on.</summary>
/// <param name="Returns">A type, or void.</param>
/// <param name="Parameters">With <c>ref</c>, <c>out</c>, <c>in</c> or nothing in front.</param>
internal sealed record RandomFunction(string Name, string Returns, (string Mode, string Type, string Name)[] Parameters)
{
    private const int Statements = 4;

    public bool TakesValues => Parameters.All(p => p.Mode is "" or "in");

    /// <summary>Writes a function that calls others.</summary>
    /// <param name="outer">What a local function sees; null for others.</param>
    public static RandomFunction Write(
        StringBuilder text, Random random, string name, RandomScope? outer, IReadOnlyList<RandomFunction> known)
    {
        var prefix = name.ToLowerInvariant();
        var function = new RandomFunction(name, random.Next(4) == 0 ? "void" : Type(), [.. Parameters()]);
        var scope = outer?.Captured() ?? new RandomScope();
        foreach (var (mode, type, parameter) in function.Parameters) scope.Add(new RandomVariable(parameter, type, IsFixed: mode == "in"));
        var declared = function.Parameters.Select(p => $"{p.Mode} {p.Type} {p.Name}".Trim()).Prepend("int[] sink");
        text.Append($"{(outer is null ? "static " : "")}{function.Returns} {name}({string.Join(", ", declared)})\n{{\n");
        // What is out has a value before anything can leave.
        foreach (var (_, type, parameter) in function.Parameters.Where(p => p.Mode == "out"))
            text.Append($"{parameter} = default({type});\n");
        var statements = new RandomStatements(text, random, scope, known, prefix, function.Returns);
        statements.Write(Statements);
        if (function.Returns != "void") text.Append($"return {statements.Value(function.Returns)};\n");
        text.Append("}\n");
        return function;

        string Type() => RandomTypes.All[random.Next(RandomTypes.All.Length)];

        IEnumerable<(string, string, string)> Parameters() => Enumerable.Range(0, random.Next(4))
            .Select(i => (((string[])["", "", "in", "ref", "out"])[random.Next(5)], Type(), $"{prefix}p{i}"))
            .Prepend(("", "int", "p"));
    }
}
