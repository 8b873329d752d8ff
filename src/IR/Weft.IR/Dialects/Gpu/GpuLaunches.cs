using System.Linq;

namespace Weft.IR;

/// <summary>What a module that is marked as a container of kernels promises: each launch in its functions names a kernel of it.</summary>
internal static class GpuLaunches
{
    public static bool VerifyContainer(Operation op, DiagnosticBag diagnostics)
    {
        if (op is not ModuleOp module)
            return op.ErrorAsIs(diagnostics, $"expected '{GpuDialect.ContainerModule}' attribute to be attached to 'builtin.module'");
        // Launches that are nested more or less deep than the functions of this module belong to another.
        return module.Walk().OfType<LaunchFuncOp>()
            .Where(launch => launch.ParentOp?.ParentOp == module && launch.Property(0) is SymbolRefAttr)
            .All(launch => Verify(launch, new SymbolTable(module), diagnostics));
    }

    private static bool Verify(LaunchFuncOp launch, SymbolTable symbols, DiagnosticBag diagnostics)
    {
        var container = launch.Kernel.Root;
        if (symbols.Find<Operation>(container) is not { } holder)
            return launch.Error(diagnostics, $"kernel container '{container}' is undefined");
        if (holder is GpuBinaryOp) return true;
        if (holder is not GpuModuleOp) return launch.Error(diagnostics, $"kernel module '{container}' is undefined");
        if (SymbolTable.Resolve(launch, launch.Kernel) is not { } kernel)
            return launch.Error(diagnostics, $"kernel function '{launch.Kernel}' is undefined");
        if (kernel is not IFunction)
        {
            diagnostics.Add(launch
                .Mistake(diagnostics, $"'{launch.Name}' op referenced kernel '{launch.Kernel}' is not a function")
                .WithNote(kernel.Location, "see the kernel definition here"));
            return false;
        }

        if (kernel.Attribute(GpuDialect.Kernel) is not UnitAttr)
            return launch.Error(diagnostics, $"kernel function is missing the '{GpuDialect.Kernel}' attribute");
        // Without a type it is refused on its own account.
        return kernel is not GpuFuncOp || kernel.Attribute("function_type") is not TypeAttr { Value: FunctionType type }
            || VerifyOperands(launch, type, diagnostics);
    }

    private static bool VerifyOperands(LaunchFuncOp launch, FunctionType kernel, DiagnosticBag diagnostics)
    {
        // The launch itself is verified later.
        var sizes = launch.Info.PropertyIndex(SegmentSizes.OfOperands);
        if (!TraitVerifier.Segments(launch, "operand", sizes, launch.OperandSlots.Length, diagnostics)) return false;
        var (inputs, operands) = (kernel.Inputs, launch.KernelOperands);
        if (inputs.Count != operands.Count)
            return launch.Error(diagnostics, $"got {operands.Count} kernel operands but expected {inputs.Count}");
        for (var i = 0; i < inputs.Count; i++)
            if (operands[i].Type != inputs[i])
                return launch.Error(diagnostics, $"type of function argument {i} does not match");
        return true;
    }
}
