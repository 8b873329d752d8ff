using System.Numerics;
using System.Text.RegularExpressions;

namespace Weft.IR.Tests.Conformance.Definitions;

/// <summary>Something that our declaration says otherwise than MLIR's definition.</summary>
/// <param name="Subject">What it is about: <c>operand source</c>, <c>trait Symbol</c>, <c>format</c>.</param>
internal sealed record Difference(string Subject, string Text)
{
    public override string ToString() => $"{Subject}: {Text}";
}

/// <summary>Compares our declarations with MLIR's definitions, field by field.</summary>
internal sealed partial class Differences(DefinitionTable definitions)
{
    // Facts that have a form of their own.
    private static readonly string[] Structured = ["HasParent<", "SingleBlockImplicitTerminator<", "verify: "];

    // Those that can be violated.
    private static readonly OpTraits[] Checked =
    [
        OpTraits.SameOperandsAndResultType, OpTraits.SameTypeOperands, OpTraits.SameOperandsAndResultShape, OpTraits.SameOperandsShape,
        OpTraits.SameOperandsElementType, OpTraits.SameOperandsAndResultElementType, OpTraits.CastCompatible, OpTraits.Elementwise,
        OpTraits.IsTerminator, OpTraits.SingleBlock, OpTraits.NoRegionArguments, OpTraits.SymbolTable, OpTraits.Symbol,
    ];

    public IEnumerable<Difference> Between(OpDefinition wanted, DeclaredOp found) =>
    [
        .. Parts("operand", wanted.Operands, found.Operands),
        .. Parts("result", wanted.Results, found.Results),
        .. Parts("attribute", wanted.Attributes, found.Attributes),
        .. Parts("region", wanted.Regions, found.Regions),
        .. Parts("successor", wanted.Successors, found.Successors),
        .. Traits(wanted, found),
        .. Interfaces(wanted, found),
        .. Facts(wanted, found),
        .. Surroundings(wanted, found),
        .. Abilities(wanted, found),
        .. Formats(wanted, found),
    ];

    // A part without a name may have any; so may a constraint that the data does not describe.
    private static IEnumerable<Difference> Parts(string kind, IEnumerable<Part> defined, IEnumerable<Part> declared)
    {
        var (expected, actual) = (defined.ToList(), declared.ToList());
        if (expected.Count != actual.Count) yield return new($"{kind}s", $"there are {actual.Count}, defined are {expected.Count}");
        foreach (var (wanted, found) in expected.Zip(actual))
        {
            var isSame = (wanted.Name is null || wanted.Name == found.Name) && wanted.Kind == found.Kind
                && (wanted.Summary is null || wanted.Summary == found.Summary);
            if (!isSame) yield return new($"{kind} {wanted.Name}", $"{found}, defined is {wanted}");
        }
    }

    private static IEnumerable<Difference> Traits(OpDefinition wanted, DeclaredOp found)
    {
        var expected = wanted.Traits.Select(TraitNames.Flag).Where(flag => flag != OpTraits.None).Distinct().ToList();

        // Effects that are none and effects that depend look alike in the data.
        var actual = Flags(found.Info.Traits & ~OpTraits.NoMemoryEffect).ToList();
        foreach (var trait in expected.Except(actual)) yield return new($"trait {trait}", "lacks");
        foreach (var trait in actual.Except(expected)) yield return new($"trait {trait}", "is not defined");

        // The first that does not hold is reported.
        var order = found.Traits.SelectMany(Flags).Distinct().Intersect(Checked).ToList();
        if (!expected.Intersect(order).SequenceEqual(order))
            yield return new("order of traits", $"{string.Join(", ", order)}, defined is {string.Join(", ", expected.Intersect(order))}");
    }

    private static IEnumerable<OpTraits> Flags(OpTraits traits)
    {
        for (var rest = (ulong)traits; rest != 0; rest &= rest - 1) yield return (OpTraits)(1UL << BitOperations.TrailingZeroCount(rest));
    }

    private static IEnumerable<Difference> Interfaces(OpDefinition wanted, DeclaredOp found)
    {
        foreach (var trait in wanted.Traits.Where(t => !Array.Exists(Structured, s => t.StartsWith(s, StringComparison.Ordinal))))
        {
            var holds = TraitNames.Implements(found, trait);
            if (holds == false) yield return new($"trait {trait}", "is not implemented");
            if (holds is null && TraitNames.Flag(trait) == OpTraits.None) yield return new($"trait {trait}", "stands for nothing here");
        }

        foreach (var trait in TraitNames.InterfacesOf(found).Except(wanted.Traits)) yield return new($"trait {trait}", "is not defined");
    }

    // In order: the first that does not hold is reported.
    private static IEnumerable<Difference> Facts(OpDefinition wanted, DeclaredOp found)
    {
        const string mark = "verify: ";
        var expected = wanted.Traits.Where(t => t.StartsWith(mark, StringComparison.Ordinal)).Select(t => t[mark.Length..]);
        if (!expected.SequenceEqual(found.Facts))
            yield return new("facts", $"{string.Join("; ", found.Facts)}, defined are {string.Join("; ", expected)}");
    }

    private IEnumerable<Difference> Surroundings(OpDefinition wanted, DeclaredOp found)
    {
        var parents = Named("HasParent<").SelectMany(list => list.Split(", ")).Select(name => definitions.OpOfClass(name, wanted.Dialect));
        if (!parents.SequenceEqual(found.Parents))
            yield return new("parents", $"{string.Join(", ", found.Parents)}, defined are {string.Join(", ", parents)}");

        var terminators = Named("SingleBlockImplicitTerminator<").Select(name => definitions.OpOfClass(name, wanted.Dialect));
        var terminator = terminators.FirstOrDefault();
        if (terminator != found.Terminator) yield return new("terminator", $"{found.Terminator}, defined is {terminator}");

        IEnumerable<string> Named(string trait) =>
            wanted.Traits.Where(t => t.StartsWith(trait, StringComparison.Ordinal)).Select(t => t[trait.Length..t.LastIndexOf('>')]);
    }

    // A class may check more than MLIR's, whose interfaces have checks of their own; and it may have rules that MLIR lists elsewhere.
    private static IEnumerable<Difference> Abilities(OpDefinition wanted, DeclaredOp found)
    {
        if (wanted.HasVerifier && !found.HasVerifier) yield return new("verifier", "lacks");
        if (wanted.HasFolder != found.HasFolder && (wanted.HasFolder || found.Is(typeof(IFold))))
            yield return new("folder", wanted.HasFolder ? "lacks" : "is not defined");
        if (wanted.HasPatterns && !found.HasRules) yield return new("rules", "lacks");
    }

    private static IEnumerable<Difference> Formats(OpDefinition wanted, DeclaredOp found)
    {
        if (wanted.Format is not { } format) yield break;
        var (expected, actual) = (Normalised(format), found.Format is { } declared ? Normalised(declared) : "its own");
        if (expected != actual) yield return new("format", $"{actual}, defined is {expected}");
    }

    // Spaces count in literals only; types are always written with their dialect.
    private static string Normalised(string format)
    {
        var parts = format.Split('`').Select((text, i) => i % 2 == 0 ? Spaces().Replace(text, "") : $"`{text}`");
        return Qualified().Replace(string.Concat(parts), "$1");
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"qualified\((type\(\$\w+\)|\$\w+)\)")]
    private static partial Regex Qualified();
}
