using System.Linq;

namespace Weft.IR;

/// <summary>Workflows, kernels' signatures, and the checks that keep kernels safe.</summary>
[Dialect("wf")]
public sealed partial class WorkflowDialect : Dialect
{
    public override bool VerifyAttribute(Operation op, NamedAttribute attribute, DiagnosticBag diagnostics) => attribute.Name switch
    {
        KernelAttributes.Kernel => (attribute.Value is UnitAttr && op is IFunction)
            || op.Error(diagnostics, $"'{attribute.Name}' is a unit attribute of functions"),
        KernelAttributes.Doc => (attribute.Value is StringAttr && op is IFunction)
            || op.Error(diagnostics, $"'{attribute.Name}' is a string attribute of functions"),
        KernelAttributes.Name => attribute.Value is StringAttr || op.Error(diagnostics, $"'{attribute.Name}' is a string attribute"),
        KernelAttributes.SharedNames => (op is LaunchOp && attribute.Value is ArrayAttr names && names.Elements.All(n => n is StringAttr))
            || op.Error(diagnostics, $"'{attribute.Name}' is an array of strings on launches"),
        KernelAttributes.Likely => (attribute.Value is UnitAttr && op is (IfOp or CondBranchOp))
            || op.Error(diagnostics, $"'{attribute.Name}' is a unit attribute of conditions"),
        _ => op.Error(diagnostics, $"'{attribute.Name}' is not an attribute of dialect 'wf'"),
    };
}
