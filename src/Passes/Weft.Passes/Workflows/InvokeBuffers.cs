using Weft.IR;

namespace Weft.Passes;

/// <summary>An invocation on buffers: inputs are read, an inout is changed where it lies if nobody needs what it was, outputs are new.
/// </summary>
internal static class InvokeBuffers
{
    public static BufferRule Rule { get; } = new(Buffers.Rule<InvokeOp>(Rewrite))
    {
        Reads = static _ => true, Writes = static use => StateOf(use) is not null,
        Aliases = static use => StateOf(use) is { } state ? [new(state, IsEquivalent: true)] : [],
    };

    // The result that is the new state of an operand; null of what is only read.
    private static OpResult? StateOf(OpOperand use)
    {
        var callee = CalleeOf((InvokeOp)use.Owner);
        var (operand, result) = (0, 0);
        for (var i = 0; i < callee.Type.Inputs.Count; i++)
        {
            var access = KernelAttributes.AccessOf(callee, i);
            if (access != Access.Out && operand++ == use.Index) return access == Access.InOut ? use.Owner.Results[result] : null;
            if (access != Access.In) result++;
        }

        return null;
    }

    private static IFunction CalleeOf(InvokeOp op) => (IFunction)SymbolTable.Resolve(op, op.Callee)!;

    private static void Rewrite(InvokeOp op, Buffers buffers)
    {
        var (callee, builder) = (CalleeOf(op), Builder.At(op));
        var arguments = new Value?[callee.Type.Inputs.Count];
        // Kernels work on whole arrays: of what is only a part of one, they get a copy.
        var homes = new Value?[arguments.Length];
        var given = 0;
        for (var i = 0; i < arguments.Length; i++)
            if (KernelAttributes.AccessOf(callee, i) != Access.Out)
                (homes[i], arguments[i]) = Pass(op.OperandSlots[given++], callee.Type.Inputs[i], builder, buffers);
        var extents = new ExtentFormulas(callee, arguments, builder);
        for (var i = 0; i < arguments.Length; i++)
            if ((arguments[i] ??= New(callee, i, extents, builder, buffers)) is null) return;
        builder.Insert(new CallOp(op.Callee, arguments!, []));

        var next = 0;
        for (var i = 0; i < arguments.Length; i++)
            if (KernelAttributes.AccessOf(callee, i) != Access.In)
                Take(op.Results[next++], arguments[i]!, homes[i], builder, buffers);
    }

    private static (Value? Home, Value Argument) Pass(OpOperand use, IrType type, Builder builder, Buffers buffers)
    {
        if (BufferRules.IsTensor(use.Value.Type))
        {
            var home = buffers.For(use);
            return (home, Buffers.Fitting(builder, home, type, isCopied: false));
        }

        if (type is not MemRefType cell) return (null, use.Value);
        var place = builder.Add(new AllocaOp([], [], cell));
        builder.Insert(new StoreOp(use.Value, place, []));
        return (null, place);
    }

    private static Value? New(IFunction callee, int index, ExtentFormulas extents, Builder builder, Buffers buffers)
    {
        var type = (MemRefType)callee.Type.Inputs[index];
        if (type.Rank == 0) return builder.Add(new AllocaOp([], [], type));
        var (sizes, shape) = (new List<Value>(), KernelAttributes.ShapeOf(callee, index));
        for (var d = 0; d < type.Rank; d++)
        {
            if (type.Shape[d] != ShapedType.Dynamic) continue;
            if (d < shape.Count && extents.Emit(shape[d]) is { } extent)
            {
                sizes.Add(extent);
                continue;
            }

            buffers.Report(PassDiagnostics.UnboundExtent.At(
                builder.Location, d < shape.Count ? shape[d] : "?", KernelAttributes.NameOf(callee, index), callee.SymName));
            return null;
        }

        return Buffers.New(builder, type, sizes);
    }

    private static void Take(OpResult result, Value argument, Value? home, Builder builder, Buffers buffers)
    {
        if (!BufferRules.IsTensor(result.Type))
        {
            result.ReplaceAllUsesWith(builder.Add(new LoadOp(argument, [])));
            return;
        }

        if (home is { Type: MemRefType { HasIdentityLayout: false } }) builder.Insert(new CopyOp(argument, home));
        buffers[result] = home ?? argument;
    }
}
