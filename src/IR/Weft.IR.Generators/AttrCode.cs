using System.Collections.Generic;

namespace Weft.IR.Generators;

/// <summary>The C# expressions that turn an attribute's value into what is stored, and back.</summary>
internal static class AttrCode
{
    // A default of these is no constant that C# takes for a parameter.
    private static bool HasComputedDefault(AttrModel attribute) => IsReference(attribute) || attribute.Kind == AttrKind.Array;

    public static bool IsReference(AttrModel attribute) =>
        attribute.Kind is AttrKind.Direct or AttrKind.String or AttrKind.Symbol or AttrKind.Type;

    /// <summary>The stored attribute for a C# value (for a unit attribute null when false).</summary>
    public static string ToAttribute(AttrModel attribute, string value) => attribute.Kind switch
    {
        AttrKind.String or AttrKind.Symbol => $"new StringAttr({value})",
        AttrKind.I64 => $"IntegerAttr.I64({value})",
        AttrKind.I32 => $"IntegerAttr.I32({value})",
        AttrKind.Index => $"IntegerAttr.Index({value})",
        AttrKind.Unit => $"({value} ? UnitAttr.Instance : null)",
        AttrKind.Enum => $"({value}).ToAttribute()",
        AttrKind.Type => $"new TypeAttr({value})",
        AttrKind.Array => $"new DenseArrayAttr({ElementType(attribute)}, {value})",
        _ => value,
    };

    /// <summary>The C# value of a stored attribute. Valid once the verifier has passed.</summary>
    public static string FromAttribute(AttrModel attribute, string stored)
    {
        if (attribute.Kind == AttrKind.Unit) return $"{stored} is not null";
        var present = attribute.Kind switch
        {
            AttrKind.String or AttrKind.Symbol => $"((StringAttr){stored}!).Value",
            AttrKind.I64 or AttrKind.Index => $"((IntegerAttr){stored}!).Int64",
            AttrKind.I32 => $"(int)((IntegerAttr){stored}!).Int64",
            AttrKind.Enum => $"({attribute.CSharpType})IrEnums.ValueOf({stored}!)",
            AttrKind.Type => $"({attribute.CSharpType})((TypeAttr){stored}!).Value",
            AttrKind.Array => $"((DenseArrayAttr){stored}!).Values",
            _ => $"({attribute.CSharpType}){stored}!",
        };
        return attribute.IsOptional ? $"{stored} is null ? null : {present}" : present;
    }

    /// <summary>Whether an attribute is of MLIR's class for the value, which has each enum and each type of elements for itself.</summary>
    public static string IsStorable(AttrModel attribute, string stored) => attribute.Kind switch
    {
        AttrKind.I64 or AttrKind.I32 or AttrKind.Index => $"{stored} is IntegerAttr",
        AttrKind.Type => $"{stored} is TypeAttr",
        _ => OfKind(attribute, stored),
    };

    /// <summary>The verifier's words for the constraint.</summary>
    public static string Summary(AttrModel attribute) => attribute is { Kind: AttrKind.Enum, Summary: "" }
        ? $"IrEnums.Summary({attribute.CSharpType}Keywords.Keywords, {attribute.EnumForm})" : CodeWriter.Quote(attribute.Summary);

    /// <summary>Whether the stored attribute is of the right kind: an expression over <paramref name="stored"/>, which is not
    /// null.</summary>
    public static string Test(AttrModel attribute, string stored) =>
        attribute.Test is { } test ? $"{OfKind(attribute, stored)} && {test}({stored})" : OfKind(attribute, stored);

    private static string OfKind(AttrModel attribute, string stored) => attribute.Kind switch
    {
        AttrKind.String or AttrKind.Symbol => $"{stored} is StringAttr",
        AttrKind.I64 => $"{stored} is IntegerAttr {{ Type: IntegerType {{ Width: 64, IsSignless: true }} }}",
        AttrKind.I32 => $"{stored} is IntegerAttr {{ Type: IntegerType {{ Width: 32, IsSignless: true }} }}",
        AttrKind.Index => $"{stored} is IntegerAttr {{ Type: IndexType }}",
        AttrKind.Unit => $"{stored} is UnitAttr",
        AttrKind.Enum => $"IrEnums.Accepts({attribute.CSharpType}Keywords.Keywords, {attribute.EnumForm}, {stored})",
        AttrKind.Type => $"{stored} is TypeAttr {{ Value: {attribute.CSharpType} }}",
        AttrKind.Array => $"{stored} is DenseArrayAttr {{ Element: IntegerType {{ Width: {attribute.Element.Substring(1)} }} }}",
        _ => $"{stored} is {attribute.CSharpType}",
    };

    /// <summary>The constructor's parameter.</summary>
    public static void AddParameter(AttrModel attribute, List<string> required, List<string> optional)
    {
        var name = attribute.Parameter;
        if (attribute.IsRequired) required.Add($"{attribute.CSharpType} {name}");
        else if (attribute.Kind == AttrKind.Unit) optional.Add($"bool {name} = false");
        else if (attribute is { IsOptional: false, Default: { } value } && !HasComputedDefault(attribute))
            optional.Add($"{attribute.CSharpType} {name} = {value}");
        else optional.Add($"{attribute.CSharpType}? {name} = null");
    }

    /// <summary>The stored attribute for the constructor's parameter.</summary>
    public static string FromParameter(AttrModel attribute)
    {
        var name = attribute.Parameter;
        if (attribute is { IsOptional: false, Default: { } value } && HasComputedDefault(attribute))
            return ToAttribute(attribute, $"{name} ?? {value}");
        if (!attribute.IsOptional || attribute.Kind == AttrKind.Unit) return ToAttribute(attribute, name);
        return attribute.Kind == AttrKind.Direct ? name : ToOptionalAttribute(attribute, name);
    }

    /// <summary>The stored attribute for a C# value that may be null.</summary>
    public static string ToOptionalAttribute(AttrModel attribute, string value) =>
        $"{value} is null ? null : {ToAttribute(attribute, IsReference(attribute) ? value : $"{value}.Value")}";

    public static string ElementType(AttrModel attribute) => $"IntegerType.I{attribute.Element.Substring(1)}";
}
