using Weft.IR;

namespace Weft.Tool;

/// <summary>
/// Makes a kernel around a program's function, so that devices run it like any other: the result goes to an output of rank 0.
/// </summary>
internal static class ProgramEntry
{
    /// <summary>Adds the kernel and gives its name.</summary>
    public static string AddTo(ModuleOp module, FuncOp function, string resultName)
    {
        var name = "weft.program";
        while (new SymbolTable(module).Find<Operation>(name) is not null) name += "_";
        // The user's function is inlined; a kernel of its own, it would need parameters with names.
        function.SetAttribute(KernelAttributes.Kernel, null);
        var outputs = function.Type.Results.Select(type => (IrType)new MemRefType([], type)).ToArray();
        var entry = FuncOp.WithBody(name, new FunctionType([.. outputs], []));
        entry.Location = function.Location;
        entry.SetAttribute(KernelAttributes.Kernel, UnitAttr.Instance);
        entry.SetAttribute(KernelAttributes.Name, new StringAttr(function.SymName));
        if (outputs.Length > 0)
            entry.ArgumentAttributes = KernelAttributes.Signature(function.Type.Results.Select(type => $"{resultName}: out {type}"));
        module.Body.Entry.Append(entry);

        var body = entry.Body.Entry;
        var call = new CallOp(SymbolRefAttr.Flat(function.SymName), [], [.. function.Type.Results]) { Location = function.Location };
        body.Append(call);
        foreach (var result in call.ResultList) body.Append(new StoreOp(result, body.Arguments[0], []) { Location = function.Location });
        body.Append(new ReturnOp([]) { Location = function.Location });
        return name;
    }
}
