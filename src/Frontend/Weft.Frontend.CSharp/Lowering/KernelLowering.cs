using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Weft.IR;
using Weft.IR.Text;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>From the operations of a kernel's body to verified IR as text.</summary>
internal static class KernelLowering
{
    // The tables of all operations. Verifying adds nothing to them.
    private static readonly IrContext s_context = new(StandardDialects.All);

    public static KernelModel Lower(
        KernelModel model, IMethodSymbol method, IOperation body, Compilation compilation, CancellationToken cancellation)
    {
        var (lowered, function) = ToFunction(model, method, body, compilation, cancellation);
        if (function is null) return lowered;
        var module = new ModuleOp { Location = function.Location };
        module.Body.AddBlock().Append(function);
        return Verify(lowered, module);
    }

    /// <summary>The function, and the model with what only the body tells; no function where the body has mistakes.</summary>
    public static (KernelModel Model, FuncOp? Function) ToFunction(
        KernelModel model, IMethodSymbol method, IOperation body, Compilation compilation, CancellationToken cancellation)
    {
        var function = Declare(model, method);
        var frame = new Frame(method, null, null, new TypeArguments(compilation).With(method));
        if (model.Result is { Type: var result }) frame.Result = VariablePlace.Of(method.Name, result);
        var lowering = new BodyLowering(new FunctionBuilder(function) { IsFast = model.IsFast }, frame, compilation, cancellation);
        Bind(lowering, model, method, function, body);
        lowering.At(body);
        if (model.IsSimt) lowering.Simt.RunAsGrid(frame, Jumps.Statements(body), function.Body.Entry.Arguments);
        else lowering.Inlining.RunIn(frame, Jumps.Statements(body));
        lowering.At(body);
        Return(lowering, frame, function);
        lowering.Function.Finish(new ReturnOp([]));
        if (lowering.Failed) return (model with { Diagnostics = Reasons(lowering, model, body) }, null);

        var isWritten = function.Body.Entry.Arguments.Skip(First(model)).Select(IsWritten);
        model = model with { Parameters = SignatureText.Of(model.Parameters, isWritten) };
        Annotate(function, model);
        return (model, function);
    }

    // What the compiler tells itself it is not told again. A kernel must not go missing without a word.
    private static Sequence<DiagnosticInfo> Reasons(BodyLowering lowering, KernelModel model, IOperation body) =>
        lowering.Diagnostics.Count > 0 ? lowering.Diagnostics.Distinct().ToSequence()
        : body.SemanticModel?.GetDiagnostics().Any(d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error) == true ? []
        : [new(KernelDiagnostics.Internal, model.Place, model.Name, "it was given up without a reason")];

    // The sizes of the grid and of its blocks come before the method's own parameters.
    private static int First(KernelModel model) => model.IsSimt ? GridSignature.Count : 0;

    private static FuncOp Declare(KernelModel model, IMethodSymbol method)
    {
        var sizes = Enumerable.Repeat<(IrType Type, ISymbol Source)>((IndexType.Instance, method), First(model));
        var results = CellsOf(model.Result).Select(type => (Type: type, Source: (ISymbol)method));
        var parameters = model.Parameters
            .SelectMany((p, i) => TypesOf(p).Select(type => (Type: type, Source: (ISymbol)method.Parameters[i])));
        var leaves = sizes.Concat(parameters).Concat(results).ToList();
        var type = new FunctionType(leaves.Select(leaf => leaf.Type).ToSequence(), []);
        var function = new FuncOp(model.Name, type) { Location = FunctionBuilder.LocationOf(method.Locations[0]) };
        var entry = new Block();
        foreach (var leaf in leaves) entry.AddArgument(leaf.Type, FunctionBuilder.LocationOf(leaf.Source.Locations[0]));
        function.Body.Append(entry);
        return function;
    }

    /// <summary>A kernel whose body is elsewhere, with the access that its parameters say.</summary>
    public static FuncOp Declare(KernelModel model, Weft.IR.Location location)
    {
        var type = new FunctionType(model.Parameters.SelectMany(TypesOf).Concat(CellsOf(model.Result)).ToSequence(), []);
        var function = new FuncOp(model.Name, type) { Location = location, Visibility = "private" };
        Annotate(function, model);
        return function;
    }

    private static IEnumerable<IrType> CellsOf(ResultModel? result) =>
        result is null ? [] : result.Type.Leaves.Select(IrType (leaf) => new MemRefType([], leaf.Type.Ir));

    // One for each number; those of structs in an array lie apart by the size of the struct.
    private static IEnumerable<IrType> TypesOf(ParameterModel parameter) => parameter.Leaves.Select(IrType (leaf) =>
        parameter.Array is not { Rank: var rank } ? parameter.IsReference ? new MemRefType([], leaf.Type.Ir) : leaf.Type.Ir
        : new MemRefType(
            Enumerable.Repeat(ShapedType.Dynamic, rank).ToSequence(), leaf.Type.Ir, ParameterSpelling.LayoutOf(rank, leaf.Stride)));

    private static void Bind(BodyLowering lowering, KernelModel model, IMethodSymbol method, FuncOp function, IOperation body)
    {
        var next = First(model);
        for (var i = 0; i < model.Parameters.Count; i++)
        {
            var (symbol, parameter) = (method.Parameters[i], model.Parameters[i]);
            Value[] values = [.. function.Body.Entry.Arguments.Skip(next).Take(parameter.Leaves.Count)];
            next += values.Length;
            lowering.Frame.Bind(symbol, parameter.IsReference ? new ElementPlace(new KernelArray(parameter.Type, values), [], body)
                : parameter.Array is null ? lowering.Places.Keep(parameter.Type, values, symbol.Name)
                : lowering.ArrayValues.Keep(symbol, parameter.Type, values, body));
        }
    }

    // The cells of the result are the last arguments.
    private static void Return(BodyLowering lowering, Frame frame, FuncOp function)
    {
        if (frame.Result is not { } result) return;
        var cells = function.Body.Entry.Arguments.Skip(function.Body.Entry.Arguments.Count - result.Variables.Count);
        foreach (var (value, cell) in lowering.Places.Load(result).Zip(cells, (v, c) => (v, c)))
            lowering.Function.Insert(new StoreOp(value, cell, []));
    }

    private static bool IsWritten(Value array) => array.Users.Any(user => user switch
    {
        IMemoryAccess access => access.Memref == array && (user.MemoryEffects & MemoryEffects.Write) != 0,
        IViewLike view => IsWritten(((Operation)view).Results[0]),
        CopyOp copy => copy.Target == array,
        _ => user is not DimOp,
    });

    private static void Annotate(FuncOp function, KernelModel model)
    {
        function.SetAttribute(KernelAttributes.Kernel, UnitAttr.Instance);
        if (model.Doc.Length > 0) function.SetAttribute(KernelAttributes.Doc, new StringAttr(model.Doc));
        if (model.Signature.Any()) function.ArgumentAttributes = KernelAttributes.Signature(model.Signature);
    }

    /// <summary>The model with the module's text.</summary>
    public static KernelModel Verify(KernelModel model, ModuleOp module)
    {
        var diagnostics = new DiagnosticBag();
        if (Verifier.Verify(module, s_context, diagnostics))
        {
            var form = new PrintOptions { AssumeVerified = true, Locations = true };
            return model with { Ir = ByteText.Decode(IrPrinter.ToUtf8(module, form)) };
        }

        return model with { Diagnostics = [new(KernelDiagnostics.Internal, model.Place, model.Name, diagnostics[0].ToString())] };
    }
}
