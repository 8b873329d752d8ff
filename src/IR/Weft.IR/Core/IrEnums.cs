using System.Linq;

namespace Weft.IR;

/// <summary>What the generated code of enum properties shares.</summary>
public static class IrEnums
{
    public static long ValueOf(Attribute stored) => stored is EnumAttr keyword ? keyword.Value : ((IntegerAttr)stored).Int64;

    /// <summary>Whether an attribute stores a value of the enum in the right form.</summary>
    public static bool Accepts(EnumKeywords keywords, int form, Attribute stored) => (EnumForm)form switch
    {
        EnumForm.Attribute or EnumForm.Plain => stored is EnumAttr keyword && ReferenceEquals(keyword.Keywords, keywords),
        _ => stored is IntegerAttr { Type: IntegerType { IsSignless: true } type } number
            && type.Width == (form == (int)EnumForm.I64 ? 64 : 32) && keywords.Text(number.Int64) is not null,
    };

    public static IntegerAttr? ParseInteger(Text.IrParser parser, EnumKeywords keywords, int form, string attribute) =>
        keywords.Parse(parser, attribute) is { } value
            ? new IntegerAttr(value, form == (int)EnumForm.I64 ? IntegerType.I64 : IntegerType.I32)
            : null;

    public static string Summary(EnumKeywords keywords, int form) => keywords.Summary.Length > 0 ? keywords.Summary
        : (EnumForm)form is EnumForm.Attribute or EnumForm.Plain ? $"{keywords.Name} attribute"
        : $"allowed {(form == (int)EnumForm.I64 ? 64 : 32)}-bit signless integer cases: "
            + string.Join(", ", keywords.Cases.Select(c => c.Value));
}
