using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Weft.IR;
using Attribute = Weft.IR.Attribute;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>Kernels that run over a grid: their body is one <c>gpu.launch</c>, and the members of <c>Gpu</c> are its operations.</summary>
internal sealed class SimtOperations(BodyLowering body)
{
    public const string ClassName = "Gpu";

    private readonly List<Attribute> _shared = [];
    private LaunchOp? _launch;
    private Frame? _kernel;

    /// <summary>Whether the kernel that is being lowered runs over a grid.</summary>
    public bool IsKernel => _launch is not null;

    public static bool Owns(ISymbol member) =>
        member is { IsStatic: true, ContainingType: { Name: ClassName, ContainingType: null, ContainingNamespace: var scope } }
        && scope is { Name: "Weft", ContainingNamespace.IsGlobalNamespace: true };

    /// <summary>Lowers a kernel's statements as what each thread does.</summary>
    /// <param name="sizes">Of the grid, then of its blocks.</param>
    public void RunAsGrid(Frame frame, IReadOnlyList<IOperation> statements, IReadOnlyList<Value> sizes)
    {
        _kernel = frame;
        _launch = LaunchOp.WithBody(new(sizes[0], sizes[1], sizes[2]), new(sizes[3], sizes[4], sizes[5]));
        body.Function.Insert(_launch);
        var back = body.Function.Enter(_launch.Body.Entry);
        body.Inlining.RunIn(frame, statements);
        body.Function.Insert(new TerminatorOp());
        body.Function.Leave(back);
    }

    /// <summary>The value of <c>Gpu.ThreadIdx.X</c> and its like; null for other properties.</summary>
    public Value? Position(IPropertyReferenceOperation property)
    {
        var (whole, coordinate) = property.Instance is IPropertyReferenceOperation { Instance: null } position && Owns(position.Property)
            ? (position, property.Property.Name) : (property, "");
        if (!Owns(whole.Property)) return null;
        RequireGrid(property);
        return (whole.Property.Name, coordinate) switch
        {
            ("LaneId", _) => AsInt(property, body.At(property).Add(new LaneIdOp())),
            ("WarpId", _) => AsInt(property, body.At(property).Add(new SubgroupIdOp())),
            (var name, "X" or "Y" or "Z") => AsInt(property, Along(name, coordinate)),
            _ => throw body.Error(KernelDiagnostics.WholePosition, whole.Syntax, SourceText.Of(whole)),
        };
    }

    /// <summary>Declares a local that is a shared array; false for other locals.</summary>
    public bool TryShare(IVariableDeclaratorOperation declarator, IOperation value)
    {
        while (value is IConversionOperation { IsImplicit: true } conversion) value = conversion.Operand;
        if (value is not IInvocationOperation call || !IsShared(call)) return false;
        RequireGrid(call);
        if (PlaceProblem(declarator) is { } problem)
            throw body.Error(KernelDiagnostics.SharedPlace, call.Syntax, SourceText.Of(call), problem);
        if (body.NumberOf(call.TargetMethod.TypeArguments[0]) is not { } element)
        {
            var written = call.TargetMethod.TypeArguments[0].ToDisplayString();
            throw body.Error(KernelDiagnostics.UnsupportedType, call.Syntax, declarator.Symbol.Name, written);
        }

        var shape = Arguments.Compute(call.Arguments, LengthOf).ToSequence();
        var type = new MemRefType(shape, element.Ir) { MemorySpace = AddressSpace.Workgroup.ToAttribute() };
        var array = _launch!.Body.Entry.AddArgument(type, FunctionBuilder.LocationOf(declarator.Syntax.GetLocation()));
        _shared.Add(new StringAttr(declarator.Symbol.Name));
        _launch.SetAttribute(LaunchOp.WorkgroupAttributionsName, IntegerAttr.I64(_shared.Count));
        _launch.SetAttribute(KernelAttributes.SharedNames, new ArrayAttr(_shared.ToSequence()));
        var span = new ArrayType(ArrayKind.Span, element, shape.Count);
        body.Frame.Bind(declarator.Symbol, body.Places.Keep(span, [array], declarator.Symbol.Name));
        return true;
    }

    /// <summary>The value of a call, or null when it has none.</summary>
    public Value? Lower(IInvocationOperation call)
    {
        RequireGrid(call);
        if (IsShared(call)) throw body.Error(KernelDiagnostics.SharedPlace, call.Syntax, SourceText.Of(call), "no declaration of a local");
        if (SimtDivergence.ConditionAround(call) is { } condition)
            throw body.Error(KernelDiagnostics.DivergentBarrier, call.Syntax, SourceText.Of(call), SourceText.Of(condition));
        var name = call.TargetMethod.Name;
        if (name == "Run") throw Unsupported(call);
        if (name == "Barrier")
        {
            body.At(call).Insert(new BarrierOp());
            return null;
        }

        // What comes after the values says where the call stands.
        var values = Arguments.Compute(call.Arguments.Where(a => a.ArgumentKind == ArgumentKind.Explicit), body.Expressions.Lower);
        var group = new WarpOperations(body.At(call), body.Conversions);
        return name switch
        {
            "Any" => group.Any(values[0]),
            "All" => group.All(values[0]),
            "Ballot" => group.Ballot(values[0]),
            _ when values.Length > 0 && body.NumberOf(call.Type) is { } type =>
                WarpOperations.ShuffleMode(name) is { } mode && values.Length == 2 ? group.Shuffle(mode, values[0], values[1], type)
                : group.Reduce(name, values[0], type),
            _ => null,
        } ?? throw Unsupported(call);
    }

    private LoweringException Unsupported(IInvocationOperation call) =>
        body.Error(KernelDiagnostics.UnsupportedCall, call.Syntax, call.TargetMethod.ToDisplayString());

    // What a launch takes depends on it: editors must know without the bodies of other functions.
    private void RequireGrid(IOperation use)
    {
        if (!IsKernel) throw body.Error(KernelDiagnostics.HiddenGrid, use.Syntax, SourceText.Of(use));
    }

    private static bool IsShared(IInvocationOperation call) => Owns(call.TargetMethod) && call.TargetMethod.Name == "Shared";

    private long LengthOf(IOperation length) => IntegerConstant.Of(length) is { } constant && constant > 0 ? (long)constant
        : throw body.Error(KernelDiagnostics.SharedLength, length.Syntax, SourceText.Of(length));

    // Each block has the array once, from its beginning.
    private string? PlaceProblem(IOperation declarator)
    {
        if (body.Frame != _kernel) return "in another function than the kernel";
        for (var around = declarator.Parent; around is not null; around = around.Parent)
            if (around is ILoopOperation) return "in a loop";
            else if (around is IConditionalOperation or ISwitchOperation) return "under a condition";
        return null;
    }

    private Value Along(string position, string coordinate)
    {
        var launch = _launch!;
        Value Of(GridValues values) => coordinate switch { "X" => values.X, "Y" => values.Y, _ => values.Z };
        return position switch
        {
            "ThreadIdx" => Of(launch.ThreadIds),
            "BlockIdx" => Of(launch.BlockIds),
            "BlockDim" => Of(launch.BlockExtents),
            "GridDim" => Of(launch.GridExtents),
            _ => body.Function.Add(new AddIOp(
                body.Function.Add(new MulIOp(Of(launch.BlockIds), Of(launch.BlockExtents))), Of(launch.ThreadIds))),
        };
    }

    private Value AsInt(IOperation source, Value index) => body.At(source).Add(new IndexCastOp(index, IntegerType.I32));
}
