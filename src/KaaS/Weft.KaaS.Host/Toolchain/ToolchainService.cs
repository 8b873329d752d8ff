using Weft.Backends.Llvm;
using Weft.IR;
using Weft.Passes;
using Weft.Runtime;

namespace Weft.KaaS.Host;

/// <summary>The compiler as the service uses it: front ends, verification, and the CPU pipeline, which says how each access is kept
/// in bounds.</summary>
public sealed class ToolchainService : ICompilerService
{
    public DeployResult Compile(string name, ReadOnlyMemory<byte> source, SourceKind kind, CancellationToken cancellation)
    {
        var diagnostics = new DiagnosticBag();
        if (ProgramSource.Load(name, source, kind, diagnostics) is not { } program) return DeployResult.Rejected(diagnostics);
        if (program.Entries.IsEmpty)
        {
            diagnostics.Add(RuntimeDiagnostics.NoEntries.At(default, name));
            return DeployResult.Rejected(diagnostics);
        }

        try
        {
            var workflows = program.Load(new IrContext(StandardDialects.All)).Members<GraphOp>().Select(g => g.SymName).ToHashSet();
            var machine = HostMachine.Detect();
            EntryKind KindOf(string entry) => workflows.Contains(entry) ? EntryKind.Workflow : EntryKind.Kernel;
            var reports = program.Entries.Select(entry => Report(program, machine, entry.Name, KindOf(entry.Name), cancellation));
            return DeployResult.Accepted(program, [.. reports], [.. diagnostics]);
        }
        catch (WeftException problem)
        {
            diagnostics.Add(problem.Diagnostic);
            return DeployResult.Rejected(diagnostics);
        }
    }

    // An entry that cannot be lowered is refused now, not at its first call.
    private static EntryReport Report(
        KernelProgram program, CpuModel machine, string entry, EntryKind kind, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var remarks = CpuCompiler.Lower(program, entry, machine: machine).Remarks;
        int Count(string kind) => remarks.Count("check-bounds", kind);
        return new(entry, kind, new(Count("proved"), Count("hoisted"), Count("guarded")));
    }
}
