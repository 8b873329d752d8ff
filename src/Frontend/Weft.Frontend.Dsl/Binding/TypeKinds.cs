using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>What a type parameter may stand for: <c>number</c>, <c>int</c>, <c>float</c>.</summary>
internal static class TypeKinds
{
    private static readonly (string Name, Func<ElementType, bool> Includes, ElementType Example)[] Table =
    [
        ("number", type => type != ElementType.Bool, ElementType.F32),
        ("int", type => type.IsInteger, ElementType.I32),
        ("float", type => type.IsFloat, ElementType.F32),
        ("any", _ => true, ElementType.F32),
    ];

    /// <summary>Of a parameter without one.</summary>
    public const string Default = "number";

    public static IEnumerable<string> Names => Table.Select(row => row.Name);

    public static bool Contains(string name) => Table.Any(row => row.Name == name);

    public static bool Includes(string kind, ElementType type) => Table.First(row => row.Name == kind).Includes(type);

    /// <summary>The types of a kind, for messages.</summary>
    public static string Members(string kind) =>
        string.Join(' ', ElementTypes.Names.Where(name => Includes(kind, ElementTypes.Parse(name)!.Value)));

    /// <summary>What a generic body is checked with when nobody uses it.</summary>
    public static ElementType Example(string kind) => Table.First(row => row.Name == kind).Example;
}
