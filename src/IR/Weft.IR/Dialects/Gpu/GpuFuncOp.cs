using System.Collections.Generic;
using System.Linq;
using Weft.IR.Text;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>A function that threads of a device run; the host launches those that are kernels. Arguments of the body that are not the
/// function's are memory of the block, then of the thread.</summary>
[Op("gpu.func")]
[HasParent("gpu.module")]
[Traits(AutomaticAllocationScope, Symbol, IsolatedFromAbove)]
public sealed partial class GpuFuncOp : Operation, IFunction, ICallable
{
    [Attr(Name = "function_type")] public partial FunctionType Type { get; set; }

    [Attr(Name = "arg_attrs", Summary = "Array of dictionary attributes", Test = nameof(AttributeRules.IsDictionaryArray))]
    public partial ArrayAttr? ArgumentAttributes { get; set; }

    [Attr(Name = "res_attrs", Summary = "Array of dictionary attributes", Test = nameof(AttributeRules.IsDictionaryArray))]
    public partial ArrayAttr? ResultAttributes { get; set; }

    [Attr(Name = "workgroup_attrib_attrs", Summary = "Array of dictionary attributes", Test = nameof(AttributeRules.IsDictionaryArray))]
    public partial ArrayAttr? WorkgroupAttributes { get; set; }

    [Attr(Name = "private_attrib_attrs", Summary = "Array of dictionary attributes", Test = nameof(AttributeRules.IsDictionaryArray))]
    public partial ArrayAttr? PrivateAttributes { get; set; }

    [Attr(Name = "known_block_size", Summary = "i32 dense array attribute with 3 elements (if present)", Test = nameof(IsExtents))]
    public partial DenseArrayAttr? KnownBlockSize { get; set; }

    [Attr(Name = "known_grid_size", Summary = "i32 dense array attribute with 3 elements (if present)", Test = nameof(IsExtents))]
    public partial DenseArrayAttr? KnownGridSize { get; set; }

    [Region] public partial Region Body { get; }

    public string SymName => Attribute("sym_name") is StringAttr { Value: var name } ? name : "";

    public string? Visibility => (Attribute("sym_visibility") as StringAttr)?.Value;

    public Region? CallableRegion => Body.IsEmpty ? null : Body;

    public bool IsKernel => Attribute(GpuDialect.Kernel) is UnitAttr;

    public int WorkgroupAttributionCount => Attribute(LaunchOp.WorkgroupAttributionsName) is IntegerAttr count ? (int)count.Int64 : 0;

    public IEnumerable<BlockArgument> WorkgroupAttributions =>
        Body.Entry.Arguments.Skip(Type.Inputs.Count).Take(WorkgroupAttributionCount);

    public IEnumerable<BlockArgument> PrivateAttributions =>
        Body.Entry.Arguments.Skip(Type.Inputs.Count + WorkgroupAttributionCount);

    private static bool IsExtents(Attribute attribute) =>
        attribute is DenseArrayAttr { Element: IntegerType { Width: 32 }, Values.Count: 3 };

    public static bool Parse(IrParser parser, OperationState state) => GpuFuncForm.Parse(parser, state);

    public override void PrintCustom(IrPrinter printer) => GpuFuncForm.Print(printer, this);

    private bool Verify(DiagnosticBag diagnostics)
    {
        if (IsKernel && Type.Results.Count > 0) return Error(diagnostics, "expected void return type for kernel function");
        return FunctionForm.VerifySignature(this, diagnostics) && VerifyBody(diagnostics);
    }

    private bool VerifyBody(DiagnosticBag diagnostics)
    {
        if (Body.IsEmpty) return Error(diagnostics, "expected body with at least one block");
        var (inputs, arguments) = (Type.Inputs, Body.Entry.Arguments);
        if (arguments.Count < inputs.Count + WorkgroupAttributionCount)
            return Error(diagnostics, $"expected at least {inputs.Count + WorkgroupAttributionCount} arguments to body region");
        for (var i = 0; i < inputs.Count; i++)
            if (arguments[i].Type != inputs[i])
                return Error(diagnostics, $"expected body region argument #{i} to be of type '{inputs[i]}', got '{arguments[i].Type}'");
        return GpuSpaces.Verify(this, WorkgroupAttributions, AddressSpace.Workgroup, diagnostics)
            && GpuSpaces.Verify(this, PrivateAttributions, AddressSpace.Private, diagnostics);
    }
}

/// <summary>Ends a thread's run of a <c>gpu.func</c>.</summary>
[Op("gpu.return", Format = "attr-dict ($operands^ `:` type($operands))?")]
[HasParent("gpu.func")]
[Traits(Pure, IsTerminator)]
public sealed partial class GpuReturnOp : Operation
{
    [Operand<AnyType>(Name = "operands")] public partial OperandRange Values { get; }

    private bool Verify(DiagnosticBag diagnostics)
    {
        if (Enclosing<GpuFuncOp>() is not { } function) return true;
        var results = function.Type.Results;
        if (results.Count != Values.Count)
        {
            diagnostics.Add(Mistake(diagnostics, $"'{Name}' op expected {results.Count} result operands")
                .WithNote(function.Location, "return type declared here"));
            return false;
        }

        for (var i = 0; i < results.Count; i++)
            if (Values[i].Type != results[i])
                return Error(diagnostics, $"unexpected type `'{Values[i].Type}'' for operand #{i}");
        return true;
    }
}
