using System.Linq;
using Microsoft.CodeAnalysis;

namespace Weft.IR.Generators;

/// <summary>Reads the declaration of an inherent attribute.</summary>
internal static class AttrReader
{
    public static AttrModel Read(IPropertySymbol property, AttributeData marker, bool inherited)
    {
        var type = property.Type;
        var optional = type.NullableAnnotation == NullableAnnotation.Annotated;
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
            (type, optional) = (nullable.TypeArguments[0], true);
        var kind = KindOf(type, marker);
        var element = OpReader.Named<string>(marker, "Element") ?? "i64";
        var csharp = type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        return new(property.Name, OpReader.NameOf(property, marker), csharp, kind, optional, OpReader.Named<string>(marker, "Default"),
            element, EnumFormOf(type), OpReader.Named<string>(marker, "Summary") ?? SummaryOf(kind, type, element),
            OpReader.Named<string>(marker, "Test"), inherited);
    }

    private static AttrKind KindOf(ITypeSymbol type, AttributeData marker) => type switch
    {
        { SpecialType: SpecialType.System_String } => OpReader.Named<bool>(marker, "Symbol") ? AttrKind.Symbol : AttrKind.String,
        { SpecialType: SpecialType.System_Int64 } => OpReader.Named<string>(marker, "Element") == "index" ? AttrKind.Index : AttrKind.I64,
        { SpecialType: SpecialType.System_Int32 } => AttrKind.I32,
        { SpecialType: SpecialType.System_Boolean } => AttrKind.Unit,
        { TypeKind: TypeKind.Enum } => AttrKind.Enum,
        { Name: "Sequence" } => AttrKind.Array,
        _ when Derives(type, "IrType") => AttrKind.Type,
        _ => AttrKind.Direct,
    };

    private static int EnumFormOf(ITypeSymbol type) =>
        type.GetAttributes().FirstOrDefault(a => a.AttributeClass?.Name == "IrEnumAttribute")
            is { ConstructorArguments: [_, { Value: int form }] } ? form : 0;

    private static bool Derives(ITypeSymbol? type, string name)
    {
        for (; type is not null; type = type.BaseType)
            if (type.Name == name)
                return true;
        return false;
    }

    private static string SummaryOf(AttrKind kind, ITypeSymbol type, string element) => kind switch
    {
        AttrKind.String or AttrKind.Symbol => "string attribute",
        AttrKind.I64 => "64-bit signless integer attribute",
        AttrKind.I32 => "32-bit signless integer attribute",
        AttrKind.Index => "index attribute",
        AttrKind.Unit => "unit attribute",
        AttrKind.Array => $"{element} dense array attribute",
        AttrKind.Type => type.Name == "FunctionType" ? "type attribute of function type" : "any type attribute",
        AttrKind.Enum => "",
        _ => type.Name switch
        {
            "SymbolRefAttr" => "flat symbol reference attribute",
            "DictionaryAttr" => "dictionary of named attribute values",
            "ArrayAttr" => "array attribute",
            "TypedAttribute" => "TypedAttr instance",
            "DenseElementsAttr" => "constant vector/tensor attribute",
            "AffineMapAttr" => "AffineMap attribute",
            _ => "any attribute",
        },
    };
}
