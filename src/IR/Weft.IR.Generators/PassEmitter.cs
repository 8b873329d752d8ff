using System.Collections.Immutable;
using System.Linq;
using System.Text;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace Weft.IR.Generators;

/// <param name="Type">The C# type, without <c>?</c>.</param>
internal sealed record PassOptionModel(string Parameter, string Name, string Type, string Default);

/// <param name="Refused">Options of mlir-opt that it lacks: name, default and reason.</param>
internal sealed record PassModel(
    string Namespace, string Class, string Name, string Title, string Description, EquatableList<PassOptionModel> Options,
    EquatableList<EquatableList<string>> Refused);

/// <summary>Writes the registry of passes: name, description, options and how to make one from option texts.</summary>
internal static class PassEmitter
{
    public static PassModel Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        var arguments = context.Attributes[0].ConstructorArguments;
        var constructor = type.InstanceConstructors.Where(c => !c.IsImplicitlyDeclared || c.Parameters.Length == 0)
            .OrderByDescending(c => c.Parameters.Length).First();
        var options = constructor.Parameters.Select(p => new PassOptionModel(
            p.Name, Dashed(p.Name), p.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
            IsOfNothing(p) ? "default" : MemberOf(p) ?? Literal(p.ExplicitDefaultValue)));
        var title = context.Attributes[0].NamedArguments.FirstOrDefault(a => a.Key == "Title").Value.Value as string ?? type.Name;
        var refused = type.GetAttributes().Where(a => a.AttributeClass?.Name == "RefusedOptionAttribute")
            .Select(a => new EquatableList<string>(a.ConstructorArguments.Select(argument => (string)argument.Value!)));
        return new(
            type.ContainingNamespace.ToDisplayString(), type.Name, (string)arguments[0].Value!, title, (string)arguments[1].Value!,
            new(options), new(refused));
    }

    public static void Emit(SourceProductionContext output, ImmutableArray<PassModel> passes)
    {
        if (passes.IsEmpty) return;
        var code = CodeWriter.File(passes[0].Namespace, "Weft.IR");
        code.Line("/// <summary>All passes by name.</summary>");
        code.Block("public static partial class PassRegistry", () =>
        {
            code.Line("public static global::System.Collections.Immutable.ImmutableArray<PassInfo> All { get; } =");
            code.Line("[");
            foreach (var pass in passes.OrderBy(p => p.Name, System.StringComparer.Ordinal))
            {
                var options = pass.Options.Select(o => $"new PassOption({CodeWriter.Quote(o.Name)}, {CodeWriter.Quote(Shown(o.Default))})");
                var arguments = pass.Options.Select(o => $"{o.Parameter}: options.Get<{o.Type}>({CodeWriter.Quote(o.Name)}, {o.Default})");
                var refused = pass.Refused.Select(o => $"new RefusedOption({string.Join(", ", o.Select(CodeWriter.Quote))})");
                var texts = new[] { pass.Name, pass.Title, pass.Description }.Select(CodeWriter.Quote);
                code.Line($"    new({string.Join(", ", texts)}, [{string.Join(", ", options)}], [{string.Join(", ", refused)}],");
                code.Line($"        static options => new global::{pass.Namespace}.{pass.Class}({string.Join(", ", arguments)})),");
            }

            code.Line("];");
        });
        output.AddSource("PassRegistry.g.cs", code.ToString());
    }

    // Lists are empty unless the constructor says otherwise.
    private static bool IsOfNothing(IParameterSymbol parameter) => !parameter.HasExplicitDefaultValue
        || parameter is { Type.IsValueType: true, ExplicitDefaultValue: null };

    // The member of an enum that is a parameter's default.
    private static string? MemberOf(IParameterSymbol parameter) => parameter.Type is not INamedTypeSymbol { TypeKind: TypeKind.Enum } type
        ? null
        : type.GetMembers().OfType<IFieldSymbol>().First(f => Equals(f.ConstantValue, parameter.ExplicitDefaultValue))
            .ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.WithMemberOptions(SymbolDisplayMemberOptions.IncludeContainingType));

    // As it is written for the pass: of an enum the member alone, of a text what the quotes hold.
    private static string Shown(string value) => value.StartsWith("global::", System.StringComparison.Ordinal)
        ? Dashed(value.Substring(value.LastIndexOf('.') + 1))
        : value == "default" ? "" : value.Trim('"');

    // UnrollFactor -> unroll-factor
    private static string Dashed(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsUpper(c) && text.Length > 0) text.Append('-');
            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }

    private static string Literal(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        string text => CodeWriter.Quote(text),
        _ => System.Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
    };
}
