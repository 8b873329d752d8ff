using System.Collections;
using System.Collections.Generic;

namespace Weft.IR;

/// <summary>The blocks of a region in order.</summary>
public readonly struct BlockSequence(List<Block> blocks) : IReadOnlyList<Block>
{
    public int Count => blocks.Count;

    public Block this[int index] => blocks[index];

    public List<Block>.Enumerator GetEnumerator() => blocks.GetEnumerator();

    IEnumerator<Block> IEnumerable<Block>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
