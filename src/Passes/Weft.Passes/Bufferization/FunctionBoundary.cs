using Weft.IR;

namespace Weft.Passes;

/// <summary>How much the types of buffers that functions take and give say of where their elements lie.</summary>
public enum BoundaryLayout
{
    /// <summary>Results are what functions return; of arguments nothing is known.</summary>
    InferLayoutMap,

    /// <summary>Strides and offsets are open.</summary>
    FullyDynamicLayoutMap,

    /// <summary>Dense and row-major.</summary>
    IdentityLayoutMap,
}

/// <summary>What functions agree on with those that call them.</summary>
internal sealed class FunctionBoundary(BoundaryLayout layout)
{
    private readonly HashSet<FuncOp> _calledEarly = [];

    /// <summary>The type of a buffer of which nothing else is known.</summary>
    public IrType Of(IrType type) =>
        !BufferRules.IsTensor(type) ? type : layout == BoundaryLayout.IdentityLayoutMap ? Buffers.Dense(type) : Buffers.Open(type);

    /// <summary>Whether the types of what a function gives are those of the buffers that it returns.</summary>
    public bool IsInferred(FuncOp function) => layout == BoundaryLayout.InferLayoutMap && !_calledEarly.Contains(function);

    /// <summary>Remembers that a function is called before it is one on buffers: it calls its caller.</summary>
    public void CallEarly(FuncOp function) => _calledEarly.Add(function);
}
