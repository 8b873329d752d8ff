using System;

namespace Weft.IR;

/// <summary>What constraints ask of attributes besides their class, named as in MLIR's ODS: what <see cref="AttrAttribute.Test"/> names.
/// </summary>
public static class AttributeRules
{
    public static bool IsBool(Attribute attribute) => attribute is IntegerAttr { Type: IntegerType { Width: 1, IsSignless: true } };

    public static bool IsI64(Attribute attribute) => attribute is IntegerAttr { Type: IntegerType { Width: 64, IsSignless: true } };

    public static bool IsIndex(Attribute attribute) => attribute is IntegerAttr { Type: IndexType };

    public static bool IsNonNegative(Attribute attribute) => attribute is IntegerAttr { Value.Sign: >= 0 };

    public static bool IsPositive(Attribute attribute) => attribute is IntegerAttr { Value.Sign: > 0 };

    public static bool IsIntegerElements(Attribute attribute) =>
        attribute is DenseElementsAttr { ShapedType.Element: IntegerType or IndexType };

    public static bool IsFlatSymbol(Attribute attribute) => attribute is SymbolRefAttr { IsFlat: true };

    /// <summary><c>[1, 2]</c>: an array attribute of 64-bit integers.</summary>
    public static bool IsI64Array(Attribute attribute) => IsArrayOf(attribute, IsI64);

    /// <summary><c>[[0, 1], [2]]</c>.</summary>
    public static bool IsIndexListArray(Attribute attribute) => IsArrayOf(attribute, IsI64Array);

    public static bool IsBoolArray(Attribute attribute) => IsArrayOf(attribute, IsBool);

    public static bool IsAffineMapArray(Attribute attribute) => IsArrayOf(attribute, static map => map is AffineMapAttr);

    public static bool IsDictionaryArray(Attribute attribute) => IsArrayOf(attribute, static entry => entry is DictionaryAttr);

    public static bool IsDeviceMappingArray(Attribute attribute) => IsArrayOf(attribute, DeviceMappings.IsMapping);

    private static bool IsArrayOf(Attribute attribute, Func<Attribute, bool> accepts)
    {
        if (attribute is not ArrayAttr array) return false;
        foreach (var element in array.Elements)
            if (!accepts(element))
                return false;
        return true;
    }
}
