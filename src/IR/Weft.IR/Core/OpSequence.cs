using System.Collections;
using System.Collections.Generic;

namespace Weft.IR;

/// <summary>The operations of a block in order. The current one may be erased while they are enumerated.</summary>
public readonly struct OpSequence(Operation? first) : IEnumerable<Operation>
{
    public Enumerator GetEnumerator() => new(first);

    IEnumerator<Operation> IEnumerable<Operation>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public struct Enumerator(Operation? first) : IEnumerator<Operation>
    {
        private Operation? _next = first;

        public Operation Current { readonly get; private set; } = null!;

        readonly object IEnumerator.Current => Current;

        public bool MoveNext()
        {
            if (_next is null) return false;
            Current = _next;
            _next = _next.Next;
            return true;
        }

        public readonly void Reset() => throw new System.NotSupportedException();

        public readonly void Dispose() { }
    }
}
