using System.Collections;
using System.Collections.Generic;

namespace Weft.IR;

/// <summary>A run of operands of one operation: a named variadic operand, or all of them.</summary>
public readonly struct OperandRange(OpOperand[] slots, int start, int count) : IReadOnlyList<Value>
{
    public int Count => count;

    public int Start => start;

    public Value this[int index] => slots[start + index].Value;

    public TypeRange Types => new(slots, start, count);

    public OperandRange Slice(int offset, int length) => new(slots, start + offset, length);

    public Value[] ToArray()
    {
        var values = new Value[count];
        for (var i = 0; i < count; i++) values[i] = this[i];
        return values;
    }

    public Enumerator GetEnumerator() => new(slots, start, count);

    IEnumerator<Value> IEnumerable<Value>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public struct Enumerator : IEnumerator<Value>
    {
        private readonly OpOperand[] _slots;
        private readonly int _end;
        private int _index;

        internal Enumerator(OpOperand[] slots, int start, int count) => (_slots, _index, _end) = (slots, start - 1, start + count);

        public readonly Value Current => _slots[_index].Value;

        readonly object IEnumerator.Current => Current;

        public bool MoveNext() => ++_index < _end;

        public readonly void Reset() => throw new System.NotSupportedException();

        public readonly void Dispose() { }
    }
}

/// <summary>The types of a run of operands.</summary>
public readonly struct TypeRange(OpOperand[] slots, int start, int count) : IReadOnlyList<IrType>
{
    public int Count => count;

    public IrType this[int index] => slots[start + index].Value.Type;

    public Enumerator GetEnumerator() => new(slots, start, count);

    IEnumerator<IrType> IEnumerable<IrType>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public struct Enumerator : IEnumerator<IrType>
    {
        private readonly OpOperand[] _slots;
        private readonly int _end;
        private int _index;

        internal Enumerator(OpOperand[] slots, int start, int count) => (_slots, _index, _end) = (slots, start - 1, start + count);

        public readonly IrType Current => _slots[_index].Value.Type;

        readonly object IEnumerator.Current => Current;

        public bool MoveNext() => ++_index < _end;

        public readonly void Reset() => throw new System.NotSupportedException();

        public readonly void Dispose() { }
    }
}
