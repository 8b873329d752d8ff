using System.Text.Json;
using Xunit;

namespace Weft.IR.Tests.Conformance;

/// <summary>The declarations of operations, held to MLIR's definitions part by part: names, order, number, constraints, presence.</summary>
public sealed class DefinitionTests(ITestOutputHelper log)
{
    private static readonly string[] Wrappers = ["Arg", "Res"];

    private static readonly string[] AttributeWrappers =
        ["OptionalAttr", "DefaultValuedAttr", "DefaultValuedOptionalAttr", "ConfinedAttr", "TypeAttrOf", "TypedArrayAttrBase"];

    private readonly IrContext _context = new(StandardDialects.All);

    // How many operations still differ: the figures may only fall. What differs is in the test's log.
    [Theory]
    [InlineData("builtin", 1)]
    [InlineData("func", 4)]
    [InlineData("arith", 1)]
    [InlineData("math", 0)]
    [InlineData("cf", 1)]
    [InlineData("scf", 10)]
    [InlineData("memref", 11)]
    [InlineData("affine", 7)]
    [InlineData("vector", 1)]
    [InlineData("tensor", 3)]
    [InlineData("linalg", 1)]
    [InlineData("gpu", 11)]
    public void Declarations_are_as_defined(string dialect, int known)
    {
        var corpus = Corpus.Open(out var reason);
        Assert.SkipWhen(corpus is null, reason);
        using var definitions = corpus!.Definitions(dialect);
        using var constraints = corpus.Definitions("_constraints");
        var differing = 0;
        foreach (var definition in definitions.RootElement.EnumerateArray())
        {
            var differences = Differences(definition, constraints.RootElement).ToList();
            if (differences.Count == 0) continue;
            differing++;
            log.WriteLine($"{definition.GetProperty("op").GetString()}: {string.Join("; ", differences)}");
        }

        Assert.True(differing <= known, $"{differing} operations of {dialect} are not declared as MLIR defines them; {known} were known");
    }

    private IEnumerable<string> Differences(JsonElement definition, JsonElement constraints)
    {
        if (_context.FindOp(definition.GetProperty("op").GetString()!) is not { } info) return ["not declared"];
        var parts = info.Declaration;
        var arguments = definition.GetProperty("args").EnumerateArray().ToList();
        var attributes = arguments.Where(IsAttribute).Select(a => Attribute(a, constraints));
        var operands = arguments.Where(a => !IsAttribute(a)).Select(a => Value(a, constraints));
        var results = definition.GetProperty("results").EnumerateArray().Select(r => Value(r, constraints));
        return
        [
            .. Compare("operand", operands, parts.Operands.Select(Value)),
            .. Compare("result", results, parts.Results.Select(Value)),
            .. Compare("attribute", attributes, parts.Attributes.Select(a => new Part(a.Name, a.Summary, $"{a.Presence}"))),
            .. Compare("region", Names(definition, "regions"), parts.Regions.Select(r => new Part(r.Name, null, ""))),
            .. Compare("successor", Names(definition, "succ"), parts.Successors.Select(s => new Part(s.Name, null, ""))),
        ];
    }

    private static Part Value(ValueDeclaration value) => new(value.Name, value.Type.Summary, $"{value.Arity}");

    private static IEnumerable<Part> Names(JsonElement definition, string kind) =>
        definition.GetProperty(kind).EnumerateArray().Select(part => new Part(NameOf(part), null, ""));

    // A part without a name may have any; so may a constraint that the data does not describe.
    private static IEnumerable<string> Compare(string kind, IEnumerable<Part> defined, IEnumerable<Part> declared)
    {
        var (expected, actual) = (defined.ToList(), declared.ToList());
        if (expected.Count != actual.Count) yield return $"{actual.Count} {kind}s, defined are {expected.Count}";
        foreach (var (wanted, found) in expected.Zip(actual))
        {
            var isSame = (wanted.Name is null || wanted.Name == found.Name) && wanted.Kind == found.Kind
                && (wanted.Summary is null || wanted.Summary == found.Summary);
            if (!isSame) yield return $"{kind} {found}, defined is {wanted}";
        }
    }

    private static bool IsAttribute(JsonElement argument) =>
        Supers(argument).Any(AttributeWrappers.Contains) || Text(argument, "c").EndsWith("Attr", StringComparison.Ordinal)
        || Text(argument, "base").EndsWith("Attr", StringComparison.Ordinal) || Text(argument, "c") == "TypedAttrInterface";

    private static Part Value(JsonElement value, JsonElement constraints)
    {
        var supers = Supers(value).ToList();
        var arity = supers.Exists(s => s is "Variadic" or "VariadicOfVariadic") ? "Variadic" : supers.Contains("Optional") ? "Optional" : "One";
        var written = Text(value, "c");
        var summary = supers.Exists(Wrappers.Contains) ? null
            : constraints.TryGetProperty(written, out var named) ? named.GetString()
            : written.StartsWith("variadic of ", StringComparison.Ordinal) ? written["variadic of ".Length..] : written;
        return new(NameOf(value), summary, arity);
    }

    private static Part Attribute(JsonElement attribute, JsonElement constraints)
    {
        var supers = Supers(attribute).ToList();
        var written = Text(attribute, "c");
        var presence = supers.Exists(s => s.StartsWith("DefaultValued", StringComparison.Ordinal)) ? Presence.Defaulted
            : supers.Contains("OptionalAttr") || written == "UnitAttr" ? Presence.Optional : Presence.Required;
        return new(NameOf(attribute), constraints.TryGetProperty(written, out var named) ? named.GetString() : written, $"{presence}");
    }

    private static string? NameOf(JsonElement part) => part.GetProperty("name").GetString();

    private static string Text(JsonElement part, string name) => part.TryGetProperty(name, out var text) ? text.GetString() ?? "" : "";

    private static IEnumerable<string> Supers(JsonElement part) =>
        part.TryGetProperty("super", out var supers) ? supers.EnumerateArray().Select(s => s.GetString()!) : [];

    private sealed record Part(string? Name, string? Summary, string Kind)
    {
        public override string ToString() => $"'{Name}' {Kind} ({Summary})".Replace(" ()", "", StringComparison.Ordinal);
    }
}
