using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace Weft.IR.Generators;

internal sealed record DialectModel(string Namespace, string Class, string Name);

/// <summary>Writes a dialect's name and its list of operations.</summary>
internal static class DialectEmitter
{
    public static DialectModel Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        return new(type.ContainingNamespace.ToDisplayString(), type.Name, (string)context.Attributes[0].ConstructorArguments[0].Value!);
    }

    public static string Emit(
        DialectModel dialect, IEnumerable<(string Dialect, string Namespace, string Class)> ops, IEnumerable<EnumModel> enums)
    {
        var code = CodeWriter.File(dialect.Namespace);
        code.Block($"partial class {dialect.Class} : global::Weft.IR.Dialect", () =>
        {
            code.Line($"public override string Name => {CodeWriter.Quote(dialect.Name)};").Line();
            // Made when first asked for: to touch its operations is to load all their classes.
            const string Infos = "global::System.Collections.Immutable.ImmutableArray<global::Weft.IR.OpInfo>";
            code.Line($"private {Infos} _ops;").Line();
            code.Line($"public override {Infos} Ops => !_ops.IsDefault ? _ops : _ops =");
            code.Line("[");
            foreach (var op in ops.Where(o => o.Dialect == dialect.Name).OrderBy(o => o.Class, System.StringComparer.Ordinal))
                code.Line($"    global::{op.Namespace}.{op.Class}.OpInfo,");
            code.Line("];");
            var prefix = dialect.Name + ".";
            var keywords = enums.Where(e => e.Form >= 2 && e.IrName.StartsWith(prefix, System.StringComparison.Ordinal)).ToList();
            if (keywords.Count == 0) return;
            code.Line();
            code.Line("public override global::System.Collections.Immutable.ImmutableArray<global::Weft.IR.EnumKeywords> Enums { get; } =");
            code.Line("[");
            foreach (var e in keywords) code.Line($"    global::{e.FullName}Keywords.Keywords,");
            code.Line("];");
        });
        return code.ToString();
    }
}
