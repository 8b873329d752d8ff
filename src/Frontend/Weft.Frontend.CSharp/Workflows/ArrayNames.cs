using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Weft.Frontend.CSharp.Lowering;

namespace Weft.Frontend.CSharp.Workflows;

/// <summary>
/// Which names stand for one array. C# arrays are references: what is written under one name is seen under the others, and a swap only
/// changes names. In IR each name has a value of its own; this says which of them change together.
/// </summary>
internal sealed class ArrayNames : IEquatable<ArrayNames>
{
    public static readonly ArrayNames None = new([], [], [], ImmutableDictionary<Variable, SyntaxNode>.Empty);

    private readonly ImmutableHashSet<Variable> _known;

    // Both ways round each: names of one array, and names of which that depends on the path.
    private readonly ImmutableHashSet<(Variable, Variable)> _same;
    private readonly ImmutableHashSet<(Variable, Variable)> _maybe;

    // Names whose value may be out of date, and what was written that may be their array.
    private readonly ImmutableDictionary<Variable, SyntaxNode> _stale;

    private ArrayNames(
        ImmutableHashSet<Variable> known, ImmutableHashSet<(Variable, Variable)> same, ImmutableHashSet<(Variable, Variable)> maybe,
        ImmutableDictionary<Variable, SyntaxNode> stale) =>
        (_known, _same, _maybe, _stale) = (known, same, maybe, stale);

    /// <summary>The name stands for an array that no other name stands for.</summary>
    public ArrayNames Fresh(Variable name) => new(
        _known.Add(name), Without(_same, name), Without(_maybe, name), _stale.Remove(name));

    /// <summary>The name is not used any more.</summary>
    public ArrayNames Forget(Variable name)
    {
        var cleared = Fresh(name);
        return new(cleared._known.Remove(name), cleared._same, cleared._maybe, cleared._stale);
    }

    /// <summary>The name stands for the array of another name.</summary>
    public ArrayNames Alias(Variable name, Variable other)
    {
        if (name == other) return this;
        var cleared = Fresh(name);
        return new(
            cleared._known, Joined(cleared._same, name, [other, .. cleared.SameAs(other)]),
            Joined(cleared._maybe, name, cleared.MaybeSameAs(other)), cleared._stale);
    }

    /// <summary>The array of a name is written: names that may stand for it are out of date.</summary>
    public ArrayNames Written(Variable name, SyntaxNode by) =>
        new(_known, _same, _maybe, _stale.SetItems(MaybeSameAs(name).Select(other => new KeyValuePair<Variable, SyntaxNode>(other, by))));

    public IEnumerable<Variable> SameAs(Variable name) => Partners(_same, name);

    public IEnumerable<Variable> MaybeSameAs(Variable name) => Partners(_maybe, name);

    public bool MayBeOne(Variable a, Variable b) => a == b || _same.Contains((a, b)) || _maybe.Contains((a, b));

    public bool IsKnown(Variable name) => _known.Contains(name);

    /// <summary>What was written that may be the array of the name; null when its value is good.</summary>
    public SyntaxNode? StaleBy(Variable name) => _stale.TryGetValue(name, out var by) ? by : null;

    /// <summary>What holds where two paths meet, of the names that there were before they parted.</summary>
    public static ArrayNames Join(ArrayNames before, params IReadOnlyList<ArrayNames> ends)
    {
        if (ends.All(end => end == before)) return before;
        var same = ends.Select(e => e._same).Aggregate((a, b) => a.Intersect(b));
        var maybe = ends.Select(e => e._maybe.Union(e._same)).Aggregate((a, b) => a.Union(b)).Except(same);
        var stale = ends.SelectMany(e => e._stale).GroupBy(s => s.Key).ToImmutableDictionary(s => s.Key, s => s.First().Value);
        return new(
            before._known, [.. same.Where(Knows)], [.. maybe.Where(Knows)], stale.RemoveRange(stale.Keys.Where(n => !before.IsKnown(n))));

        bool Knows((Variable A, Variable B) pair) => before.IsKnown(pair.A) && before.IsKnown(pair.B);
    }

    public bool Equals(ArrayNames? other) => this == other || (other is not null
        && _known.SetEquals(other._known) && _same.SetEquals(other._same) && _maybe.SetEquals(other._maybe)
        && _stale.Count == other._stale.Count && _stale.Keys.All(other._stale.ContainsKey));

    public override bool Equals(object? obj) => Equals(obj as ArrayNames);

    public override int GetHashCode() => _known.Count;

    private static IEnumerable<Variable> Partners(ImmutableHashSet<(Variable, Variable)> pairs, Variable name) =>
        pairs.Where(pair => pair.Item1 == name).Select(pair => pair.Item2);

    private static ImmutableHashSet<(Variable, Variable)> Without(ImmutableHashSet<(Variable, Variable)> pairs, Variable name) =>
        pairs.Except(pairs.Where(pair => pair.Item1 == name || pair.Item2 == name));

    private static ImmutableHashSet<(Variable, Variable)> Joined(
        ImmutableHashSet<(Variable, Variable)> pairs, Variable name, IEnumerable<Variable> others) =>
        pairs.Union(others.SelectMany(other => new[] { (name, other), (other, name) }));
}
