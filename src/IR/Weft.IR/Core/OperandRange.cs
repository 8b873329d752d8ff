using System;
using System.Collections;
using System.Collections.Generic;

namespace Weft.IR;

/// <summary>A run of operands of one operation: a named variadic operand, or all of them.</summary>
public readonly struct OperandRange(OpOperand[] slots, int start, int count) : IReadOnlyList<Value>
{
    public int Count => count;

    public int Start => start;

    public Value this[int index] => slots[start + index].Value;

    public OperandRange Slice(int offset, int length) => new(slots, start + offset, length);

    public Value[] ToArray()
    {
        var values = new Value[count];
        for (var i = 0; i < count; i++) values[i] = this[i];
        return values;
    }

    public IEnumerable<IrType> Types
    {
        get
        {
            for (var i = 0; i < Count; i++) yield return this[i].Type;
        }
    }

    public IEnumerator<Value> GetEnumerator()
    {
        for (var i = 0; i < Count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
