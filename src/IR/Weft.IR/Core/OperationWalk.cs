using System.Collections.Generic;

namespace Weft.IR;

/// <summary>Ways through an operation and all that is inside it.</summary>
internal static class OperationWalk
{
    /// <summary>An operation and all inside it, outer ones first. The current one may be erased while they are enumerated.</summary>
    public static IEnumerable<Operation> PreOrder(Operation root)
    {
        yield return root;
        var open = new Stack<Inside>([new(root)]);
        while (open.Count > 0)
        {
            if (open.Peek().Next() is not { } op)
            {
                open.Pop();
                continue;
            }

            yield return op;
            if (op.Regions.Count > 0) open.Push(new(op));
        }
    }

    /// <summary>An operation and all inside it, inner ones first.</summary>
    public static IEnumerable<Operation> PostOrder(Operation root)
    {
        foreach (var region in root.Regions)
            foreach (var block in region.Blocks)
                foreach (var op in block.Ops)
                    foreach (var inner in PostOrder(op))
                        yield return inner;
        yield return root;
    }

    // Goes through the operations directly inside one.
    private sealed class Inside(Operation owner)
    {
        private int _region;
        private int _block;
        private Operation? _next;

        public Operation? Next()
        {
            while (_next is null)
            {
                if (_region == owner.Regions.Count) return null;
                var blocks = owner.Regions[_region].Blocks;
                if (_block < blocks.Count) _next = blocks[_block++].First;
                else (_region, _block) = (_region + 1, 0);
            }

            var op = _next;
            _next = op.Next;
            return op;
        }
    }
}
