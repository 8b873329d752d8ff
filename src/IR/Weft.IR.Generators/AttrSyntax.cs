namespace Weft.IR.Generators;

/// <summary>How a declared format reads an attribute, as C#.</summary>
internal static class AttrSyntax
{
    /// <summary>An expression that reads the attribute: what is stored, or null after recording an error.</summary>
    public static string Read(AttrModel attribute) => attribute.Kind switch
    {
        AttrKind.Enum when attribute.IsKeywordAttribute => $"EnumAttr.Parse(parser, {attribute.CSharpType}Keywords.Keywords)",
        AttrKind.Enum =>
            $"IrEnums.ParseInteger(parser, {attribute.CSharpType}Keywords.Keywords, {attribute.EnumForm}, \"{attribute.Name}\")",
        AttrKind.Symbol => "Text.AttributeForms.SymbolName(parser)",
        AttrKind.I64 => "parser.Attributes.Parse<IntegerAttr>(IntegerType.I64)",
        AttrKind.I32 => "parser.Attributes.Parse<IntegerAttr>(IntegerType.I32)",
        AttrKind.Index => "parser.Attributes.Parse<IntegerAttr>(IndexType.Instance)",
        AttrKind.String => "parser.Attributes.Parse<StringAttr>(NoneType.Instance)",
        AttrKind.Type => "parser.Attributes.Parse<TypeAttr>(NoneType.Instance)",
        AttrKind.Array => $"Text.AttributeForms.Array(parser, {AttrCode.ElementType(attribute)})",
        // A number or a literal in its place is a mistake in itself: it would have no type.
        _ when attribute.CSharpType is "global::Weft.IR.ArrayAttr" or "global::Weft.IR.DictionaryAttr" or "global::Weft.IR.SymbolRefAttr" =>
            $"parser.Attributes.Parse<{attribute.CSharpType}>(NoneType.Instance)",
        _ => $"parser.Attributes.Parse<{attribute.CSharpType}>()",
    };

    /// <summary>A condition on the token at hand: whether the attribute begins with it. Null when no token can tell.</summary>
    public static string? Begins(AttrModel attribute) => attribute.Kind switch
    {
        AttrKind.Symbol => "tokens.Is(Text.TokenKind.At)",
        AttrKind.String => "tokens.Is(Text.TokenKind.String)",
        AttrKind.Enum when attribute.EnumForm == 2 => "tokens.Is(Text.TokenKind.Less)",
        AttrKind.Array => "tokens.Is(Text.TokenKind.LeftSquare)",
        AttrKind.Enum => "tokens.Is(Text.TokenKind.Word) "
            + $"&& {attribute.CSharpType}Keywords.Keywords.Find(tokens.Text(tokens.Current)) is not null",
        _ => null,
    };
}
