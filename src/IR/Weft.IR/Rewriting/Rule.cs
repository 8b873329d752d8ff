using System;
using System.Collections.Generic;
using System.Linq;

namespace Weft.IR;

/// <summary>
/// Marks a static method as a rewrite rule. Its first parameter is the root operation, an optional second one the rewriter, of the
/// class that the rule is run with. It gives what replaces the root (a value, or an operation to insert), null where it does not apply,
/// or (as bool) whether it changed something itself. The generator collects the rules of a class in its property <c>Rules</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RuleAttribute : System.Attribute;

/// <summary>A rewrite rule: its name for reports, the operation it starts from (null: any), what it does.</summary>
public sealed record Rule(string Name, OpInfo? Root, Func<Operation, Rewriter, bool> Apply);

/// <summary>Rules by root operation, tried in the order given; those for any operation after its own.</summary>
public sealed class RuleSet
{
    // Most sets are only parts of others.
    private readonly Lazy<(Dictionary<OpInfo, Rule[]> ByRoot, Rule[] OfAny)> _tables;

    public RuleSet(params IEnumerable<Rule> rules)
    {
        All = rules.ToList();
        _tables = new(() =>
        {
            var ofAny = All.Where(r => r.Root is null).ToArray();
            return (All.Where(r => r.Root is not null).GroupBy(r => r.Root!).ToDictionary(g => g.Key, g => g.Concat(ofAny).ToArray()), ofAny);
        });
    }

    public IReadOnlyList<Rule> All { get; }

    public Rule[] For(OpInfo root)
    {
        var (byRoot, ofAny) = _tables.Value;
        return byRoot.TryGetValue(root, out var rules) ? rules : ofAny;
    }

    public static RuleSet Concat(params IEnumerable<RuleSet> sets) => new(sets.SelectMany(s => s.All));
}
