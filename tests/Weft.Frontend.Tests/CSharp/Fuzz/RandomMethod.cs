using System.Globalization;
using System.Text;
using static Weft.Frontend.Tests.CSharp.Fuzz.RandomTypes;

namespace Weft.Frontend.Tests.CSharp.Fuzz;

/// <summary>A random kernel, which may return something and take something by reference, and the functions that it calls.</summary>
internal static class RandomMethod
{
    private const int Statements = 7;

    /// <summary>The text of the kernel that a seed gives. Its first parameters are <c>sink</c>, which takes what was read, and a
    /// number.</summary>
    public static string Text(int seed)
    {
        var random = new Random(seed);
        var (text, functions) = (new StringBuilder(), new List<RandomFunction>());
        var number = seed.ToString(CultureInfo.InvariantCulture);
        for (var i = random.Next(3); i > 0; i--)
            functions.Add(RandomFunction.Write(text, random, $"F{number}_{i}", null, functions));
        var scope = new RandomScope();
        var (parameters, outputs) = (Declare(random, scope), new List<string>());
        var references = References(random, scope, outputs);
        var returns = random.Next(3) == 0 ? "void" : All[random.Next(All.Length)];
        text.Append($"[Kernel] public static {returns} K{number}(int[] sink, {parameters}{references})\n{{\n");
        // What is out has a value before anything can leave.
        foreach (var output in outputs) text.Append($"{output} = default;\n");
        var statements = new RandomStatements(text, random, scope, functions, "", returns);
        statements.Write(Statements);
        if (returns != "void") text.Append($"return {statements.Value(returns)};\n");
        return text.Append("}\n").ToString();
    }

    // Some of what has a fixed layout. Local functions cannot see it.
    private static string References(Random random, RandomScope scope, List<string> outputs)
    {
        var declared = "";
        for (var i = random.Next(3); i > 0; i--)
        {
            var (name, type, mode) = ($"r{i}", Elements[random.Next(Elements.Length)], random.Next(2) == 0 ? "ref" : "out");
            scope.Add(new RandomVariable(name, type, IsReference: true));
            declared += $", {mode} {type} {name}";
            if (mode == "out") outputs.Add(name);
        }

        return declared;
    }

    private static string Declare(Random random, RandomScope scope)
    {
        var declared = new List<string> { "int p" };
        scope.Add(new RandomVariable("p", "int"));
        for (var i = 2 + random.Next(3); i > 0; i--)
        {
            var (element, rank) = (Elements[random.Next(Elements.Length)], random.Next(6) == 0 ? 2 : 1);
            // A kernel without anything flat has nothing to go over.
            if (i == 1) rank = 1;
            scope.Add(new RandomArray($"a{i}", element, rank));
            declared.Add($"{element}[{(rank == 2 ? "," : "")}] a{i}");
        }

        for (var i = random.Next(3); i > 0; i--)
        {
            var type = All[random.Next(All.Length)];
            scope.Add(new RandomVariable($"s{i}", type));
            declared.Add($"{type} s{i}");
        }

        return string.Join(", ", declared);
    }
}
