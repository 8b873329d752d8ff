using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Replaces operations that compute what another one has computed on every path before. Loads count as equal while nothing was
/// written in between.
/// </summary>
[Pass("cse", "Replaces operations by earlier ones that compute the same.")]
public sealed record Cse : IPass
{
    public void Run(Operation root, PassContext context)
    {
        var run = new CseRun(new Dominance());
        foreach (var region in root.Regions) run.VisitRegion(region, null);
    }
}

/// <summary>The table of known computations while <see cref="Cse"/> walks down the dominator tree.</summary>
internal sealed class CseRun(Dominance dominance)
{
    private int _memory;

    internal sealed class Scope(Scope? parent)
    {
        private readonly Dictionary<Computation, Operation> _known = [];

        public Operation? Find(Computation key)
        {
            for (var scope = this; scope is not null; scope = scope.Parent)
                if (scope._known.TryGetValue(key, out var op))
                    return op;
            return null;
        }

        public void Add(Computation key, Operation op) => _known[key] = op;

        private Scope? Parent { get; } = parent;
    }

    public void VisitRegion(Region region, Scope? scope)
    {
        if (region.IsEmpty) return;
        var children = region.Blocks.ToLookup(dominance.ImmediateDominator);
        VisitTree(region.Entry, scope, children);
    }

    private void VisitTree(Block block, Scope? parent, ILookup<Block?, Block> children)
    {
        var scope = new Scope(parent);
        _memory++; // another block may have written
        foreach (var op in block.Ops) Visit(op, scope);
        foreach (var child in children[block])
            if (child != block) VisitTree(child, scope, children);
    }

    private void Visit(Operation op, Scope scope)
    {
        var effects = op.MemoryEffects;
        if (op.Regions.Count == 0 && op.Results.Length > 0 && (effects & ~MemoryEffects.Read) == 0 && !op.Info.Has(OpTraits.IsTerminator))
        {
            var key = new Computation(op, (effects & MemoryEffects.Read) != 0 ? _memory : 0);
            if (scope.Find(key) is { } earlier)
            {
                op.ReplaceWith([.. earlier.Results]);
                return;
            }

            scope.Add(key, op);
        }

        // What lies inside an isolated operation sees nothing from here.
        foreach (var region in op.Regions) VisitRegion(region, op.Info.Has(OpTraits.IsolatedFromAbove) ? null : scope);
        if ((effects & (MemoryEffects.Write | MemoryEffects.Free | MemoryEffects.Allocate)) != 0) _memory++;
    }

    /// <summary>An operation as a key: equal when it computes the same from the same.</summary>
    internal readonly struct Computation(Operation op, int memory) : IEquatable<Computation>
    {
        private readonly Operation _op = op;
        private readonly int _memory = memory;

        public bool Equals(Computation other)
        {
            var (a, b) = (_op, other._op);
            if (_memory != other._memory || a.Info != b.Info || a.Operands.Count != b.Operands.Count || a.Results.Length != b.Results.Length) return false;
            for (var i = 0; i < a.Operands.Count; i++)
                if (a.Operands[i] != b.Operands[i]) return false;
            for (var i = 0; i < a.Results.Length; i++)
                if (a.Results[i].Type != b.Results[i].Type) return false;
            for (var i = 0; i < a.Properties.Length; i++)
                if (!Equals(a.Property(i), b.Property(i))) return false;
            return a.Attributes.SequenceEqual(b.Attributes);
        }

        public override bool Equals(object? obj) => obj is Computation other && Equals(other);

        public override int GetHashCode()
        {
            var hash = new HashCode();
            hash.Add(_op.Info);
            hash.Add(_memory);
            foreach (var operand in _op.Operands) hash.Add(operand);
            foreach (var property in _op.Properties) hash.Add(property);
            foreach (var result in _op.Results) hash.Add(result.Type);
            return hash.ToHashCode();
        }
    }
}
