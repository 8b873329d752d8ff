using Weft.IR;

namespace Weft.Passes;

/// <summary>Constants in memory: a global for each, at the start of the module.</summary>
internal sealed class ConstantBuffers(ModuleOp module)
{
    private readonly Dictionary<TypedAttribute, GlobalOp> _globals = [];
    private readonly HashSet<string> _names =
        [.. module.Body.Entry.Ops.OfType<FuncOp>().Select(f => f.SymName),
            .. module.Body.Entry.Ops.OfType<GlobalOp>().Select(g => g.SymName)];

    public static void Constant(ConstantOp op, Buffers buffers)
    {
        var type = (MemRefType)Buffers.Dense(op.Results[0].Type);
        var global = buffers.Constants.For(op.Value, type, op.Location);
        buffers[op.Results[0]] = Builder.At(op).Add(new GetGlobalOp(SymbolRefAttr.Flat(global.SymName), type));
    }

    private GlobalOp For(TypedAttribute value, MemRefType type, Location location)
    {
        if (_globals.TryGetValue(value, out var known)) return known;
        var shape = string.Concat(type.Shape.Select(extent => $"{extent}x"));
        var (stem, count) = ($"__constant_{shape}{type.Element}", 0);
        var name = stem;
        while (!_names.Add(name)) name = $"{stem}_{count++}";
        var global = new GlobalOp(name, type, "private", value, true, 64) { Location = location };
        module.Body.Entry.InsertBefore(module.Body.Entry.First, global);
        return _globals[value] = global;
    }
}
