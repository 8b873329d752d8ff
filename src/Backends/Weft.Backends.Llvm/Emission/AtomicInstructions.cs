using Weft.IR;

namespace Weft.Backends.Llvm;

/// <summary>Changes of an element that no other thread can come between.</summary>
internal static class AtomicInstructions
{
    /// <summary>Gives the element as it was before.</summary>
    public static void ReadModifyWrite(FunctionEmitter to, Operation op)
    {
        var change = (AtomicRmwOp)op;
        var (type, value) = (to.TypeOf(change.Value, op), to[change.Value]);
        var address = Address(to, op, change.Memref, change.Indices);
        var old = Native(change.Kind) is { } name
            ? to.Assign($"atomicrmw {name} ptr {address}, {type} {value} acq_rel")
            : Exchange(to, change.Value.Type, type, address, element => Combine(to, change, type, element, value)).Old;
        to.Bind(change.Result, old);
    }

    /// <summary>Gives the element as it is then.</summary>
    public static void Generic(FunctionEmitter to, Operation op)
    {
        var change = (GenericAtomicRmwOp)op;
        var body = change.AtomicBody.Entry;
        var address = Address(to, op, change.Memref, change.Indices);
        var changed = Exchange(to, change.Result.Type, to.TypeOf(change.Result, op), address, old =>
        {
            to.Bind(body.Arguments[0], old);
            foreach (var inner in body.Ops.SkipLast(1)) Instructions.Emit(to, inner);
            return to[((AtomicYieldOp)body.Ops.Last()).Result];
        });
        to.Bind(change.Result, changed.New);
    }

    /// <summary>Gives the element as it was before. Floats are compared by their bits.</summary>
    public static void CompareExchange(FunctionEmitter to, Operation op)
    {
        var change = (CompareExchangeOp)op;
        var (type, bits) = (to.TypeOf(change.Expected, op), $"i{8 * LlvmTypes.Size(change.Expected.Type)}");
        var address = Address(to, op, change.Memref, change.Indices);
        var (expected, desired) = (Bits(change.Expected), Bits(change.Desired));
        var pair = to.Assign($"cmpxchg ptr {address}, {bits} {expected}, {bits} {desired} acq_rel monotonic");
        var old = to.Assign($"extractvalue {{ {bits}, i1 }} {pair}, 0");
        to.Bind(change.Result, type == bits ? old : to.Assign($"bitcast {bits} {old} to {type}"));

        string Bits(Value value) => type == bits ? to[value] : to.Assign($"bitcast {type} {to[value]} to {bits}");
    }

    // Until nobody else was faster: reads the element, and replaces it if it is still the same.
    private static (string Old, string New) Exchange(
        FunctionEmitter to, IrType element, string type, string address, Func<string, string> change)
    {
        var (again, done) = (to.NewLabel(), to.NewLabel());
        to.Line($"br label %{again}");
        to.Begin(again);
        var (real, bits) = (element as FloatType, $"i{8 * LlvmTypes.Size(element)}");
        var raw = to.Assign($"load atomic {bits}, ptr {address} monotonic, align {LlvmTypes.Size(element)}");
        var old = real is null ? raw : to.Assign($"bitcast {bits} {raw} to {type}");
        var changed = change(old);
        var written = real is null ? changed : to.Assign($"bitcast {type} {changed} to {bits}");
        var pair = to.Assign($"cmpxchg ptr {address}, {bits} {raw}, {bits} {written} acq_rel monotonic");
        to.Line($"br i1 {to.Assign($"extractvalue {{ {bits}, i1 }} {pair}, 1")}, label %{done}, label %{again}");
        to.Begin(done);
        return (old, changed);
    }

    private static string Address(FunctionEmitter to, Operation op, Value memref, OperandRange indices) =>
        ((MemRefType)memref.Type).Element is FloatType or IntegerType { Width: 8 or 16 or 32 or 64 }
            ? MemoryInstructions.Address(to, memref, indices, MemoryInstructions.ElementOf(memref, op))
            : throw MemoryInstructions.Unsupported(op, memref.Type);

    private static string? Native(AtomicRmwKind kind) => kind switch
    {
        AtomicRmwKind.AddI => "add",
        AtomicRmwKind.AndI => "and",
        AtomicRmwKind.OrI => "or",
        AtomicRmwKind.MaxS => "max",
        AtomicRmwKind.MinS => "min",
        AtomicRmwKind.MaxU => "umax",
        AtomicRmwKind.MinU => "umin",
        AtomicRmwKind.AddF => "fadd",
        AtomicRmwKind.Assign => "xchg",
        _ => null,
    };

    private static string Combine(FunctionEmitter to, AtomicRmwOp op, string type, string a, string b)
    {
        switch (op.Kind)
        {
            case AtomicRmwKind.MulI: return to.Assign($"mul {type} {a}, {b}");
            case AtomicRmwKind.MulF: return to.Assign($"fmul {type} {a}, {b}");
            case AtomicRmwKind.MaximumF: return Call("maximum");
            case AtomicRmwKind.MinimumF: return Call("minimum");
            case AtomicRmwKind.MaxNumF: return Call("maxnum");
            case AtomicRmwKind.MinNumF: return Call("minnum");
            default: throw EmissionException.Unsupported(op, $"'{op.Kind}'");
        }

        string Call(string name)
        {
            var callee = $"llvm.{name}.{LlvmTypes.Suffix(op.Value.Type)}";
            to.Module.Declare(callee, $"{type} @{callee}({type}, {type})");
            return to.Assign($"call {type} @{callee}({type} {a}, {type} {b})");
        }
    }
}
