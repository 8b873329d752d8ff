using Weft.IR;

namespace Weft.Passes;

/// <summary>Tensors that functions take and give.</summary>
internal static class FunctionBuffers
{
    /// <summary>Whether a function takes or gives tensors.</summary>
    public static bool HasTensors(FuncOp function) =>
        function.Type.Inputs.Concat(function.Type.Results).Any(BufferRules.IsTensor);

    /// <summary>Handles a function. What it gives may have the type of the buffer that it returns, if there is one place where it does.
    /// </summary>
    public static void Rewrite(FuncOp function, Buffers buffers)
    {
        var boundary = buffers.Boundary;
        var inputs = function.Type.Inputs.Select(boundary.Of).ToArray();
        var results = function.Type.Results.Select(boundary.Of).ToArray();
        if (function.IsDeclaration)
        {
            function.Type = new(new(inputs), new(results));
            return;
        }

        var entry = function.Body.Entry;
        var tensors = entry.Arguments.Where(argument => BufferRules.IsTensor(argument.Type)).ToList();
        foreach (var argument in tensors)
            buffers[argument] = entry.InsertArgument(argument.Index + 1, boundary.Of(argument.Type), argument.Location);
        var returns = function.Body.Blocks.Select(block => block.Last).OfType<ReturnOp>().ToList();
        BlockBuffers.ProcessAllButEnds(function.Body, buffers);
        if (buffers.Failed) return;

        for (var i = 0; i < results.Length && returns.Count == 1 && boundary.IsInferred(function); i++)
            if (BufferRules.IsTensor(function.Type.Results[i])) results[i] = buffers[returns[0].Operands[i]].Type;
        function.Type = new(new(inputs), new(results));
        foreach (var op in returns) buffers.Process(op);
        buffers.EraseLater(tensors);
        buffers.Finish();
    }

    public static void Return(Operation op, Buffers buffers)
    {
        var (builder, types) = (Builder.At(op), op.Enclosing<FuncOp>()!.Type.Results);
        builder.Insert(new ReturnOp([.. op.Operands.Select((value, i) =>
            BufferRules.IsTensor(value.Type) ? Buffers.Fitting(builder, buffers[value], types[i], isCopied: false) : value)]));
    }

    public static void Call(CallOp op, Buffers buffers)
    {
        var (builder, callee) = (Builder.At(op), (FuncOp)SymbolTable.Resolve(op, op.Callee)!);
        if (HasTensors(callee)) buffers.Boundary.CallEarly(callee);
        var arguments = buffers.OperandsOf(op).Select((argument, i) =>
            Buffers.Fitting(builder, argument, buffers.Boundary.Of(callee.Type.Inputs[i]), isCopied: false));
        var call = builder.Insert(new CallOp(op.Callee, [.. arguments], [.. callee.Type.Results.Select(buffers.Boundary.Of)]));
        buffers.Pass(op.ResultList, call.ResultList);
    }
}
