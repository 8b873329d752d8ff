using System.Collections.Generic;

namespace Weft.IR;

/// <summary>Operations to look at, the latest first, each once. An operation knows its own place, so that it leaves at no cost.</summary>
internal sealed class RewriteWorklist
{
    private readonly List<Operation?> _items = [];

    public int Count => _items.Count;

    public void Push(Operation op)
    {
        if (op.WorkPlace != 0) return;
        _items.Add(op);
        op.WorkPlace = _items.Count;
    }

    public Operation? Pop()
    {
        while (_items.Count > 0)
        {
            var op = _items[_items.Count - 1];
            _items.RemoveAt(_items.Count - 1);
            if (op is null) continue;
            op.WorkPlace = 0;
            return op;
        }

        return null;
    }

    public void Remove(Operation op)
    {
        if (op.WorkPlace == 0) return;
        _items[op.WorkPlace - 1] = null;
        op.WorkPlace = 0;
    }

    /// <summary>What came first will be looked at first.</summary>
    public void Reverse()
    {
        _items.Reverse();
        for (var i = 0; i < _items.Count; i++)
            if (_items[i] is { } op) op.WorkPlace = i + 1;
    }

    public void Clear()
    {
        foreach (var op in _items)
            if (op is not null) op.WorkPlace = 0;
        _items.Clear();
    }
}
