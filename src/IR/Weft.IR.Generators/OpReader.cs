using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace Weft.IR.Generators;

/// <summary>Reads an operation's declaration from its class symbol.</summary>
internal static class OpReader
{
    public static OpModel Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        var op = context.Attributes[0];
        var (operands, results) = (new EquatableList<ValueModel>(), new EquatableList<ValueModel>());
        var attributes = new EquatableList<AttrModel>();
        var (regions, successors) = (new EquatableList<RegionModel>(), new EquatableList<SuccessorModel>());
        foreach (var property in Family(type).SelectMany(t => t.GetMembers()).OfType<IPropertySymbol>())
        {
            var inherited = !SymbolEqualityComparer.Default.Equals(property.ContainingType, type);
            cancellation.ThrowIfCancellationRequested();
            foreach (var marker in property.GetAttributes())
            {
                switch (marker.AttributeClass?.Name)
                {
                    case "OperandAttribute": operands.Add(ReadValue(property, marker, inherited)); break;
                    case "ResultAttribute": results.Add(ReadValue(property, marker, inherited)); break;
                    case "AttrAttribute": attributes.Add(AttrReader.Read(property, marker, inherited)); break;
                    case "RegionAttribute":
                        var blocks = Named<int>(marker, "Blocks");
                        regions.Add(new(property.Name, NameOf(property, marker), blocks, property.Type.Name != "Region"));
                        break;
                    case "SuccessorAttribute":
                        successors.Add(new(property.Name, NameOf(property, marker), property.Type.Name != "Block"));
                        break;
                }
            }
        }

        var all = Family(type).SelectMany(t => t.GetAttributes()).ToList();
        return new OpModel(
            type.ContainingNamespace.ToDisplayString(), type.Name, (string)op.ConstructorArguments[0].Value!, FormatOf(type, op, all),
            Named<string>(op, "DefaultDialect") ?? "", SummaryOf(context.TargetNode), ReadTraits(all), operands, results, attributes,
            regions, successors,
            Marked("ImplicitTerminator").FirstOrDefault() is { } implied ? TypeArgument(implied) : null,
            new(Strings(Marked("HasParent").FirstOrDefault())),
            new(all.Select(a => ReadFact(type, a, NameOfMember)).OfType<FactModel>()), new(Directives(type)),
            HasOwnParse(type), HasVerify(type), Methods(type, "InferResults").Any(), type.AllInterfaces.Any(i => i.Name == "INamesValues"));

        // Facts name the properties of the class.
        string NameOfMember(string property) => operands.Concat(results).FirstOrDefault(v => v.Property == property)?.Name
            ?? attributes.FirstOrDefault(a => a.Property == property)?.Name
            ?? property;

        IEnumerable<AttributeData> Marked(string name) => all.Where(a => a.AttributeClass?.Name == $"{name}Attribute");
    }

    private static string TypeArgument(AttributeData attribute) =>
        attribute.AttributeClass!.TypeArguments[0].ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    // The class and the families it belongs to, the most general first.
    private static IEnumerable<INamedTypeSymbol> Family(INamedTypeSymbol type)
    {
        var chain = new Stack<INamedTypeSymbol>();
        for (var t = type; t is not null && t.Name != "Operation"; t = t.BaseType) chain.Push(t);
        return chain;
    }

    private static string? FormatOf(INamedTypeSymbol type, AttributeData op, IEnumerable<AttributeData> all) =>
        Named<string>(op, "Format") ?? (HasOwnParse(type) ? null
            : (string?)all.LastOrDefault(a => a.AttributeClass?.Name == "OpFamilyAttribute")?.ConstructorArguments[0].Value);

    private static bool HasOwnParse(INamedTypeSymbol type) =>
        type.GetMembers("Parse").OfType<IMethodSymbol>().Any(m => m.IsStatic && m.Parameters.Length == 2);

    /// <summary>The name of a part in the IR.</summary>
    public static string NameOf(IPropertySymbol property, AttributeData marker) => Named<string>(marker, "Name") ?? Camel(property.Name);

    public static string Camel(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);

    public static T? Named<T>(AttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(a => a.Key == name).Value is { Kind: not TypedConstantKind.Error, Value: T value }
            ? value : default;

    private static bool HasVerify(INamedTypeSymbol type) =>
        Methods(type, "Verify").Any(m => !m.IsStatic && m.Parameters is [{ Type.Name: "DiagnosticBag" }]);

    private static ValueModel ReadValue(IPropertySymbol property, AttributeData marker, bool inherited)
    {
        var arity = property.Type.Name is "OperandRange" or "ResultRange" ? Arity.Variadic
            : property.Type.NullableAnnotation == NullableAnnotation.Annotated ? Arity.Optional : Arity.One;
        var hasOnlyType = marker.AttributeClass!.TypeArguments[0].GetMembers("Only").Any();
        return new(property.Name, NameOf(property, marker), TypeArgument(marker), arity, hasOnlyType, inherited, property.IsOverride);
    }

    // Each flag of the enum by its own name, in the order written; combined members are taken apart by the enum's fields.
    private static EquatableList<string> ReadTraits(IEnumerable<AttributeData> attributes)
    {
        var traits = new EquatableList<string>();
        var written = attributes.Where(a => a.AttributeClass?.Name == "TraitsAttribute" && a.ConstructorArguments.Length == 1);
        foreach (var list in written.SelectMany(a => a.ConstructorArguments[0].Values))
        {
            var value = (ulong)list.Value!;
            foreach (var field in list.Type!.GetMembers().OfType<IFieldSymbol>())
                if (field.ConstantValue is ulong bit and not 0 && (bit & (bit - 1)) == 0 && (value & bit) != 0
                    && !traits.Contains(field.Name))
                    traits.Add(field.Name);
        }

        return traits;
    }

    private static IEnumerable<IMethodSymbol> Methods(INamedTypeSymbol type, string name) =>
        Family(type).SelectMany(t => t.GetMembers(name)).OfType<IMethodSymbol>();

    // ParseName of a class serves custom<Name>.
    private static IEnumerable<string> Directives(INamedTypeSymbol type) =>
        Family(type).SelectMany(t => t.GetMembers()).OfType<IMethodSymbol>()
            .Where(m => m.IsStatic && m.Name.Length > 5 && m.Name.StartsWith("Parse", StringComparison.Ordinal))
            .Select(m => m.Name.Substring(5)).Distinct();

    private static FactModel? ReadFact(INamedTypeSymbol type, AttributeData attribute, Func<string, string> nameOf)
    {
        switch (attribute.AttributeClass?.Name)
        {
            case "AllTypesMatchAttribute": return new AllTypesMatchModel(new(Strings(attribute).Select(nameOf)));
            case "TypesMatchAttribute":
                return new TypesMatchModel(Text(0), nameOf(Text(1)), nameOf(Text(2)), Text(3));
            case "HoldsAttribute":
                return new HoldsModel(Text(0), Methods(type, Text(1)).Any() ? $"{Text(1)}()" : Text(1));
            default: return null;
        }

        string Text(int index) => (string)attribute.ConstructorArguments[index].Value!;
    }

    private static IEnumerable<string> Strings(AttributeData? attribute) =>
        attribute is { ConstructorArguments: [{ Kind: TypedConstantKind.Array } list] } ? list.Values.Select(v => (string)v.Value!) : [];

    // From the text above the class: the compiler reads documentation only where a project asks for the file.
    private static string SummaryOf(SyntaxNode declaration)
    {
        var lines = declaration.GetLeadingTrivia().ToFullString().Split('\n').Select(line => line.Trim());
        var comments = lines.Where(line => line.StartsWith("///", StringComparison.Ordinal)).Select(line => line.Substring(3));
        var xml = string.Join(" ", comments);
        var text = Regex.Match(xml, "<summary>(.*?)</summary>").Groups[1].Value;
        text = Regex.Replace(text, "<see cref=\"[^\"]*?([A-Za-z]+)\"\\s*/>", "$1");
        text = Regex.Replace(text, "</?[a-z]+[^>]*>", "");
        return Regex.Replace(text, "\\s+", " ").Trim().Replace("&lt;", "<").Replace("&gt;", ">").Replace("&amp;", "&");
    }
}
