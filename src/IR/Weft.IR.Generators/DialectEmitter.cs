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

    public static string Emit(DialectModel dialect, IEnumerable<(string Dialect, string Namespace, string Class)> ops)
    {
        var code = CodeWriter.File(dialect.Namespace);
        code.Block($"partial class {dialect.Class} : global::Weft.IR.Dialect", () =>
        {
            code.Line($"public override string Name => {CodeWriter.Quote(dialect.Name)};").Line();
            code.Line("public override global::System.Collections.Immutable.ImmutableArray<global::Weft.IR.OpInfo> Ops { get; } =");
            code.Line("[");
            foreach (var op in ops.Where(o => o.Dialect == dialect.Name).OrderBy(o => o.Class, System.StringComparer.Ordinal))
                code.Line($"    global::{op.Namespace}.{op.Class}.OpInfo,");
            code.Line("];");
        });
        return code.ToString();
    }
}
