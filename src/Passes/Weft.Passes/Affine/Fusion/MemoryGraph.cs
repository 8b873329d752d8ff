using Weft.IR;

namespace Weft.Passes;

/// <summary>An operation directly in a block, as far as others may depend on it.</summary>
internal sealed class MemoryNode(int id, Operation op)
{
    public int Id => id;

    public Operation Op { get; set; } = op;

    public List<IAffineRead> Loads { get; } = [];

    public List<IAffineWrite> Stores { get; } = [];

    public AffineForOp? Loop => Op as AffineForOp;

    public int LoadsOf(Value memory) => Loads.Count(load => load.Memref == memory);

    public int StoresTo(Value memory) => Stores.Count(store => store.Memref == memory);

    /// <summary>Looks again at what is in the operation.</summary>
    public void Refresh()
    {
        Loads.Clear();
        Stores.Clear();
        foreach (var inner in Op.WalkPostOrder())
        {
            if (inner is IAffineRead load) Loads.Add(load);
            if (inner is IAffineWrite store) Stores.Add(store);
        }
    }
}

/// <summary>One operation must stay before another because of a value: memory that both touch, or what one computes for the
/// other.</summary>
internal readonly record struct MemoryEdge(int Id, Value Value);

/// <summary>The operations of a block and what of them depends on what.</summary>
internal sealed class MemoryGraph
{
    private readonly Dictionary<int, MemoryNode> _nodes = [];
    private readonly Dictionary<int, List<MemoryEdge>> _in = [];
    private readonly Dictionary<int, List<MemoryEdge>> _out = [];
    private readonly Dictionary<Value, int> _edgeCounts = [];
    private int _nextId;

    private MemoryGraph(Block block) => Block = block;

    public Block Block { get; }

    /// <summary>Memory whose last edge is gone.</summary>
    public IEnumerable<Value> MemoryWithoutEdges => _edgeCounts.Where(entry => entry.Value == 0).Select(entry => entry.Key);

    /// <summary>The graph of a block; null when an operation holds regions of which nothing is known.</summary>
    public static MemoryGraph? Of(Block block)
    {
        var graph = new MemoryGraph(block);
        var users = new Dictionary<Value, List<int>>();
        foreach (var op in block.Ops)
        {
            if (op is AffineForOp
                && op.Walk().Any(inner => inner.Regions.Count > 0 && inner is not (AffineForOp or AffineIfOp))) return null;
            var isAccess = op is AffineForOp or IAffineRead or IAffineWrite;
            var isNeeded = isAccess || op.HasUses
                || (op.MemoryEffects != MemoryEffects.None && (op.Regions.Count == 0 || op is IRegionBranch));
            if (!isNeeded && op.Regions.Count > 0) return null;
            if (!isNeeded) continue;
            var node = graph.Add(op);
            if (!isAccess) continue;
            node.Refresh();
            foreach (var memory in node.Loads.Select(load => load.Memref).Concat(node.Stores.Select(store => store.Memref)).Distinct())
            {
                if (!users.TryGetValue(memory, out var ids)) users[memory] = ids = [];
                ids.Add(node.Id);
            }
        }

        graph.AddValueEdges();
        foreach (var (memory, ids) in users) graph.AddMemoryEdges(memory, ids);
        return graph;
    }

    /// <summary>The node of an id; null when it was removed.</summary>
    public MemoryNode? Find(int id) => _nodes.GetValueOrDefault(id);

    public Operation OperationOf(int id) => _nodes[id].Op;

    public MemoryNode? Of(Operation op) => _nodes.Values.FirstOrDefault(node => node.Op == op);

    public IReadOnlyList<MemoryEdge> In(int id) => _in.GetValueOrDefault(id) ?? (IReadOnlyList<MemoryEdge>)[];

    public IReadOnlyList<MemoryEdge> Out(int id) => _out.GetValueOrDefault(id) ?? (IReadOnlyList<MemoryEdge>)[];

    /// <summary>The ids in the order in which mlir-opt, too, visits them: that of a hash table of ids with open addressing.</summary>
    public IReadOnlyList<int> Ids
    {
        get
        {
            var size = 64;
            while (_nextId >= 48 && _nodes.Count * 4 >= size * 3) size *= 2;
            var table = new int?[size];
            foreach (var id in _nodes.Keys.Order())
            {
                var bucket = unchecked((int)((uint)id * 37u)) & (size - 1);
                for (var probe = 1; table[bucket] is not null; probe++) bucket = (bucket + probe) & (size - 1);
                table[bucket] = id;
            }

            return [.. table.Where(id => id is not null).Select(id => id!.Value)];
        }
    }

    public MemoryNode Add(Operation op)
    {
        var node = new MemoryNode(_nextId++, op);
        return _nodes[node.Id] = node;
    }

    public void Remove(int id)
    {
        foreach (var (source, value) in In(id).ToList()) RemoveEdge(source, id, value);
        foreach (var (target, value) in Out(id).ToList()) RemoveEdge(id, target, value);
        _nodes.Remove(id);
    }

    public void AddEdge(int source, int target, Value value)
    {
        if (Out(source).Contains(new(target, value))) return;
        EdgesOf(_out, source).Add(new(target, value));
        EdgesOf(_in, target).Add(new(source, value));
        if (value.Type is MemRefType) _edgeCounts[value] = _edgeCounts.GetValueOrDefault(value) + 1;
    }

    public void RemoveEdge(int source, int target, Value value)
    {
        if (value.Type is MemRefType) _edgeCounts[value]--;
        _in[target].Remove(new(source, value));
        _out[source].Remove(new(target, value));
    }

    /// <summary>The edges from nodes that write the memory.</summary>
    public int WritersBefore(int id, Value memory) => In(id).Count(edge => edge.Value == memory && _nodes[edge.Id].StoresTo(memory) > 0);

    public int EdgesFrom(int id, Value memory) => Out(id).Count(edge => edge.Value == memory);

    public bool HasPath(int source, int target)
    {
        var (seen, open, end) = (new HashSet<int>(), new Stack<int>([source]), _nodes[target].Op);
        while (open.TryPop(out var id))
        {
            if (id == target) return true;
            if (!seen.Add(id)) continue;
            foreach (var edge in Out(id))
                if (edge.Id != id && !end.IsBefore(_nodes[edge.Id].Op)) open.Push(edge.Id);
        }

        return false;
    }

    private static List<MemoryEdge> EdgesOf(Dictionary<int, List<MemoryEdge>> edges, int id)
    {
        if (!edges.TryGetValue(id, out var list)) edges[id] = list = [];
        return list;
    }

    // To the nests that use values that operations of the block give. mlir-opt forgets what a nest's own bounds and first values are.
    private void AddValueEdges()
    {
        foreach (var node in Ids.Select(id => _nodes[id]).Where(node => node.Stores.Count == 0))
            foreach (var result in node.Op.ResultList)
                foreach (var user in result.Users)
                    if (LoopsAround.Of(user).Append(user).FirstOrDefault(op => op is AffineForOp && op.Parent == Block) is { } loop)
                        AddEdge(node.Id, Of(loop)!.Id, result);
    }

    private void AddMemoryEdges(Value memory, List<int> users)
    {
        for (var i = 0; i < users.Count; i++)
            for (var j = i + 1; j < users.Count; j++)
                if (_nodes[users[i]].StoresTo(memory) > 0 || _nodes[users[j]].StoresTo(memory) > 0) AddEdge(users[i], users[j], memory);
    }
}
