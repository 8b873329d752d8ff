using System.Collections.Immutable;
using Weft.IR;

namespace Weft.Backends;

/// <summary>The memory of a module's globals: one behind the other, in the order of the module, as a linker lays them out.</summary>
internal sealed class Globals
{
    private const long Alignment = 16;
    private readonly Dictionary<GlobalOp, MemRef> _memory = [];

    /// <param name="mayRunOn">Whether vectors may go on with the next global.</param>
    public Globals(ModuleOp module, bool mayRunOn)
    {
        var (offsets, end) = (new Dictionary<GlobalOp, long>(), 0L);
        foreach (var global in module.Walk().OfType<GlobalOp>())
        {
            offsets[global] = end;
            end += (BytesOf(global) + Alignment - 1) / Alignment * Alignment;
        }

        var storage = Storage.Allocate(end);
        foreach (var (global, offset) in offsets)
        {
            var bytes = mayRunOn ? storage.ByteCount - offset : BytesOf(global);
            var memory = new MemRef(storage.Part(offset, bytes), global.Type.Element, LayoutOf(global));
            Fill(memory, global);
            _memory[global] = memory;
        }
    }

    public MemRef this[GlobalOp global] => _memory[global];

    private static long BytesOf(GlobalOp global) => checked(LayoutOf(global).End * MemRef.SizeOf(global.Type.Element));

    private static Layout LayoutOf(GlobalOp global) =>
        MemRefAllocation.LayoutOf(global.Type, global.Type.Shape.Span.ToImmutableArray(), []);

    private static void Fill(MemRef memory, GlobalOp global)
    {
        if (global.InitialValue is not (null or UnitAttr or DenseElementsAttr))
            throw InterpreterDiagnostics.Refusal(global.Location, $"contents of the form '{global.InitialValue}'");
        if (global.InitialValue is not DenseElementsAttr contents || memory.Count == 0) return;
        var elements = Elements.Of(contents, global.Location);
        var (index, next) = (new long[memory.Shape.Length], 0);
        do memory.Store(memory.Layout.Position(index), elements[next++]);
        while (Layout.Advance(index, memory.Shape));
    }
}
