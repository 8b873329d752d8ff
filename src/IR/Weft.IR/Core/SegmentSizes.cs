using System.Collections.Immutable;

namespace Weft.IR;

/// <summary>How many operands (or results) belong to each of several variadic members: a property beside the attributes that an operation
/// declares.</summary>
internal static class SegmentSizes
{
    public const string OfOperands = "operandSegmentSizes";
    public const string OfResults = "resultSegmentSizes";

    public static bool AreFor(Attribute? sizes, int groups) => IsList(sizes) && ((DenseArrayAttr)sizes!).Values.Count == groups;

    /// <summary>Takes the sizes out of the properties that are written for an operation. What is wrong with them, or null.</summary>
    public static string? Set(OperationState state, DictionaryAttr properties) =>
        Set(state, properties, OfOperands, state.Info.Declaration.Operands)
        ?? Set(state, properties, OfResults, state.Info.Declaration.Results);

    private static string? Set(
        OperationState state, DictionaryAttr properties, string name, ImmutableArray<ValueDeclaration> groups)
    {
        if (state.Info.PropertyIndex(name) is not (>= 0 and var index) || properties[name] is not { } sizes) return null;
        if (!IsList(sizes)) return "expected DenseI32ArrayAttr for key `value`";
        if (!AreFor(sizes, groups.Length))
            return $"size mismatch in attribute conversion: {((DenseArrayAttr)sizes).Values.Count} vs {groups.Length}";
        state.Properties[index] = sizes;
        return null;
    }

    private static bool IsList(Attribute? sizes) => sizes is DenseArrayAttr { Element: IntegerType { Width: 32 } };
}
