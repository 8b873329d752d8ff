using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;

namespace Weft.IR.Export;

/// <summary>
/// A dialect as IRDL: <c>mlir-opt --irdl-file</c> reads it and then checks programs of the dialect in generic form, with their
/// attributes in braces. IRDL says less than a declaration does: what it has no words for is any type, attributes that may be left
/// out are not listed, terminators are not known as such, and the values of one variadic operand must be of one type.
/// </summary>
public static class IrdlModule
{
    // Each constraint as the types it allows.
    private static readonly Dictionary<Type, string[]> Types = new()
    {
        [typeof(Index)] = ["is index"],
        [typeof(I1)] = ["is i1"],
        [typeof(AnyInteger)] = ["base \"!builtin.integer\""],
        [typeof(AnySignlessInteger)] = ["base \"!builtin.integer\""],
        [typeof(AnySignlessIntegerOrIndex)] = ["base \"!builtin.integer\"", "is index"],
        [typeof(AnyMemRef)] = ["base \"!builtin.memref\""],
        [typeof(AnyRankedOrUnrankedMemRef)] = ["base \"!builtin.memref\"", "base \"!builtin.unranked_memref\""],
        [typeof(AnyRankedTensor)] = ["base \"!builtin.tensor\""],
    };

    // Each kind of attribute, by the verifier's words for it.
    private static readonly Dictionary<string, string> Attributes = new()
    {
        ["string attribute"] = "base \"#builtin.string\"",
        ["flat symbol reference attribute"] = "base \"#builtin.symbol_ref\"",
        ["64-bit signless integer attribute"] = "base \"#builtin.integer\"",
        ["32-bit signless integer attribute"] = "base \"#builtin.integer\"",
        ["type attribute of function type"] = "base \"#builtin.type\"",
        ["array attribute"] = "base \"#builtin.array\"",
    };

    /// <summary>The text of <c>irdl.dialect @name { ... }</c>.</summary>
    public static string Write(Dialect dialect)
    {
        var text = new StringBuilder($"irdl.dialect @{dialect.Name} {{\n");
        foreach (var op in dialect.AllOps.OrderBy(op => op.Name, StringComparer.Ordinal)) Write(op, text);
        return text.Append("}\n").ToString();
    }

    private static void Write(OpInfo op, StringBuilder text)
    {
        var declaration = op.Declaration;
        text.Append($"  // {op.Summary}\n  irdl.operation @{op.Name.Substring(op.Dialect.Length + 1)} {{\n");
        Values("operands", declaration.Operands, op.Has(OpTraits.SameTypeOperands), text);
        Values("results", declaration.Results, false, text);
        var required = declaration.Attributes.Where(a => a.Presence == Presence.Required).ToList();
        foreach (var attribute in required)
            text.Append($"    %{attribute.Name} = irdl.{(Attributes.TryGetValue(attribute.Summary, out var known) ? known : "any")}\n");
        if (required.Count > 0)
            text.Append($"    irdl.attributes {{{string.Join(", ", required.Select(a => $"\"{a.Name}\" = %{a.Name}"))}}}\n");
        // An unbounded number of regions cannot be said.
        if (declaration.Regions.All(r => !r.IsVariadic) && declaration.Regions.Length > 0)
        {
            foreach (var region in declaration.Regions)
                text.Append($"    %{region.Name} = irdl.region{(region.Blocks > 0 ? $" with size {region.Blocks}" : "")}\n");
            text.Append($"    irdl.regions({string.Join(", ", declaration.Regions.Select(r => $"%{r.Name}"))})\n");
        }

        text.Append("  }\n");
    }

    private static void Values(string kind, ImmutableArray<ValueDeclaration> values, bool haveOneType, StringBuilder text)
    {
        if (values.IsEmpty) return;
        var constraints = values.Select(v => haveOneType ? values[0].Name : v.Name).ToList();
        foreach (var value in values)
            if (constraints.Contains(value.Name)) Constraint(value, text);
        text.Append($"    irdl.{kind}({string.Join(", ", values.Select((v, i) => Prefix(v.Arity) + $"%{constraints[i]}"))})\n");
    }

    private static void Constraint(ValueDeclaration value, StringBuilder text)
    {
        var types = Types.TryGetValue(value.Type.GetType(), out var known) ? known : ["any"];
        if (types.Length == 1)
        {
            text.Append($"    %{value.Name} = irdl.{types[0]}\n");
            return;
        }

        for (var i = 0; i < types.Length; i++) text.Append($"    %{value.Name}_{i} = irdl.{types[i]}\n");
        text.Append($"    %{value.Name} = irdl.any_of({string.Join(", ", types.Select((_, i) => $"%{value.Name}_{i}"))})\n");
    }

    private static string Prefix(Arity arity) => arity switch { Arity.Optional => "optional ", Arity.Variadic => "variadic ", _ => "" };
}
