using System;
using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace Weft.IR.Generators;

/// <summary>Makes, from declarations marked with attributes, the code that follows from them.</summary>
[Generator]
public sealed class IrGenerator : IIncrementalGenerator
{
    private static readonly DiagnosticDescriptor BadDeclaration =
        new("WFG001", "Operation declaration", "{0}", "Weft.IR", DiagnosticSeverity.Error, isEnabledByDefault: true);

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var ops = Marked("Op", OpReader.Read);
        context.RegisterSourceOutput(ops, static (output, op) => EmitOp(output, op));

        var names = ops.Select(static (op, _) => (op.Dialect, op.Namespace, op.Class)).Collect();
        var enums = Marked("IrEnum", EnumEmitter.Read);
        var parts = names.Combine(enums.Collect());
        context.RegisterSourceOutput(Marked("Dialect", DialectEmitter.Read).Combine(parts), static (output, pair) =>
            output.AddSource(
                $"{pair.Left.Name}.dialect.g.cs", DialectEmitter.Emit(pair.Left, pair.Right.Left, pair.Right.Right)));

        context.RegisterSourceOutput(enums, static (output, e) => output.AddSource($"{e.FullName}.enum.g.cs", EnumEmitter.Emit(e)));
        context.RegisterSourceOutput(Marked("Rule", RuleEmitter.Read).Collect(), static (output, all) => RuleEmitter.Emit(output, all));
        context.RegisterSourceOutput(Marked("Pass", PassEmitter.Read).Collect(), static (output, all) => PassEmitter.Emit(output, all));

        // The models of all declarations with an attribute.
        IncrementalValuesProvider<T> Marked<T>(string attribute, Func<GeneratorAttributeSyntaxContext, CancellationToken, T> read) =>
            context.SyntaxProvider.ForAttributeWithMetadataName($"Weft.IR.{attribute}Attribute", static (_, _) => true, read)
                .WithTrackingName(attribute);
    }

    private static void EmitOp(SourceProductionContext output, OpModel op)
    {
        var code = CodeWriter.File(op.Namespace, "System.Linq", "Weft.IR", "static Weft.IR.TypeRules", "static Weft.IR.AttributeRules");
        try
        {
            code.Block($"partial class {op.Class}{(op.NamesResults ? " : Text.INamesValues" : "")}", () =>
            {
                new MemberEmitter(op, code).Emit();
                new VerifierEmitter(op, code).Emit();
                if (op.Format is null) return;
                var format = FormatReader.Read(op.Format);
                new ParserEmitter(op, format, code).Emit();
                new PrinterEmitter(op, format, code).Emit();
            });
            output.AddSource($"{op.Name}.g.cs", code.ToString());
        }
        catch (FormatException mistake)
        {
            output.ReportDiagnostic(Microsoft.CodeAnalysis.Diagnostic.Create(BadDeclaration, null, $"{op.Class}: {mistake.Message}"));
        }
    }
}
