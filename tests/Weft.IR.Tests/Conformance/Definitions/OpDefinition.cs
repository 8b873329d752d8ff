using System.Text.Json;

namespace Weft.IR.Tests.Conformance.Definitions;

/// <summary>A named part of an operation.</summary>
/// <param name="Name">Null where it has none.</param>
/// <param name="Summary">The constraint in words; null where the data does not say it.</param>
/// <param name="Kind">How many there are, or whether it must be there.</param>
internal sealed record Part(string? Name, string? Summary, string Kind)
{
    public override string ToString() => $"'{Name}' {Kind} ({Summary})".Replace(" ()", "", StringComparison.Ordinal);
}

/// <summary>An operation as MLIR defines it.</summary>
/// <param name="Class">Its C++ class.</param>
internal sealed record OpDefinition(string Name, string Class, IReadOnlyList<string> Traits, string? Format)
{
    private static readonly string[] ValueWrappers = ["Arg", "Res"];

    private static readonly string[] AttributeWrappers =
        ["OptionalAttr", "DefaultValuedAttr", "DefaultValuedOptionalAttr", "ConfinedAttr", "TypeAttrOf", "TypedArrayAttrBase"];

    public string Dialect => Name[..Name.IndexOf('.', StringComparison.Ordinal)];

    public required IReadOnlyList<Part> Operands { get; init; }

    public required IReadOnlyList<Part> Results { get; init; }

    public required IReadOnlyList<Part> Attributes { get; init; }

    public required IReadOnlyList<Part> Regions { get; init; }

    public required IReadOnlyList<Part> Successors { get; init; }

    public bool HasVerifier { get; init; }

    public bool HasFolder { get; init; }

    public bool HasPatterns { get; init; }

    public static OpDefinition Read(JsonElement op, JsonElement constraints)
    {
        var arguments = op.GetProperty("args").EnumerateArray().ToList();
        var definition = op.GetProperty("cpp").GetString()!;
        return new(
            op.GetProperty("op").GetString()!, definition[(definition.IndexOf('_', StringComparison.Ordinal) + 1)..],
            [.. op.GetProperty("traits").EnumerateArray().Select(t => t.GetString()!).Distinct()],
            op.GetProperty("assemblyFormat").GetString())
        {
            Operands = [.. arguments.Where(a => !IsAttribute(a)).Select(Value)],
            Results = [.. op.GetProperty("results").EnumerateArray().Select(Value)],
            Attributes = [.. arguments.Where(IsAttribute).Select(Attribute)],
            Regions = [.. op.GetProperty("regions").EnumerateArray().Select(r => Region(r, "VariadicRegion"))],
            Successors = [.. op.GetProperty("succ").EnumerateArray().Select(s => Region(s, "VariadicSuccessor") with { Summary = null })],
            HasVerifier = op.GetProperty("verifier").GetBoolean(),
            HasFolder = op.GetProperty("folder").GetBoolean(),
            HasPatterns = op.GetProperty("canon").GetBoolean(),
        };

        Part Value(JsonElement value)
        {
            var supers = Supers(value);
            var arity = supers.Exists(s => s is "Variadic" or "VariadicOfVariadic") ? Arity.Variadic
                : supers.Contains("Optional") ? Arity.Optional : Arity.One;
            var words = Words(value);
            var isSaid = !supers.Exists(ValueWrappers.Contains) && !words.StartsWith("anonymous_", StringComparison.Ordinal);
            const string variadic = "variadic of ";
            return new(
                NameOf(value),
                !isSaid ? null : words.StartsWith(variadic, StringComparison.Ordinal) ? words[variadic.Length..] : words, $"{arity}");
        }

        Part Attribute(JsonElement attribute)
        {
            var supers = Supers(attribute);
            var presence = supers.Exists(s => s.StartsWith("DefaultValued", StringComparison.Ordinal)) ? Presence.Defaulted
                : supers.Contains("OptionalAttr") || Text(attribute, "c") == "UnitAttr" ? Presence.Optional : Presence.Required;
            return new(NameOf(attribute), Words(attribute), $"{presence}");
        }

        string Words(JsonElement part) => constraints.TryGetProperty(Text(part, "c"), out var words) ? words.GetString()! : Text(part, "c");
    }

    private static Part Region(JsonElement part, string variadic) =>
        new(NameOf(part), Text(part, "c"), $"{(Supers(part).Contains(variadic) ? Arity.Variadic : Arity.One)}");

    private static bool IsAttribute(JsonElement argument) =>
        Supers(argument).Exists(AttributeWrappers.Contains) || Text(argument, "c").EndsWith("Attr", StringComparison.Ordinal)
        || Text(argument, "base").EndsWith("Attr", StringComparison.Ordinal) || Text(argument, "c") == "TypedAttrInterface";

    private static string? NameOf(JsonElement part) => part.GetProperty("name").GetString();

    private static string Text(JsonElement part, string name) => part.TryGetProperty(name, out var text) ? text.GetString() ?? "" : "";

    private static List<string> Supers(JsonElement part) =>
        part.TryGetProperty("super", out var supers) ? [.. supers.EnumerateArray().Select(s => s.GetString()!)] : [];
}
