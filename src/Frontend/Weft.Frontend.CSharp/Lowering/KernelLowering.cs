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
    public static KernelModel Lower(
        KernelModel model, IMethodSymbol method, IOperation body, Compilation compilation, CancellationToken cancellation)
    {
        var function = Declare(model, method);
        var frame = new Frame(method, null, null);
        var lowering = new BodyLowering(new FunctionBuilder(function), frame, compilation, cancellation);
        Bind(lowering, model, method, function);
        lowering.At(body);
        if (model.IsSimt) lowering.Simt.RunAsGrid(frame, Jumps.Statements(body), function.Body.Entry.Arguments);
        else lowering.Calls.RunIn(frame, Jumps.Statements(body));
        lowering.At(body).Finish();
        if (lowering.Failed) return model with { Diagnostics = lowering.Diagnostics.Distinct().ToSequence() };

        var isWritten = function.Body.Entry.Arguments.Skip(First(model)).Select(IsWritten).ToArray();
        var parameters = model.Parameters.Select((p, i) => p with { Text = SignatureText.Of(p, isWritten[i]) }).ToSequence();
        model = model with { Parameters = parameters };
        Annotate(function, model);
        var module = new ModuleOp { Location = function.Location };
        module.Body.AddBlock().Append(function);
        return Verify(model, module);
    }

    // The sizes of the grid and of its blocks come before the method's own parameters.
    private static int First(KernelModel model) => model.IsSimt ? GridSignature.Count : 0;

    private static FuncOp Declare(KernelModel model, IMethodSymbol method)
    {
        var types = Enumerable.Repeat<IrType>(IndexType.Instance, First(model)).Concat(model.Parameters.Select(TypeOf)).ToSequence();
        var function = new FuncOp(model.Name, new FunctionType(types, [])) { Location = FunctionBuilder.LocationOf(method.Locations[0]) };
        var entry = new Block();
        for (var i = 0; i < types.Count; i++)
        {
            ISymbol source = i < First(model) ? method : method.Parameters[i - First(model)];
            entry.AddArgument(types[i], FunctionBuilder.LocationOf(source.Locations[0]));
        }

        function.Body.Append(entry);
        return function;
    }

    private static IrType TypeOf(ParameterModel parameter) =>
        parameter.Array is { } array
            ? new MemRefType(Enumerable.Repeat(ShapedType.Dynamic, array.Rank).ToSequence(), array.Element.Ir)
            : parameter.Scalar!.Ir;

    private static void Bind(BodyLowering lowering, KernelModel model, IMethodSymbol method, FuncOp function)
    {
        for (var i = 0; i < model.Parameters.Count; i++)
        {
            var (symbol, parameter, value) = (method.Parameters[i], model.Parameters[i], function.Body.Entry.Arguments[First(model) + i]);
            if (parameter.Array is { } array) lowering.Frame.Bind(symbol, new(symbol.Name, value, array.Element, array.Rank));
            else lowering.Function.Write(lowering.Frame.Declare(symbol, parameter.Scalar!), value);
        }
    }

    private static bool IsWritten(Value array) => 
        array.Users.Any(user => user is IMemoryAccess access && access.Memref == array && (user.MemoryEffects & MemoryEffects.Write) != 0);

    private static void Annotate(FuncOp function, KernelModel model)
    {
        function.SetAttribute(KernelAttributes.Kernel, UnitAttr.Instance);
        if (model.Doc.Length > 0) function.SetAttribute(KernelAttributes.Doc, new StringAttr(model.Doc));
        if (model.Signature.Any()) function.ArgumentAttributes = KernelAttributes.Signature(model.Signature);
    }

    private static KernelModel Verify(KernelModel model, ModuleOp module)
    {
        var diagnostics = new DiagnosticBag();
        if (Verifier.Verify(module, new IrContext(StandardDialects.All), diagnostics))
        {
            var form = new PrintOptions { AssumeVerified = true, Locations = true };
            return model with { Ir = ByteText.Decode(IrPrinter.ToUtf8(module, form)) };
        }

        return model with { Diagnostics = [new(KernelDiagnostics.Internal, model.Place, model.Name, diagnostics[0].ToString())] };
    }
}
