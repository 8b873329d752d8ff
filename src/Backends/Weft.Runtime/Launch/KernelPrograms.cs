using System.Collections.Immutable;
using System.Security.Cryptography;
using Weft.IR;
using Weft.IR.Text;

namespace Weft.Runtime;

/// <summary>Makes programs of modules, and modules of programs.</summary>
public static class KernelPrograms
{
    extension(KernelProgram)
    {
        /// <summary>
        /// The program of a verified module: its canonical text with locations, and the signatures that <c>wf.param</c> gives. Errors go
        /// to <paramref name="diagnostics"/>; null then.
        /// </summary>
        public static KernelProgram? Of(ModuleOp module, DiagnosticBag diagnostics)
        {
            var entries = KernelProgram.SignaturesOf(module, diagnostics);
            if (diagnostics.HasErrors) return null;
            var text = IrPrinter.ToUtf8(module, new PrintOptions { AssumeVerified = true, Locations = true });
            return new(text, Convert.ToHexStringLower(SHA256.HashData(text)), entries);
        }

        /// <summary>The signatures of a verified module's public kernels and workflows. Those whose <c>wf.param</c> do not describe their
        /// arguments are errors in <paramref name="diagnostics"/>.</summary>
        public static ImmutableArray<KernelSignature> SignaturesOf(ModuleOp module, DiagnosticBag diagnostics) =>
        [
            .. module.Body.Entry.Ops
                .Where(op => op is IFunction { Visibility: not "private" } && KernelAttributes.IsKernel(op))
                .Select(op => SignatureOf(op, (IFunction)op, diagnostics))
                .OfType<KernelSignature>(),
        ];
    }

    /// <summary>The program's IR as a module. Throws <see cref="WeftException"/> when the text is not valid IR.</summary>
    public static ModuleOp Load(this KernelProgram program, IrContext context)
    {
        var diagnostics = new DiagnosticBag();
        var module = IrParser.ParseModule(context, program.Ir.ToArray(), "kernel.mlir", diagnostics);
        if (module is not null && Verifier.Verify(module, context, diagnostics)) return module;
        throw new WeftException(diagnostics.First(d => d.Severity == Severity.Error));
    }

    private static KernelSignature? SignatureOf(Operation op, IFunction function, DiagnosticBag diagnostics)
    {
        var parameters = ImmutableArray.CreateBuilder<KernelParameter>();
        for (var i = 0; i < function.Type.Inputs.Count; i++)
            if (!Add(function.ArgumentAttributes, i, function.Type.Inputs[i])) return null;
        // New states of what is passed as inout have been named there.
        for (var i = op is GraphOp graph ? graph.StateCount : 0; i < function.Type.Results.Count; i++)
            if (!Add(function.ResultAttributes, i, function.Type.Results[i])) return null;
        var doc = (op.Attribute(KernelAttributes.Doc) as StringAttr)?.Value ?? "";
        return new(function.SymName, parameters.ToImmutable()) { Doc = doc, Constraints = [.. ShapeConstraint.Of(op)] };

        bool Add(ArrayAttr? attributes, int index, IrType type)
        {
            var text = KernelAttributes.ParameterOf(attributes, index);
            if (text is not null && KernelParameter.TryParse(text) is { } parameter
                && (op is GraphOp ? FitsValue(parameter, type) : Fits(parameter, type)))
            {
                parameters.Add(parameter);
                return true;
            }

            diagnostics.Add(RuntimeDiagnostics.BadParameter.At(op.Location, text ?? "nothing", function.SymName, type));
            return false;
        }
    }

    // The text must describe the argument that is there: everything that binds memory to it relies on it.
    private static bool Fits(KernelParameter parameter, IrType type)
    {
        if (parameter.IsScalar) return type == parameter.Element.IrType;
        return type is MemRefType { MemorySpace: null } array && FitsArray(parameter, array)
            && array.Layout == ParameterSpelling.LayoutOf(array.Rank, parameter.Stride);
    }

    // To a workflow arrays are values, and all that is a number is one.
    private static bool FitsValue(KernelParameter parameter, IrType type) => parameter.Shape.IsEmpty
        ? type == parameter.Element.IrType : type is RankedTensorType { Encoding: null } array && FitsArray(parameter, array);

    private static bool FitsArray(KernelParameter parameter, ShapedType array)
    {
        if (array.Rank != parameter.Shape.Length || array.Element != parameter.Element.IrType) return false;
        for (var d = 0; d < array.Rank; d++)
            if (!Fits(parameter.Shape[d], array.Shape[d])) return false;
        return true;
    }

    private static bool Fits(ShapeExpr dimension, long extent) =>
        extent == ShapedType.Dynamic || dimension is ShapeExpr.Literal literal && literal.Value == extent;
}
