using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace Weft.IR.Generators;

internal sealed record EnumModel(
    string Namespace, string Name, string IrName, int Form, bool IsFlags, string Separator, string Summary, string CppName,
    EquatableList<(string Keyword, long Value)> Cases)
{
    public string FullName => $"{Namespace}.{Name}";
}

/// <summary>Writes an enum's keywords and its conversion to an attribute.</summary>
internal static class EnumEmitter
{
    public static EnumModel Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        var arguments = context.Attributes[0].ConstructorArguments;
        var cases = type.GetMembers().OfType<IFieldSymbol>().Where(f => f.HasConstantValue).Select(f => (
            f.GetAttributes().FirstOrDefault(a => a.AttributeClass?.Name == "KeywordAttribute") is { } keyword
                ? (string)keyword.ConstructorArguments[0].Value!
                : f.Name.ToLowerInvariant(),
            System.Convert.ToInt64(f.ConstantValue, System.Globalization.CultureInfo.InvariantCulture)));
        return new(type.ContainingNamespace.ToDisplayString(), type.Name, (string)arguments[0].Value!, (int)arguments[1].Value!,
            type.GetAttributes().Any(a => a.AttributeClass?.Name == "FlagsAttribute"),
            OpReader.Named<string>(context.Attributes[0], "Separator") ?? ",",
            OpReader.Named<string>(context.Attributes[0], "Summary") ?? "",
            OpReader.Named<string>(context.Attributes[0], "CppName") ?? (string)arguments[0].Value!, new(cases));
    }

    public static string Emit(EnumModel model)
    {
        var code = CodeWriter.File(model.Namespace, "Weft.IR");
        code.Line($"/// <summary>How {model.Name} is written in IR.</summary>");
        code.Block($"public static class {model.Name}Keywords", () =>
        {
            var cases = string.Join(", ", model.Cases.Select(c => $"({CodeWriter.Quote(c.Keyword)}, {c.Value}L)"));
            var (name, separator) = (CodeWriter.Quote(model.IrName), CodeWriter.Quote(model.Separator));
            code.Line("public static EnumKeywords Keywords { get; } =");
            var isPlain = CodeWriter.Bool(model.Form == 3);
            code.Line($"    new({name}, {CodeWriter.Bool(model.IsFlags)}, [{cases}], {separator}, {isPlain})");
            code.Line("    {");
            code.Line($"        Summary = {CodeWriter.Quote(model.Summary)}, CppName = {CodeWriter.Quote(model.CppName)},");
            code.Line("    };").Line();
            var attribute = model.Form switch
            {
                0 => "IntegerAttr.I64((long)value)",
                1 => "IntegerAttr.I32((int)value)",
                _ => "new EnumAttr(Keywords, (long)value)",
            };
            code.Line($"public static Attribute ToAttribute(this {model.Name} value) => {attribute};").Line();
            code.Line($"public static string Keyword(this {model.Name} value) => Keywords.Text((long)value) ?? \"\";");
        });
        return code.ToString();
    }
}
