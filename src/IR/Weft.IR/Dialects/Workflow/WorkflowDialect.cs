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
        KernelAttributes.ScalarLoops => (attribute.Value is UnitAttr && op is FuncOp)
            || op.Error(diagnostics, $"'{attribute.Name}' is a unit attribute of functions"),
        KernelAttributes.Doc => (attribute.Value is StringAttr && op is IFunction)
            || op.Error(diagnostics, $"'{attribute.Name}' is a string attribute of functions"),
        KernelAttributes.Name => attribute.Value is StringAttr || op.Error(diagnostics, $"'{attribute.Name}' is a string attribute"),
        KernelAttributes.At =>
            (op is GraphOp or InvokeOp && attribute.Value is StringAttr { Value: var at } && Placement.TryParse(at) is not null)
            || op.Error(
                diagnostics, $"'{attribute.Name}' says where a workflow or an invocation may run, for example \"gpu(0.2) else cpu\""),
        KernelAttributes.Deadline =>
            (op is GraphOp or InvokeOp && attribute.Value is StringAttr { Value: var time } && Durations.TryParse(time) is not null)
            || op.Error(diagnostics, $"'{attribute.Name}' says how long a workflow or an invocation may take, for example \"50ms\""),
        ShapeConstraint.Attribute => (attribute.Value is ArrayAttr { Elements: var texts } && op is IFunction
                && texts.All(text => text is StringAttr { Value: var value } && ShapeConstraint.TryParse(value) is not null))
            || op.Error(diagnostics, $"'{ShapeConstraint.Attribute}' is an array of comparisons of extents of a function"),
        KernelAttributes.Time => (attribute.Value is UnitAttr && op is ForOp)
            || op.Error(diagnostics, $"'{KernelAttributes.Time}' is a unit attribute of a loop"),
        KernelAttributes.Loops => (attribute.Value is ArrayAttr { Elements: var loops } && loops.All(name => name is StringAttr)
                && loops.Count == (op is IStructuredOp structured ? structured.LoopCount : op is ILoopLike ? 1 : -1))
            || op.Error(diagnostics, $"'{attribute.Name}' names each loop of a loop or a structured operation"),
        KernelAttributes.Scheduled => (attribute.Value is UnitAttr && op is ILoopLike)
            || op.Error(diagnostics, $"'{attribute.Name}' is a unit attribute of loops"),
        KernelAttributes.Layout => (attribute.Value is StringAttr && op is AllocationOp)
            || op.Error(diagnostics, $"'{attribute.Name}' is a string attribute of allocations"),
        KernelAttributes.SharedNames => (op is LaunchOp && attribute.Value is ArrayAttr names && names.Elements.All(n => n is StringAttr))
            || op.Error(diagnostics, $"'{attribute.Name}' is an array of strings on launches"),
        KernelAttributes.Likely => (attribute.Value is UnitAttr && op is (IfOp or CondBranchOp))
            || op.Error(diagnostics, $"'{attribute.Name}' is a unit attribute of conditions"),
        KernelAttributes.Associative => (attribute.Value is UnitAttr && op is CallOp)
            || op.Error(diagnostics, $"'{attribute.Name}' is a unit attribute of calls"),
        KernelAttributes.Fault =>
            (op is AssertOp && attribute.Value is StringAttr { Value: KernelAttributes.Overflow or KernelAttributes.Thrown })
            || op.Error(diagnostics, $"'{attribute.Name}' says what an assertion finds: \"overflow\" or \"thrown\""),
        KernelAttributes.Proved =>
            (attribute.Value is UnitAttr && op is VectorLoadOp or VectorStoreOp or MaskedLoadOp or MaskedStoreOp
                or AffineVectorLoadOp or AffineVectorStoreOp)
            || op.Error(diagnostics, $"'{attribute.Name}' is a unit attribute of accesses to neighbouring elements"),
        KernelAttributes.Streams => (attribute.Value is UnitAttr && op is VectorStoreOp or AffineVectorStoreOp or AffineStoreOp)
            || op.Error(diagnostics, $"'{attribute.Name}' is a unit attribute of stores of vectors, and of those that become vectors"),
        KernelAttributes.Finite => (attribute.Value is UnitAttr && op is DivFOp)
            || op.Error(diagnostics, $"'{attribute.Name}' is a unit attribute of divisions"),
        KernelAttributes.Once or KernelAttributes.Independent => (attribute.Value is UnitAttr && op is AffineForOp { Inits.Count: 0 })
            || op.Error(diagnostics, $"'{attribute.Name}' is a unit attribute of affine loops that carry nothing"),
        KernelAttributes.Rare => (attribute.Value is UnitAttr && op is AffineForOp)
            || op.Error(diagnostics, $"'{attribute.Name}' is a unit attribute of affine loops"),
        KernelAttributes.Filled => (attribute.Value is UnitAttr && op is AllocationOp)
            || op.Error(diagnostics, $"'{attribute.Name}' is a unit attribute of allocations"),
        _ => op.Error(diagnostics, $"'{attribute.Name}' is not an attribute of dialect 'wf'"),
    };
}
