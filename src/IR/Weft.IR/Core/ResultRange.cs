using System.Collections;
using System.Collections.Generic;

namespace Weft.IR;

/// <summary>A run of results of one operation: a named variadic result.</summary>
public readonly struct ResultRange(IReadOnlyList<OpResult> results, int start, int count) : IReadOnlyList<OpResult>
{
    public int Count => count;

    public OpResult this[int index] => results[start + index];

    public IEnumerable<IrType> Types
    {
        get
        {
            for (var i = 0; i < Count; i++) yield return this[i].Type;
        }
    }

    public IEnumerator<OpResult> GetEnumerator()
    {
        for (var i = 0; i < Count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
