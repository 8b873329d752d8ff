using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace Weft.IR.Generators;

/// <param name="Result">What the method gives: a value or operation to put in the root's place, or whether it changed something.</param>
/// <param name="Rewriter">The type of the second parameter, or empty.</param>
internal sealed record RuleModel(string Namespace, string Class, string Method, string Root, string Rewriter, string Result);

/// <summary>Writes, for each class with rules, the property <c>Rules</c> that lists them by root operation.</summary>
internal static class RuleEmitter
{
    public static RuleModel Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var method = (IMethodSymbol)context.TargetSymbol;
        return new(method.ContainingNamespace.ToDisplayString(), method.ContainingType.Name, method.Name,
            NameOf(method.Parameters[0]), method.Parameters.Length > 1 ? NameOf(method.Parameters[1]) : "",
            method.ReturnType switch
            {
                { SpecialType: SpecialType.System_Boolean } => "bool",
                { Name: "Value" } => "Value",
                _ => "Operation",
            });
    }

    private static string NameOf(IParameterSymbol parameter) => parameter.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    public static void Emit(SourceProductionContext output, ImmutableArray<RuleModel> rules)
    {
        foreach (var group in rules.GroupBy(r => (r.Namespace, r.Class)))
        {
            var code = CodeWriter.File(group.Key.Namespace, "Weft.IR");
            code.Block($"partial class {group.Key.Class}", () =>
            {
                code.Line("/// <summary>The rules of this class, by root operation.</summary>");
                code.Line("public static RuleSet Rules { get; } = new(");
                var lines = group.Select(Entry).ToList();
                for (var i = 0; i < lines.Count; i++) code.Line("    " + lines[i] + (i + 1 < lines.Count ? "," : ");"));
            });
            output.AddSource($"{group.Key.Namespace}.{group.Key.Class}.rules.g.cs", code.ToString());
        }
    }

    private static string Entry(RuleModel rule)
    {
        var call = $"{rule.Method}(({rule.Root})op{(rule.Rewriter.Length > 0 ? $", ({rule.Rewriter})rewriter" : "")})";
        var body = rule.Result switch
        {
            "bool" => call,
            "Value" => $"{call} is {{ }} value && rewriter.Replace(op, value)",
            _ => $"{call} is {{ }} replacement && rewriter.Replace(op, replacement)",
        };
        return $"new Rule(\"{rule.Class}.{rule.Method}\", {rule.Root}.OpInfo, static (op, rewriter) => {body})";
    }
}
