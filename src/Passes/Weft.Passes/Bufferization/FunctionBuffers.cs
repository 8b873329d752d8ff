using Weft.IR;

namespace Weft.Passes;

/// <summary>Tensors that functions take and give.</summary>
internal static class FunctionBuffers
{
    /// <summary>Whether a function takes or gives tensors.</summary>
    public static bool HasTensors(FuncOp function) =>
        function.Type.Inputs.Concat(function.Type.Results).Any(BufferRules.IsTensor);

    /// <summary>Handles a function. What it gives has the type of the buffer that it returns, if there is one place where it does.
    /// </summary>
    public static void Rewrite(FuncOp function, Buffers buffers)
    {
        var inputs = function.Type.Inputs.Select(Outside).ToArray();
        var results = function.Type.Results.Select(Outside).ToArray();
        if (function.IsDeclaration)
        {
            function.Type = new(new(inputs), new(results));
            return;
        }

        var entry = function.Body.Entry;
        var tensors = entry.Arguments.Where(argument => BufferRules.IsTensor(argument.Type)).ToList();
        foreach (var argument in tensors)
            buffers[argument] = entry.InsertArgument(argument.Index + 1, Outside(argument.Type), argument.Location);
        var returns = function.Body.Blocks.Select(block => block.Last).OfType<ReturnOp>().ToList();
        foreach (var block in function.Body.Blocks)
            foreach (var op in block.Ops.Where(op => op is not ReturnOp).ToList()) buffers.Process(op);
        if (buffers.Failed) return;

        for (var i = 0; i < results.Length && returns.Count == 1; i++)
            if (BufferRules.IsTensor(function.Type.Results[i])) results[i] = buffers[returns[0].Operands[i]].Type;
        function.Type = new(new(inputs), new(results));
        foreach (var op in returns) buffers.Process(op);
        buffers.Finish();
        foreach (var argument in tensors) entry.EraseArgument(argument.Index);
    }

    public static void Return(Operation op, Buffers buffers)
    {
        var (builder, types) = (Builder.At(op), op.Enclosing<FuncOp>()!.Type.Results);
        builder.Insert(new ReturnOp([.. op.Operands.Select((value, i) =>
            BufferRules.IsTensor(value.Type) ? Buffers.As(builder, buffers[value], types[i]) : value)]));
    }

    public static void Call(CallOp op, Buffers buffers)
    {
        var (builder, callee) = (Builder.At(op), (FuncOp)SymbolTable.Resolve(op, op.Callee)!);
        if (HasTensors(callee))
        {
            buffers.Fail(op, "calls a function that is not bufferized before it: it calls itself");
            return;
        }

        var arguments = buffers.OperandsOf(op).Select((argument, i) => Buffers.As(builder, argument, callee.Type.Inputs[i]));
        var call = builder.Insert(new CallOp(op.Callee, [.. arguments], [.. callee.Type.Results]));
        for (var i = 0; i < op.Results.Length; i++)
            if (BufferRules.IsTensor(op.Results[i].Type)) buffers[op.Results[i]] = call.Results[i];
            else op.Results[i].ReplaceAllUsesWith(call.Results[i]);
    }

    private static IrType Outside(IrType type) => BufferRules.IsTensor(type) ? Buffers.Open(type) : type;
}
