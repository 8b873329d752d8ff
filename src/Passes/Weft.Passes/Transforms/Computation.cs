using Weft.IR;

namespace Weft.Passes;

/// <summary>An operation as a key: equal when it computes the same from the same, in the same state of memory.</summary>
internal readonly struct Computation(Operation op, int memory) : IEquatable<Computation>
{
    private readonly Operation _op = op;
    private readonly int _memory = memory;

    // A table that forgets a computation asks for the very operation.
    public bool Equals(Computation other) => _memory == other._memory && (_op == other._op || AreEqual(_op, other._op, []));

    public override bool Equals(object? obj) => obj is Computation other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(_op.Info);
        hash.Add(_memory);
        // A sum that does not depend on the order, for operations that commute.
        var operands = 0;
        foreach (var operand in _op.Operands) operands += operand.GetHashCode();
        hash.Add(operands);
        foreach (var property in _op.Properties) hash.Add(property);
        foreach (var result in _op.Results) hash.Add(result.Type);
        return hash.ToHashCode();
    }

    // Values inside the regions correspond by their places.
    private static bool AreEqual(Operation a, Operation b, Dictionary<Value, Value> inside)
    {
        if (a.Info != b.Info || a.Operands.Count != b.Operands.Count || a.Results.Length != b.Results.Length) return false;
        if (a.Successors.Count + b.Successors.Count > 0 || a.Regions.Count != b.Regions.Count) return false;
        if (!OperandsAreEqual(a, b, inside)) return false;
        for (var i = 0; i < a.Results.Length; i++)
        {
            if (a.Results[i].Type != b.Results[i].Type) return false;
            inside[a.Results[i]] = b.Results[i];
        }

        for (var i = 0; i < a.Properties.Length; i++)
            if (!Equals(a.Property(i), b.Property(i))) return false;
        return a.Attributes.SequenceEqual(b.Attributes) && a.Regions.Zip(b.Regions).All(pair => AreEqual(pair.First, pair.Second, inside));
    }

    private static bool OperandsAreEqual(Operation a, Operation b, Dictionary<Value, Value> inside)
    {
        var operands = a.Operands.Select(v => inside.GetValueOrDefault(v, v)).ToList();
        if (operands.SequenceEqual(b.Operands)) return true;
        return a.Info.Has(OpTraits.Commutative) && b.Operands.All(operands.Remove);
    }

    // Regions with branches are not compared.
    private static bool AreEqual(Region a, Region b, Dictionary<Value, Value> inside)
    {
        if (a.Blocks.Count != b.Blocks.Count || a.Blocks.Count > 1) return false;
        if (a.IsEmpty) return true;
        var (x, y) = (a.Entry, b.Entry);
        if (!x.Arguments.Select(v => v.Type).SequenceEqual(y.Arguments.Select(v => v.Type))) return false;
        for (var i = 0; i < x.Arguments.Count; i++) inside[x.Arguments[i]] = y.Arguments[i];
        return x.Ops.Count() == y.Ops.Count() && x.Ops.Zip(y.Ops).All(pair => AreEqual(pair.First, pair.Second, inside));
    }
}
