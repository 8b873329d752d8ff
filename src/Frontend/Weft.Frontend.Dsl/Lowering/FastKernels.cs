using Weft.IR;

namespace Weft.Frontend.Dsl.Lowering;

/// <summary>What <c>fast</c> says of a kernel, said of each operation of it. Of funcs that it calls it gets copies of its own, for in other
/// kernels they are computed as they are written.</summary>
internal sealed class FastKernels(IEnumerable<Operation> functions)
{
    private readonly Dictionary<string, FuncOp> _funcs = functions.OfType<FuncOp>()
        .Where(function => function.Attribute(KernelAttributes.Kernel) is null).ToDictionary(function => function.SymName);

    private readonly Dictionary<string, FuncOp> _copies = [];

    /// <summary>The copies that fast kernels call.</summary>
    public IEnumerable<FuncOp> Copies => _copies.Values;

    public void Allow(Operation function)
    {
        foreach (var op in function.Walk())
        {
            FastArithmetic.Allow(op);
            if (op is CallOp call && _funcs.TryGetValue(call.Callee.Root, out var func)) call.Callee = SymbolRefAttr.Flat(Copy(func));
        }
    }

    // A point is in no name of the language. Funcs do not call themselves, so that this comes to an end.
    private string Copy(FuncOp func)
    {
        var name = $"{func.SymName}.fast";
        if (_copies.ContainsKey(name)) return name;
        var copy = new IrMapping().Clone(func);
        copy.SymName = name;
        Allow(copy);
        _copies.Add(name, copy);
        return name;
    }
}
