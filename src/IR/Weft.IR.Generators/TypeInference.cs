using System.Collections.Generic;
using System.Linq;

namespace Weft.IR.Generators;

/// <summary>Works out which types follow from others: by constraints with a single type, by traits, by declared matches.</summary>
internal sealed class TypeInference(OpModel op)
{
    /// <summary>Types of results as expressions over the constructor's parameters.</summary>
    public Dictionary<string, string> ForConstructor()
    {
        var known = new Dictionary<string, string>();
        foreach (var operand in op.Operands)
            if (operand.Arity == Arity.One) known[operand.Name] = $"{operand.Parameter}.Type";
        foreach (var attribute in op.Attributes)
            if (attribute.IsRequired && IsTyped(attribute)) known[attribute.Name] = $"{MemberEmitter.Safe(attribute.Name)}.Type";
        Close(known);
        return known;
    }

    /// <summary>Extends types that the text gives to all that follow from them. A value is a C# expression of type IrType.</summary>
    /// <returns>The values from whose types others were computed, which needs them to be as declared.</returns>
    public IReadOnlyList<ValueModel> Close(Dictionary<string, string> known)
    {
        var sources = new List<ValueModel>();
        var all = op.Operands.Concat(op.Results).ToList();
        foreach (var value in all)
            if (value.HasOnlyType && !known.ContainsKey(value.Name)) known[value.Name] = $"{value.ConstraintField}.Only!";

        bool changed;
        do
        {
            changed = false;
            foreach (var match in op.Facts.OfType<TypesMatchModel>())
            {
                if (!known.TryGetValue(match.From, out var from) || !Set(known, match.To, $"{match.Method}({from})")) continue;
                changed = true;
                if (all.Find(v => v.Name == match.From && v.Arity == Arity.One) is { } source && !sources.Contains(source))
                    sources.Add(source);
            }

            foreach (var group in op.Facts.OfType<AllTypesMatchModel>()) changed |= Share(known, group.Names);
            if (op.Has("SameTypeOperands") || op.Has("SameOperandsAndResultType")) changed |= Share(known, op.Operands.Select(o => o.Name));
            if (op.Has("SameOperandsAndResultType")) changed |= Share(known, all.Select(v => v.Name));
        }
        while (changed);
        return sources;
    }

    /// <summary>Whether the stored attribute has a type of its own.</summary>
    public static bool IsTyped(AttrModel attribute) => attribute.Kind == AttrKind.Direct
        && attribute.CSharpType.Substring(attribute.CSharpType.LastIndexOf('.') + 1)
            is "TypedAttribute" or "IntegerAttr" or "FloatAttr" or "DenseElementsAttr";

    private static bool Share(Dictionary<string, string> known, IEnumerable<string> names)
    {
        var list = names.ToList();
        var source = list.FirstOrDefault(known.ContainsKey);
        var changed = false;
        if (source is null) return false;
        foreach (var name in list) changed |= Set(known, name, known[source]);
        return changed;
    }

    private static bool Set(Dictionary<string, string> known, string name, string type)
    {
        if (known.ContainsKey(name)) return false;
        known[name] = type;
        return true;
    }
}
