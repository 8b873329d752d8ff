using Weft.IR;
using Weft.Passes;
using Weft.Runtime;

namespace Weft.Backends.Llvm;

/// <summary>How a function is called.</summary>
internal enum Calling
{
    /// <summary>By the runtime, with one block of arguments.</summary>
    Launch,

    /// <summary>By the runtime, for a range of turns of a parallel loop.</summary>
    Tile,

    /// <summary>By others of the program, in registers: the launch context, then the parts of each argument; results are one struct.
    /// </summary>
    Direct,
}

/// <summary>Calls of functions that could not be inlined: of themselves, or through a value.</summary>
internal static class CallInstructions
{
    public static void Call(FunctionEmitter to, Operation op)
    {
        var call = (CallOp)op;
        if (SymbolTable.Resolve(op, call.Callee) is FuncOp { IsDeclaration: false } callee)
            Call(to, op, $"@{to.Module.SymbolOf(callee, Calling.Direct)}", call.Arguments);
        else HostCalls.Call(to, call);
    }

    public static void CallIndirect(FunctionEmitter to, Operation op)
    {
        var call = (CallIndirectOp)op;
        Call(to, op, to[call.Callee], call.Arguments);
    }

    public static void Constant(FunctionEmitter to, Operation op)
    {
        var constant = (FunctionConstantOp)op;
        if (SymbolTable.Resolve(op, constant.Value) is not FuncOp { IsDeclaration: false } function)
            throw EmissionException.Unsupported(op, $"the address of {constant.Value}, which the host provides,");
        to.Bind(constant.Result, $"@{to.Module.SymbolOf(function, Calling.Direct)}");
    }

    public static void Return(FunctionEmitter to, Operation op)
    {
        var parts = to.Calling == Calling.Direct ? op.Operands.SelectMany(value => Parts(to, value, op)).ToList() : [];
        var (type, result) = (ResultType(to.Function.Type.Results, op), "poison");
        for (var i = 0; i < parts.Count; i++)
            result = to.Assign($"insertvalue {type} {result}, {parts[i].Type} {parts[i].Operand}, {i}");
        to.EndBlock();
        to.Line(parts.Count == 0 ? "ret void" : $"ret {type} {result}");
    }

    /// <summary>The LLVM type of what a function gives.</summary>
    public static string ResultType(IReadOnlyList<IrType> results, Operation op)
    {
        var types = results.SelectMany(type => PartTypes(type, op)).ToList();
        return types.Count == 0 ? "void" : $"{{ {string.Join(", ", types)} }}";
    }

    /// <summary>Ends the program when its calls take more stack than there is. Called where a function begins.</summary>
    public static void CheckStack(FunctionEmitter to)
    {
        to.Module.Declare("llvm.frameaddress.p0", "ptr @llvm.frameaddress.p0(i32 immarg)");
        var here = to.Assign($"ptrtoint ptr {to.Assign("call ptr @llvm.frameaddress.p0(i32 0)")} to i64");
        var place = to.Assign($"getelementptr inbounds i8, ptr {to.Context}, i64 {ContextOffsets.StackLimit}");
        var limit = to.Assign($"load i64, ptr {place}");
        to.Check(
            to.Assign($"icmp ugt i64 {here}, {limit}"),
            new FaultSite(FaultKind.CallDepth, to.Function.Location.Position, to.Function.SymName), "0", "0");
    }

    // The callee may have left early: then the caller does, too.
    private static void Call(FunctionEmitter to, Operation op, string callee, OperandRange arguments)
    {
        var parts = arguments.SelectMany(value => Parts(to, value, op)).Select(part => $"{part.Type} {part.Operand}");
        var type = ResultType([.. op.ResultList.Select(r => r.Type)], op);
        var call = $"call {type} {callee}({string.Join(", ", parts.Prepend($"ptr {to.Context}"))})";
        var (result, next) = ("", 0);
        if (type == "void") to.Line(call);
        else result = to.Assign(call);
        to.Poll();
        foreach (var value in op.ResultList)
            if (value.Type is MemRefType memory) to.Bind(value, MemRefOperand.Of(memory, _ => Part()));
            else to.Bind(value, Part());

        string Part() => to.Assign($"extractvalue {type} {result}, {next++}");
    }

    private static IEnumerable<(string Type, string Operand)> Parts(FunctionEmitter to, Value value, Operation op) =>
        value.Type is MemRefType memory ? to.MemRef(value).Parts(memory) : [(to.TypeOf(value, op), to[value])];

    private static List<string> PartTypes(IrType type, Operation op)
    {
        var types = new List<string>();
        if (type is MemRefType memory) MemRefOperand.Of(memory, Add);
        else Add(LlvmTypes.Register(type) ?? throw EmissionException.Unsupported(op, $"type '{type}'"));
        return types;

        string Add(string part)
        {
            types.Add(part);
            return part;
        }
    }
}
