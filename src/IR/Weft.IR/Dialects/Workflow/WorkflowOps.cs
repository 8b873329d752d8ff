using System.Collections.Generic;
using System.Linq;
using Weft.IR.Text;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>
/// A workflow: kernels called on arrays that are values (tensors). What a call gives is a new array; nothing is written in place, so
/// calls that do not use each other's results may run at the same time, in any order, on any device. Loops, branches and fan-out are
/// those of <c>scf</c>. Results are the new states of the <c>inout</c> arguments in their order, then the outputs.
/// </summary>
[Op("wf.graph", DefaultDialect = "wf")]
[Traits(AutomaticAllocationScope, IsolatedFromAbove, Symbol)]
public sealed partial class GraphOp : Operation, IFunction
{
    [Attr(Name = "sym_name", Symbol = true)] public partial string SymName { get; set; }

    [Attr(Name = "function_type")] public partial FunctionType Type { get; set; }

    [Attr(Name = "sym_visibility")] public partial string? Visibility { get; set; }

    [Attr(Name = "arg_attrs", Summary = "Array of dictionary attributes", Test = nameof(AttributeRules.IsDictionaryArray))]
    public partial ArrayAttr? ArgumentAttributes { get; set; }

    [Attr(Name = "res_attrs", Summary = "Array of dictionary attributes", Test = nameof(AttributeRules.IsDictionaryArray))]
    public partial ArrayAttr? ResultAttributes { get; set; }

    [Region] public partial Region Body { get; }

    public static GraphOp WithBody(string name, FunctionType type)
    {
        var graph = new GraphOp(name, type);
        graph.Body.AddBlock(type.Inputs.Span);
        return graph;
    }

    public static bool Parse(IrParser parser, OperationState state) => FunctionForm.Parse(parser, state);

    public override void PrintCustom(IrPrinter printer) => FunctionForm.Print(printer, this);

    /// <summary>How many of the results, from the first, are new states of <c>inout</c> arguments.</summary>
    public int StateCount => Enumerable.Range(0, Type.Inputs.Count).Count(i => KernelAttributes.AccessOf(this, i) == Access.InOut);

    private bool Verify(DiagnosticBag diagnostics)
    {
        if (Body.IsEmpty) return Error(diagnostics, "needs a body: a workflow is not declared elsewhere");
        if (Type.Inputs.Concat(Type.Results).FirstOrDefault(type => type is MemRefType or UnrankedMemRefType) is { } memory)
            return Error(diagnostics, $"takes or gives '{memory}', but arrays are values in a workflow; write a tensor type");
        return FunctionForm.Verify(this, diagnostics) && VerifyStates(diagnostics);
    }

    private bool VerifyStates(DiagnosticBag diagnostics)
    {
        var states = Enumerable.Range(0, Type.Inputs.Count).Where(i => KernelAttributes.AccessOf(this, i) == Access.InOut).ToList();
        for (var i = 0; i < states.Count; i++)
            if (i >= Type.Results.Count || Type.Results[i] != Type.Inputs[states[i]])
                return Error(
                    diagnostics,
                    $"gives no new state of '{KernelAttributes.NameOf(this, states[i])}': result {i} should be "
                    + $"'{Type.Inputs[states[i]]}'{(i < Type.Results.Count ? $", found '{Type.Results[i]}'" : "")}");
        return true;
    }
}

/// <summary>
/// Calls a kernel or a workflow on values: arrays are tensors, and so that what a kernel writes into a cell is a scalar. Operands are
/// its inputs and inouts in order; results of a kernel are its outputs and inouts in order, those of a workflow are the workflow's.
/// Extents of results follow from the kernel's signature. <c>wf.on</c> says where it may run, <c>wf.deadline</c> how long.
/// </summary>
[Op("wf.invoke")]
public sealed partial class InvokeOp : Operation, IVerifySymbols
{
    [Attr] public partial SymbolRefAttr Callee { get; set; }

    [Operand<AnyType>] public partial OperandRange Arguments { get; }

    [Result<AnyType>] public partial ResultRange Values { get; }

    public static bool Parse(IrParser parser, OperationState state) => CallForm.Parse(parser, state);

    public override void PrintCustom(IrPrinter printer) => CallForm.Print(printer, this, Callee);

    /// <summary>The call of a kernel or workflow with these operands; its results have the types that the callee says.</summary>
    public static InvokeOp Of(IFunction callee, IReadOnlyList<Value> arguments) =>
        new(SymbolRefAttr.Flat(callee.SymName), arguments, [.. WorkflowRules.InvokeType(callee).Results]);

    public bool VerifySymbols(SymbolTables symbols, DiagnosticBag diagnostics)
    {
        if (symbols.Resolve(this, Callee) is not IFunction callee)
            return Error(diagnostics, $"'{Callee.Leaf}' does not reference a kernel or workflow");
        for (var i = 0; i < callee.Type.Inputs.Count; i++)
            if (KernelAttributes.ParameterOf(callee, i) is { } text && ParameterSpelling.TryParse(text) is null)
                return Error(
                    diagnostics,
                    $"@{Callee.Leaf} has the parameter \"{text}\"; expected \"name: [in|out|inout] element[extents]\"");
        return CallForm.VerifyCallee(this, Callee, WorkflowRules.InvokeType(callee), "kernel", diagnostics);
    }
}

/// <summary>Gives the results of a workflow.</summary>
[Op("wf.return", Format = "attr-dict ($values^ `:` type($values))?")]
[Traits(Pure, IsTerminator, ReturnLike)]
[HasParent("wf.graph")]
public sealed partial class WorkflowReturnOp : Operation
{
    [Operand<AnyType>] public partial OperandRange Values { get; }

    private bool Verify(DiagnosticBag diagnostics) =>
        ParentOp is not GraphOp graph || Values.Types.SequenceEqual(graph.Type.Results)
        || Error(
            diagnostics,
            $"gives ({string.Join(", ", Values.Types)}), "
            + $"but workflow @{graph.SymName} has the results ({string.Join(", ", graph.Type.Results)})");
}

/// <summary>
/// Runs a kernel or workflow when something happens:
/// <c>wf.event ["s3", "in/*.npy"] to @detect ["body", 0.5 : f32] give ["s3", "out/{name}"]</c>.
/// Arguments are the callee's inputs and inouts in order: the name of a field of the event, or a number. The result may go somewhere.
/// </summary>
[Op("wf.event", Format = "$source `to` $target $arguments (`give` $sink^)? attr-dict")]
public sealed partial class EventOp : Operation, IVerifySymbols
{
    /// <summary>The name of an <see cref="EventSource"/> and its setting.</summary>
    [Attr] public partial ArrayAttr Source { get; set; }

    [Attr] public partial SymbolRefAttr Target { get; set; }

    [Attr] public partial ArrayAttr Arguments { get; set; }

    /// <summary>Where the result goes, as <see cref="Source"/>.</summary>
    [Attr] public partial ArrayAttr? Sink { get; set; }

    public bool VerifySymbols(SymbolTables symbols, DiagnosticBag diagnostics)
    {
        if (symbols.Resolve(this, Target) is not IFunction target || !KernelAttributes.IsKernel((Operation)target))
            return Error(diagnostics, $"'{Target.Leaf}' does not reference a kernel or workflow");
        var wanted = Enumerable.Range(0, target.Type.Inputs.Count).Count(i => KernelAttributes.AccessOf(target, i) != Access.Out);
        return Arguments.Elements.Count == wanted
            || Error(diagnostics, $"passes {Arguments.Elements.Count} arguments, but @{target.SymName} takes {wanted}");
    }

    private bool Verify(DiagnosticBag diagnostics)
    {
        if (EndpointOf(Source) is not { } source) return Error(diagnostics, "expects a source of events and its setting");
        foreach (var argument in Arguments.Elements)
            if (argument is StringAttr { Value: var field } && source.Field(field) is null)
                return Error(diagnostics, $"passes '{field}', which an event of '{source.Name}' does not have");
        return Sink is null || EndpointOf(Sink) is { IsSink: true }
            || Error(diagnostics, "expects a sink that takes results and its setting");
    }

    private static EventSource? EndpointOf(ArrayAttr endpoint) =>
        endpoint.Elements is [StringAttr { Value: var name }, StringAttr { Value: var setting }]
        && EventSource.Find(name) is { } source && source.Accepts(setting) ? source : null;
}

/// <summary>Faults unless <c>0 &lt;= index &lt; bound</c>; the subject names the array.</summary>
[Op("wf.check_index", Format = "$index `below` $bound attr-dict")]
public sealed partial class CheckIndexOp : Operation, IHasMemoryEffects
{
    public MemoryEffects Effects => MemoryEffects.Fault;

    [Attr] public partial string Subject { get; set; }

    [Operand<Index>] public partial Value Index { get; }

    [Operand<Index>] public partial Value Bound { get; }
}

/// <summary>Faults unless the indices name an element. Placed where a language looks at the indices before it computes what it stores.
/// </summary>
[Op("wf.check_access", Format = "$memref `[` $indices `]` attr-dict `:` type($memref)")]
public sealed partial class CheckAccessOp : Operation, IMemoryAccess, IHasMemoryEffects, IFold
{
    public MemoryEffects Effects => MemoryEffects.Fault;

    [Operand<AnyMemRef>] public partial Value Memref { get; }

    [Operand<Index>] public partial OperandRange Indices { get; }

    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) => MemRefCastFolding.SkipCasts(this);

    private bool Verify(DiagnosticBag diagnostics) => MemRefRules.VerifyIndices(this, "load", diagnostics);
}

/// <summary>Faults when a division is by zero, or when its quotient overflows (the least number, by -1), unless <c>zero_only</c> says that
/// the quotient cannot or is not asked for.</summary>
[Op("wf.check_division", Format = "$lhs `,` $rhs attr-dict `:` type($lhs)")]
[Traits(SameTypeOperands)]
public sealed partial class CheckDivisionOp : Operation, IHasMemoryEffects
{
    public MemoryEffects Effects => MemoryEffects.Fault;

    [Attr(Name = "zero_only")] public partial bool ZeroOnly { get; set; }

    [Operand<AnySignlessIntegerOrIndex>] public partial Value Lhs { get; }

    [Operand<AnySignlessIntegerOrIndex>] public partial Value Rhs { get; }
}

/// <summary>Whether two arrays share no memory: all elements of one lie before all of the other. An array without elements shares none.
/// </summary>
[Op("wf.disjoint", Format = "$lhs `,` $rhs attr-dict `:` type($lhs) `,` type($rhs)")]
[Traits(Pure)]
public sealed partial class DisjointOp : Operation
{
    [Operand<AnyMemRef>] public partial Value Lhs { get; }

    [Operand<AnyMemRef>] public partial Value Rhs { get; }

    [Result<I1>] public partial OpResult Result { get; }
}

/// <summary>What was stored past the caches is in memory before anything behind is.</summary>
[Op("wf.stream_fence", Format = "attr-dict")]
public sealed partial class StreamFenceOp : Operation, IHasMemoryEffects
{
    public MemoryEffects Effects => MemoryEffects.Read | MemoryEffects.Write;
}

/// <summary>Replaces an element if its bits are the expected ones, as one step. Gives the element as it was before. Undefined when an index
/// is not in range.</summary>
[Op("wf.compare_exchange",
    Format = "$expected `,` $desired `,` $memref `[` $indices `]` attr-dict "
        + "`:` `(` type($expected) `,` type($memref) `)` `->` type($result)")]
[AllTypesMatch(nameof(Expected), nameof(Desired), nameof(Result))]
[TypesMatch("value type matches element type of memref", nameof(Memref), nameof(Expected), nameof(TypeRules.ElementOf))]
public sealed partial class CompareExchangeOp : Operation, IMemoryAccess, IHasValueEffects
{
    public MemoryEffects Effects => MemoryEffects.Read | MemoryEffects.Write;

    public IReadOnlyList<MemoryEffect> ValueEffects => [new(MemoryEffects.Read, Memref), new(MemoryEffects.Write, Memref)];

    [Operand<SignlessIntegerOrFloat>] public partial Value Expected { get; }

    [Operand<SignlessIntegerOrFloat>] public partial Value Desired { get; }

    [Operand<AtomicMemRef>] public partial Value Memref { get; }

    [Operand<Index>] public partial OperandRange Indices { get; }

    [Result<SignlessIntegerOrFloat>] public partial OpResult Result { get; }

    private bool Verify(DiagnosticBag diagnostics) => Indices.Count == ((MemRefType)Memref.Type).Rank
        || Error(diagnostics, "expects the number of subscripts to be equal to memref rank");
}

/// <summary>Ends the kernel when the launch was cancelled. Placed where it costs little: between strips of long loops.</summary>
[Op("wf.check_stop", Format = "attr-dict")]
public sealed partial class CheckStopOp : Operation, IHasMemoryEffects
{
    public MemoryEffects Effects => MemoryEffects.Fault;
}

/// <summary>
/// Calls a function for consecutive runs of 0 to <c>count</c>, possibly on several threads at once: <c>tile(begin, end, arguments)</c>.
/// What a parallel loop becomes when its body has been outlined. Runs of fewer turns than the grain are not worth a thread.
/// </summary>
[Op("wf.parallel_call", Format = "$callee `,` $count `by` $grain `(` $arguments `)` attr-dict `:` type($arguments)")]
public sealed partial class ParallelCallOp : Operation, IVerifySymbols
{
    [Attr] public partial SymbolRefAttr Callee { get; set; }

    [Operand<Index>] public partial Value Count { get; }

    [Operand<Index>] public partial Value Grain { get; }

    [Operand<AnyType>] public partial OperandRange Arguments { get; }

    public bool VerifySymbols(SymbolTables symbols, DiagnosticBag diagnostics)
    {
        if (symbols.Resolve(this, Callee) is not FuncOp tile)
            return Error(diagnostics, $"'{Callee.Leaf}' does not reference a valid function");
        return tile.Type.Inputs.SequenceEqual([IndexType.Instance, IndexType.Instance, .. Arguments.Types])
            || Error(
                diagnostics,
                $"needs a function of (index, index, {string.Join(", ", Arguments.Types)}), but @{tile.SymName} is {tile.Type}");
    }
}

/// <summary>How kernels and workflows are seen from a workflow.</summary>
internal static class WorkflowRules
{
    /// <summary>Operands and results of an invocation: of a kernel, outputs leave the list of arguments and become results.</summary>
    public static FunctionType InvokeType(IFunction callee)
    {
        if (callee is GraphOp) return callee.Type;
        var inputs = new List<IrType>();
        var results = new List<IrType>();
        for (var i = 0; i < callee.Type.Inputs.Count; i++)
        {
            var access = KernelAttributes.AccessOf(callee, i);
            var type = ValueType(callee.Type.Inputs[i], access);
            if (access != Access.Out) inputs.Add(type);
            if (access != Access.In) results.Add(type);
        }

        return new(inputs.ToSequence(), results.Concat(callee.Type.Results).ToSequence());
    }

    // Memory is an array, and a cell that is written is a number.
    private static IrType ValueType(IrType parameter, Access access) => parameter switch
    {
        MemRefType { Rank: 0 } cell when access != Access.In => cell.Element,
        MemRefType array => new RankedTensorType(array.Shape, array.Element),
        _ => parameter,
    };
}
