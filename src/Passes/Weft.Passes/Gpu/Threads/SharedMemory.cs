using Weft.IR;

namespace Weft.Passes;

/// <summary>The memory that the threads of a block share, zero when the block begins.</summary>
internal sealed class SharedMemory
{
    // What is larger than this is not the stack's, and must go when the block is done.
    private const long MaximumStackBytes = 16 * 1024;

    private readonly List<Value> _allocated = [];

    public SharedMemory(LaunchOp launch, IrMapping values, Builder to)
    {
        foreach (var memory in launch.WorkgroupAttributions)
        {
            values[memory] = Allocate((MemRefType)memory.Type, [], to);
            if (KernelAttributes.SharedNameOf(launch, memory) is { } name)
                values[memory].Def!.SetAttribute(KernelAttributes.Name, new StringAttr(name));
        }

        if (launch.DynamicSharedMemorySize is not { } size) return;
        Value? bytes = null;
        foreach (var named in launch.Body.Ops.SelectMany(op => op.Walk()).OfType<DynamicSharedMemoryOp>())
            values[named.ResultMemref] = bytes ??= Allocate(
                (MemRefType)named.ResultMemref.Type, [to.Add(new IndexCastOp(size, IndexType.Instance))], to);
    }

    public void Free(Builder to)
    {
        foreach (var memory in _allocated) to.Insert(new DeallocOp(memory));
    }

    private Value Allocate(MemRefType type, Value[] extents, Builder to)
    {
        if (extents.Length == 0 && type.ElementCount * 8 <= MaximumStackBytes) return to.Add(new AllocaOp([], [], type));
        _allocated.Add(to.Add(new AllocOp(extents, [], type)));
        return _allocated[^1];
    }
}
