using System.Collections;
using System.Collections.Generic;

namespace Weft.IR;

/// <summary>The uses of a value, the latest first. The current one may be redirected while they are enumerated.</summary>
public readonly struct UseSequence(OpOperand? first) : IEnumerable<OpOperand>
{
    public Enumerator GetEnumerator() => new(first);

    IEnumerator<OpOperand> IEnumerable<OpOperand>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public struct Enumerator(OpOperand? first) : IEnumerator<OpOperand>
    {
        private OpOperand? _next = first;

        public OpOperand Current { readonly get; private set; } = null!;

        readonly object IEnumerator.Current => Current;

        public bool MoveNext()
        {
            if (_next is null) return false;
            Current = _next;
            _next = _next.NextUse;
            return true;
        }

        public readonly void Reset() => throw new System.NotSupportedException();

        public readonly void Dispose() { }
    }
}
