using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Weft.IR;

namespace Weft.Frontend.CSharp;

/// <summary>Reads the fields of structs from their declarations.</summary>
internal static class StructReader
{
    // Broken programs have structs in circles.
    private const int MaximumDepth = 16;

    // A copy of an inline array copies each number by itself.
    private const int MaximumNumbers = 256;

    /// <summary>The fields of the structs of System.Numerics, whose source is not at hand.</summary>
    private static readonly Dictionary<string, (ScalarType Type, string[] Names)> Numerics = new()
    {
        ["Vector2"] = (ScalarType.Single, ["X", "Y"]),
        ["Vector3"] = (ScalarType.Single, ["X", "Y", "Z"]),
        ["Vector4"] = (ScalarType.Single, ["X", "Y", "Z", "W"]),
        ["Complex"] = (ScalarType.Double, ["Real", "Imaginary"]),
    };

    public static StructType? Read(ITypeSymbol? type, out string problem) => Read(type, 0, out problem);

    /// <summary>The name that a field has in its <see cref="StructType"/>.</summary>
    public static string NameOf(ISymbol member) => member switch
    {
        IFieldSymbol { CorrespondingTupleField: { } item } => item.Name,
        IFieldSymbol { AssociatedSymbol: { } property } => property.Name,
        _ => member.Name,
    };

    /// <summary>Whether an accessor only reads or writes the field behind its property.</summary>
    public static bool IsAuto(IMethodSymbol? accessor) => accessor?.DeclaringSyntaxReferences is not [var reference]
        || reference.GetSyntax() is not (ArrowExpressionClauseSyntax
            or AccessorDeclarationSyntax { Body: not null } or AccessorDeclarationSyntax { ExpressionBody: not null });

    public static bool IsNumerics(ITypeSymbol? type) =>
        type is INamedTypeSymbol { IsGenericType: false, ContainingNamespace: { Name: "Numerics", ContainingNamespace.Name: "System" } }
        && type.DeclaringSyntaxReferences.Length == 0 && Numerics.ContainsKey(type.Name);

    private static StructType? Read(ITypeSymbol? type, int depth, out string problem)
    {
        problem = "";
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Struct, SpecialType: SpecialType.None } named) return null;
        if (named.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T) return Nullable(named, depth, out problem);
        if (type.DeclaringSyntaxReferences.Length == 0 && !type.IsTupleType && !IsNumerics(type)) return null;
        var keyword = type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        if (IsNumerics(type))
        {
            var (scalar, names) = Numerics[type.Name];
            return new(keyword, names.Select((name, i) => new StructField(name, scalar, i)).ToSequence());
        }

        problem = ProblemOf(named, depth) ?? "";
        if (problem.Length > 0) return null;
        if (InlineLength(named) is { } length) return InlineArray(named, length, depth, out problem);
        var (fields, first) = (new List<StructField>(), 0);
        foreach (var field in FieldsOf(named))
        {
            if (FieldType(field, depth, out problem) is not { } fieldType) return null;
            fields.Add(new(NameOf(field), fieldType, first));
            first += fieldType.Leaves.Count;
        }

        return new(keyword, fields.ToSequence())
        {
            LayoutProblem = LayoutProblem(named) ?? Inherited(fields),
            IsTuple = named.IsTupleType,
            IsRecord = named.IsRecord,
            OwnEquals = !named.IsTupleType && named.GetMembers("Equals").Any(m => !m.IsImplicitlyDeclared),
        };
    }

    // It declares one field and has many.
    private static StructType? InlineArray(INamedTypeSymbol type, int length, int depth, out string problem)
    {
        var declared = FieldsOf(type).First();
        if (FieldType(declared, depth, out problem) is not { } element) return null;
        var count = element.Leaves.Count;
        if ((long)length * count > MaximumNumbers)
        {
            problem = $"it is an inline array of {length * (long)count} numbers, and values have up to {MaximumNumbers}: write stackalloc";
            return null;
        }

        return new(
            type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
            Enumerable.Range(0, length).Select(i => new StructField(i == 0 ? NameOf(declared) : $"[{i}]", element, i * count)).ToSequence())
        {
            LayoutProblem = "it is an inline array: take a span of its elements", InlineElement = element,
        };
    }

    private static KernelType? FieldType(IFieldSymbol field, int depth, out string problem)
    {
        var type = TypeOf(field.Type, depth, out var inside);
        problem = type is not null ? ""
            : inside.Length > 0 ? $"its field '{NameOf(field)}' is none: {inside}"
            : $"its field '{NameOf(field)}' is of type '{field.Type.ToDisplayString()}'";
        return type;
    }

    private static StructType? Nullable(INamedTypeSymbol type, int depth, out string problem)
    {
        if (TypeOf(type.TypeArguments[0], depth, out problem) is not { } value) return null;
        return new(
            type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
            [new("HasValue", ScalarType.Bool, 0), new("Value", value, 1)])
        {
            LayoutProblem = "nobody knows where nullables have their parts; make it a bool and a value", NullableValue = value,
        };
    }

    private static KernelType? TypeOf(ITypeSymbol type, int depth, out string problem)
    {
        problem = "";
        return ScalarType.Of(type) ?? (KernelType?)Read(type, depth + 1, out problem);
    }

    private static IEnumerable<IFieldSymbol> FieldsOf(INamedTypeSymbol type) =>
        type.IsTupleType ? type.TupleElements.Select(e => e.CorrespondingTupleField ?? e)
        : type.GetMembers().OfType<IFieldSymbol>().Where(f => !f.IsStatic && !f.IsConst);

    private static string? ProblemOf(INamedTypeSymbol type, int depth) =>
        depth > MaximumDepth ? "its structs are nested too deeply"
        : type.IsTupleType ? null
        : Layout(type) == 2 ? "its fields lie at explicit places"
        : CapturesParameters(type) ? "its primary constructor adds fields; make it a record struct"
        : FieldsOf(type).FirstOrDefault(f => f.IsFixedSizeBuffer) is { } buffer ? $"its field '{buffer.Name}' is a fixed buffer"
        : !FieldsOf(type).Any() ? "it has no fields"
        : null;

    private static int? InlineLength(INamedTypeSymbol type) =>
        type.GetAttributes().FirstOrDefault(a => a.AttributeClass?.Name == "InlineArrayAttribute")
            is { ConstructorArguments: [{ Value: int length }] } ? length : null;

    // Parameters that only initializers name are no fields. Any other name that is the same counts as a use.
    private static bool CapturesParameters(INamedTypeSymbol type) => !type.IsRecord
        && type.DeclaringSyntaxReferences.Select(r => r.GetSyntax()).OfType<StructDeclarationSyntax>().ToList() is var parts
        && parts.FirstOrDefault(part => part.ParameterList is not null)?.ParameterList is { } list
        && list.Parameters.Select(p => p.Identifier.ValueText).ToList() is var names
        && parts.SelectMany(part => part.Members).SelectMany(NamesOutsideInitializers).Any(names.Contains);

    private static IEnumerable<string> NamesOutsideInitializers(MemberDeclarationSyntax member)
    {
        var initializer = member switch
        {
            FieldDeclarationSyntax => member,
            PropertyDeclarationSyntax property => property.Initializer,
            _ => (SyntaxNode?)null,
        };
        return member.DescendantNodes(node => node != initializer).OfType<IdentifierNameSyntax>().Select(name => name.Identifier.ValueText);
    }

    private static string? LayoutProblem(INamedTypeSymbol type) =>
        type.IsTupleType ? "the fields of tuples have no fixed order in memory"
        : Layout(type) == 3 || LayoutArguments(type, "Pack") || LayoutArguments(type, "Size") ? "its StructLayout is not the plain one"
        : null;

    private static string? Inherited(List<StructField> fields) => fields
        .Where(f => f.Type is StructType { LayoutProblem: not null })
        .Select(f => $"its field '{f.Name}' has no fixed layout: {((StructType)f.Type).LayoutProblem}").FirstOrDefault();

    private static AttributeData? LayoutAttribute(INamedTypeSymbol type) =>
        type.GetAttributes().FirstOrDefault(a => a.AttributeClass?.Name == "StructLayoutAttribute");

    // The members of System.Runtime.InteropServices.LayoutKind: 0 is sequential, 2 explicit, 3 auto.
    private static int Layout(INamedTypeSymbol type) =>
        LayoutAttribute(type)?.ConstructorArguments is [{ Value: { } kind }] ? System.Convert.ToInt32(kind) : 0;

    private static bool LayoutArguments(INamedTypeSymbol type, string name) =>
        LayoutAttribute(type)?.NamedArguments.Any(a => a.Key == name) ?? false;
}
