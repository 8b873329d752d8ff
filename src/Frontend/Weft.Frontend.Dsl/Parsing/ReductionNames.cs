using Weft.Frontend.Dsl.BoundTree;

namespace Weft.Frontend.Dsl.Parsing;

/// <summary>The spellings of the reductions. They are names like others except before <c>(indices) body</c>.</summary>
internal static class ReductionNames
{
    private static readonly Dictionary<string, ReductionKind> Kinds =
        Enum.GetValues<ReductionKind>().ToDictionary(kind => kind.ToString().ToLowerInvariant());

    public static bool Contains(string name) => Kinds.ContainsKey(name);

    public static ReductionKind KindOf(string name) => Kinds[name];
}
