using System.Collections.Generic;
using System.Linq;

namespace Weft.IR;

/// <summary>Follows a part of a vector through insertions and transpositions to where it comes from.</summary>
internal sealed class PartTrace
{
    private readonly int _open;
    private List<long> _position;

    /// <param name="position">The part's position in the first dimensions.</param>
    /// <param name="rank">How many dimensions the vector has.</param>
    public PartTrace(IReadOnlyCollection<long> position, int rank)
    {
        _open = rank - position.Count;
        // The dimensions of the part itself have numbers below zero.
        _position = [.. position, .. Enumerable.Range(1, _open).Select(d => -(long)d)];
    }

    // Whether the part's own dimensions are still the last ones, in order.
    private bool IsWhole => _position.Skip(Depth).Select((at, i) => at == -1 - i).All(same => same);

    private int Depth => _position.Count - _open;

    /// <summary>A vector with the part and the position there; no position where the part cannot be told from the rest, or has its
    /// dimensions in another order. A part that was inserted as such is at no position.</summary>
    public (Value Source, IReadOnlyList<long>? Position) Follow(Value source)
    {
        while (true)
        {
            switch (source.Def)
            {
                case VectorTransposeOp transpose:
                    _position = Before(transpose.Permutation);
                    source = transpose.Vector;
                    continue;
                case VectorInsertOp insert when insert.StaticPosition.SequenceEqual(_position.Take(insert.StaticPosition.Count)):
                    _position.RemoveRange(0, insert.StaticPosition.Count);
                    return End(insert.Source);
                case VectorInsertOp insert when !MayMeet(insert.StaticPosition):
                    source = insert.Dest;
                    continue;
                case VectorInsertOp: return (source, null);
                default: return End(source);
            }
        }
    }

    private (Value Source, IReadOnlyList<long>? Position) End(Value source) => (source, IsWhole ? _position.Take(Depth).ToList() : null);

    // The position before a transposition.
    private List<long> Before(Sequence<long> permutation)
    {
        var before = new long[permutation.Count];
        for (var i = 0; i < before.Length; i++) before[permutation[i]] = _position[i];
        return [.. before];
    }

    // What is below zero, as what is known only at run time, may be anything.
    private bool MayMeet(Sequence<long> position)
    {
        for (var i = 0; i < position.Count; i++)
            if (position[i] >= 0 && _position[i] >= 0 && position[i] != _position[i]) return false;
        return true;
    }
}
