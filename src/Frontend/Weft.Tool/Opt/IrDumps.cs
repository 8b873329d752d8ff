using Weft.IR;
using Weft.Passes;

namespace Weft.Tool.Opt;

/// <summary>Prints the IR before and after passes, as mlir-opt's <c>--mlir-print-ir-...</c> do.</summary>
internal sealed class IrDumps(PrintIrOptions options, Func<Operation, string> print, TextWriter output) : IPassObserver
{
    public bool Around(PipelineNode node, Operation op, Func<bool> run)
    {
        if (node is not PassNode pass) return run();
        var name = pass.Stage.Name;
        if (options.IsBefore(name)) Write("Before", pass, "", op);
        var before = options.OnlyOnChange && options.IsAfter(name) ? print(op) : null;
        var isDone = run();
        if (!options.IsAfter(name)) return isDone;
        if (!isDone) Write("After", pass, " Failed", op);
        else if (!options.OnlyOnFailure && (before is null || before != print(op))) Write("After", pass, "", op);
        return isDone;
    }

    private void Write(string when, PassNode pass, string outcome, Operation op)
    {
        output.Write($"// -----// IR Dump {when} {pass.Title}{outcome} ({pass.Stage.Name}){Scope(op)} //----- //\n");
        output.Write($"{print(options.ModuleScope ? Outermost(op) : op)}\n");
    }

    private string Scope(Operation op) => !options.ModuleScope || op.Parent is null ? ""
        : op.Attribute("sym_name") is StringAttr { Value: var name } ? $" ('{op.Name}' operation: @{name})"
        : $" ('{op.Name}' operation)";

    private static Operation Outermost(Operation op)
    {
        while (op.ParentOp is { } outer) op = outer;
        return op;
    }
}
