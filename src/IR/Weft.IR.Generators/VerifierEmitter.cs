using System;
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
        ["CastCompatible"] = "TraitVerifier.CastCompatible",
        ["Elementwise"] = "TraitVerifier.Elementwise",
        ["IsTerminator"] = "TraitVerifier.Terminator",
        ["SymbolTable"] = "TraitVerifier.SymbolTable",
        ["Symbol"] = "TraitVerifier.Symbol",
    };

    // Traits of the structure, which is checked before attributes and types are looked at.
    private static readonly Dictionary<string, string> StructureChecks = new()
    {
        ["SingleBlock"] = "TraitVerifier.SingleBlock",
        ["NoRegionArguments"] = "TraitVerifier.NoRegionArguments",
    };

    public void Emit()
    {
        foreach (var (constraint, field) in op.Operands.Concat(op.Results).Select(v => (v.Constraint, v.ConstraintField)).Distinct())
            code.Line($"private static readonly {constraint} {field} = new();");
        code.Block("public override bool VerifyInvariants(DiagnosticBag diagnostics)", () =>
        {
            Counts();
            Structure();
            Attributes();
            Types("operand", op.Operands, "Operands");
            Types("result", op.Results, "Results");
            for (var i = 0; i < op.Regions.Count; i++) Region(op.Regions[i], i);
            foreach (var fact in op.Facts) Fact(fact);
            Traits(TraitChecks);
            if (op.HasVerify) Check("Verify(diagnostics)");
            code.Line("return true;");
        });
        if (op.ImplicitTerminator is not { } terminator) return;
        code.Line("public override bool VerifyRegionInvariants(DiagnosticBag diagnostics) =>");
        code.Line($"    TraitVerifier.ImplicitTerminator(this, {terminator}.OpInfo, diagnostics);");
    }

    private void Check(string condition) => code.Line($"if (!{condition}) return false;");

    private void Fail(string condition, string message) => code.Line($"if ({condition}) return Error(diagnostics, {message});");

    private void Segments(string kind, int property, string total) =>
        Check($"TraitVerifier.Segments(this, \"{kind}\", {property}, {total}, diagnostics)");

    private void Counts()
    {
        Check($"TraitVerifier.Regions(this, {Counted(op.Regions.Select(r => r.IsVariadic))}, diagnostics)");
        Check($"TraitVerifier.Results(this, {Counted(op.Results.Select(r => r.Arity != Arity.One))}, diagnostics)");
        Check($"TraitVerifier.Successors(this, {Counted(op.Successors.Select(s => s.IsVariadic))}, diagnostics)");
        Check($"TraitVerifier.Operands(this, {Counted(op.Operands.Select(o => o.Arity != Arity.One))}, diagnostics)");
    }

    private void Structure()
    {
        if (op.Parents.Count > 0)
            Check($"TraitVerifier.HasParent(this, diagnostics, {string.Join(", ", op.Parents.Select(CodeWriter.Quote))})");
        var segments = op.Attributes.Count;
        if (op.HasOperandSegments) Segments("operand", segments++, "OperandSlots.Length");
        if (op.HasResultSegments) Segments("result", segments, "Results.Length");
        Traits(StructureChecks);
    }

    private void Traits(Dictionary<string, string> checks)
    {
        foreach (var trait in op.Traits)
            if (checks.TryGetValue(trait, out var check)) Check($"{check}(this, diagnostics)");
    }

    // How many there are at least, and whether there may be more.
    private static string Counted(IEnumerable<bool> areVariable) =>
        $"{areVariable.Count(v => !v)}, {CodeWriter.Bool(areVariable.Contains(true))}";

    // All that must be there first, by name; then what each is, as declared.
    private void Attributes()
    {
        var indices = Enumerable.Range(0, op.Attributes.Count);
        foreach (var i in indices.Where(i => op.Attributes[i].IsRequired).OrderBy(i => op.Attributes[i].Name, StringComparer.Ordinal))
            Fail($"Property({i}) is null", $"\"requires attribute '{op.Attributes[i].Name}'\"");
        for (var i = 0; i < op.Attributes.Count; i++)
            Fail(
                $"Property({i}) is {{ }} attribute{i} && !({AttrCode.Test(op.Attributes[i], $"attribute{i}")})",
                $"\"attribute '{op.Attributes[i].Name}' failed to satisfy constraint: \" + {AttrCode.Summary(op.Attributes[i])}");
    }

    private void Types(string kind, IReadOnlyList<ValueModel> values, string list)
    {
        if (values.Count == 0) return;
        code.Block("", () =>
        {
            code.Line("var index = 0;");
            foreach (var value in values)
            {
                var count = value.Arity == Arity.One ? "1" : MemberEmitter.CountOf(op, values, value);
                if (value.Arity == Arity.Optional)
                    Check($"TraitVerifier.AtMostOne(this, \"{kind}\", index, {count}, diagnostics)");
                code.Line($"for (var end = index + {count}; index < end; index++)");
                var field = value.ConstraintField;
                var check = value.Arity == Arity.Variadic ? "VariadicType" : "Type";
                code.Line($"    if (!TraitVerifier.{check}(this, \"{kind}\", index, {list}[index].Type, {field}, diagnostics))")
                    .Line("        return false;");
            }
        });
    }

    private void Region(RegionModel region, int index)
    {
        if (region.Blocks == 0) return;
        if (region.IsVariadic) code.Line($"for (var region = {index}; region < Regions.Count; region++)");
        var number = region.IsVariadic ? "region" : $"{index}";
        Fail(
            $"Regions[{number}].Blocks.Count != {region.Blocks}",
            $"$\"region #{{{number}}} ('{region.Name}') failed to verify constraint: region with {region.Blocks} blocks\"");
    }

    private void Fact(FactModel fact)
    {
        switch (fact)
        {
            case TypesMatchModel match when One(match.From) is not null && One(match.To) is not null: Match(match); break;
            case TypesMatchModel match when One(match.From) is not null && Optional(match.To) is { } value: Match(match, value); break;
            case AllTypesMatchModel group: AllMatch(group.Names); break;
            case HoldsModel holds:
                Fail($"!{holds.Expression}", CodeWriter.Quote($"failed to verify that {holds.Summary}"));
                break;
        }
    }

    private void Match(TypesMatchModel match) => Fail(
        $"{match.Method}({TypeOf(match.From)}) is {{ }} expected{match.To} && {TypeOf(match.To)} != expected{match.To}",
        CodeWriter.Quote($"failed to verify that {match.Summary}"));

    private void Match(TypesMatchModel match, ValueModel optional) => Fail(
        $"{optional.Property} is {{ }} {match.To} && {match.Method}({TypeOf(match.From)}) is {{ }} expected{match.To} "
            + $"&& {match.To}.Type != expected{match.To}",
        CodeWriter.Quote($"failed to verify that {match.Summary}"));

    private void AllMatch(IReadOnlyList<string> names)
    {
        var first = TypeOf(names[0]);
        var different = string.Join(" || ", names.Skip(1).Select(n => $"{TypeOf(n)} != {first}"));
        Fail(different, $"\"failed to verify that all of {{{string.Join(", ", names)}}} have same type\"");
    }

    private ValueModel? One(string name) => op.Operands.Concat(op.Results).FirstOrDefault(v => v.Name == name && v.Arity == Arity.One);

    private ValueModel? Optional(string name) =>
        op.Operands.Concat(op.Results).FirstOrDefault(v => v.Name == name && v.Arity == Arity.Optional);

    private string TypeOf(string name) => One(name) is { } value ? $"{value.Property}.Type"
        : op.Attributes.FindIndex(a => a.Name == name) is >= 0 and var index ? $"((TypedAttribute)Property({index})!).Type"
        : throw new System.FormatException($"'{op.Name}' has no operand, result or attribute '{name}'");
}
