using System.Collections.Generic;
using System.Linq;

namespace Weft.IR.Generators;

/// <summary>Writes <c>VerifyInvariants</c>: counts, attributes, types, traits, in MLIR's order and with its words.</summary>
internal sealed class VerifierEmitter(OpModel op, CodeWriter code)
{
    // Traits that can be violated, and the check of each.
    private static readonly Dictionary<string, string> TraitChecks = new()
    {
        ["SameOperandsAndResultType"] = "TraitVerifier.SameOperandsAndResultType",
        ["SameTypeOperands"] = "TraitVerifier.SameTypeOperands",
        ["SameOperandsAndResultShape"] = "TraitVerifier.SameOperandsAndResultShape",
        ["SameOperandsShape"] = "TraitVerifier.SameOperandsShape",
        ["SameOperandsElementType"] = "TraitVerifier.SameOperandsElementType",
        ["SameOperandsAndResultElementType"] = "TraitVerifier.SameOperandsAndResultElementType",
        ["Elementwise"] = "TraitVerifier.Elementwise",
        ["IsTerminator"] = "TraitVerifier.Terminator",
        ["SingleBlock"] = "TraitVerifier.SingleBlock",
        ["NoRegionArguments"] = "TraitVerifier.NoRegionArguments",
        ["SymbolTable"] = "TraitVerifier.SymbolTable",
        ["Symbol"] = "TraitVerifier.Symbol",
    };

    public void Emit()
    {
        foreach (var constraint in op.Operands.Concat(op.Results).Select(v => v.Constraint).Distinct())
            code.Line($"private static readonly {constraint} {FieldOf(constraint)} = new();");
        code.Block("public override bool VerifyInvariants(DiagnosticBag diagnostics)", () =>
        {
            Counts();
            if (op.HasOperandSegments) Check($"TraitVerifier.Segments(this, \"operand\", {op.Attributes.Count}, {op.Operands.Count}, OperandSlots.Length, diagnostics)");
            if (op.HasResultSegments) Check($"TraitVerifier.Segments(this, \"result\", {op.Attributes.Count + (op.HasOperandSegments ? 1 : 0)}, {op.Results.Count}, Results.Length, diagnostics)");
            for (var i = 0; i < op.Attributes.Count; i++) Attribute(op.Attributes[i], i);
            Types("operand", op.Operands, "Operands");
            Types("result", op.Results, "Results");
            for (var i = 0; i < op.Regions.Count; i++) Region(op.Regions[i], i);
            foreach (var match in op.TypesMatch.Where(m => One(m.From) is not null && One(m.To) is not null)) Match(match);
            foreach (var group in op.AllTypesMatch) AllMatch(group);
            foreach (var trait in op.Traits)
                if (TraitChecks.TryGetValue(trait, out var check)) Check($"{check}(this, diagnostics)");
            if (op.Parents.Count > 0) Check($"TraitVerifier.HasParent(this, diagnostics, {string.Join(", ", op.Parents.Select(CodeWriter.Quote))})");
            if (op.ImplicitTerminator is { } terminator) Check($"TraitVerifier.ImplicitTerminator(this, {terminator}.OpInfo, diagnostics)");
            if (op.HasVerify) Check("Verify(diagnostics)");
            code.Line("return true;");
        });
    }

    private void Check(string condition) => code.Line($"if (!{condition}) return false;");

    private static string FieldOf(string constraint) => "s_" + constraint.Substring(constraint.LastIndexOf('.') + 1);

    private void Counts()
    {
        var anyRegions = op.Regions.Any(r => r.IsVariadic);
        Check($"TraitVerifier.Regions(this, {op.Regions.Count - (anyRegions ? 1 : 0)}, {Bool(anyRegions)}, diagnostics)");
        Check($"TraitVerifier.Results(this, {Fixed(op.Results)}, {Bool(op.Results.Any(r => r.Arity != Arity.One))}, diagnostics)");
        var anySuccessors = op.Successors.Any(s => s.IsVariadic);
        Check($"TraitVerifier.Successors(this, {op.Successors.Count - (anySuccessors ? 1 : 0)}, {Bool(anySuccessors)}, diagnostics)");
        Check($"TraitVerifier.Operands(this, {Fixed(op.Operands)}, {Bool(op.Operands.Any(o => o.Arity != Arity.One))}, diagnostics)");
    }

    private static string Bool(bool value) => value ? "true" : "false";

    private static int Fixed(IEnumerable<ValueModel> values) => values.Count(v => v.Arity == Arity.One);

    private void Attribute(AttrModel attribute, int index)
    {
        var name = CodeWriter.Quote(attribute.Name);
        var summary = attribute.Kind == AttrKind.Enum
            ? $"IrEnums.Summary({attribute.CSharpType}Keywords.Keywords, {attribute.EnumForm})"
            : CodeWriter.Quote(attribute.Summary);
        if (attribute.IsRequired) code.Line($"if (Property({index}) is null) return Error(diagnostics, \"requires attribute '{attribute.Name}'\");");
        code.Line($"if (Property({index}) is {{ }} attribute{index} && !({AttrCode.Test(attribute, $"attribute{index}")})) "
            + $"return Error(diagnostics, \"attribute '\" + {name} + \"' failed to satisfy constraint: \" + {summary});");
    }

    private void Types(string kind, IReadOnlyList<ValueModel> values, string list)
    {
        if (values.Count == 0) return;
        code.Block("", () =>
        {
            code.Line("var index = 0;");
            foreach (var value in values)
            {
                if (value.Arity == Arity.One)
                {
                    code.Line($"if (!TraitVerifier.Type(this, \"{kind}\", index, {list}[index].Type, {FieldOf(value.Constraint)}, diagnostics)) return false;");
                    code.Line("index++;");
                    continue;
                }

                var member = value.Arity == Arity.Variadic ? $"{value.Property}.Count" : $"({value.Property} is null ? 0 : 1)";
                code.Line($"for (var end = index + {member}; index < end; index++)");
                code.Line($"    if (!TraitVerifier.Type(this, \"{kind}\", index, {list}[index].Type, {FieldOf(value.Constraint)}, diagnostics)) return false;");
            }
        });
    }

    private void Region(RegionModel region, int index)
    {
        if (region.IsVariadic) return;
        if (region.Blocks > 0)
            code.Line($"if ({region.Property}.Blocks.Count != {region.Blocks}) return Error(diagnostics, \"region #{index} ('{region.Name}') failed to verify constraint: region with {region.Blocks} blocks\");");
        else if (region.NonEmpty)
            code.Line($"if ({region.Property}.IsEmpty) return Error(diagnostics, \"region #{index} ('{region.Name}') failed to verify constraint: region with at least 1 blocks\");");
    }

    private void Match(TypesMatchModel match) =>
        code.Line($"if ({TypeInference.Apply(match.Method, TypeOf(match.From))} is {{ }} expected{match.To} && {TypeOf(match.To)} != expected{match.To}) "
            + $"return Error(diagnostics, {CodeWriter.Quote($"failed to verify that {match.Summary}")});");

    private void AllMatch(IReadOnlyList<string> names)
    {
        var first = TypeOf(names[0]);
        var different = string.Join(" || ", names.Skip(1).Select(n => $"{TypeOf(n)} != {first}"));
        code.Line($"if ({different}) return Error(diagnostics, \"failed to verify that all of {{{string.Join(", ", names)}}} have same type\");");
    }

    private ValueModel? One(string name) => op.Operands.Concat(op.Results).FirstOrDefault(v => v.Name == name && v.Arity == Arity.One);

    private string TypeOf(string name) =>
        One(name) is { } value ? $"{value.Property}.Type" : $"((TypedAttribute)Property({op.Attributes.FindIndex(a => a.Name == name)})!).Type";
}
