using System.Diagnostics;
using Weft.Backends.Llvm;
using Weft.IR;
using Weft.KaaS;
using Weft.KaaS.Host;
using Weft.Runtime;

namespace Weft.Benchmarks;

/// <summary>What a child process does: opens a device, compiles one kernel from IR text and prints the microseconds until it can be called.
/// </summary>
internal static class ColdStart
{
    public const string Argument = "--child-cold";

    public static int Run(string path)
    {
        var start = Stopwatch.GetTimestamp();
        using var device = new Device("cpu", new CpuCompiler(cache: null));
        var program = ProgramSource.Load("kernel.mlir", File.ReadAllBytes(path), SourceKind.Mlir, new DiagnosticBag())!;
        var kernel = device.Load(program, program.Entries[0].Name);
        var callable = Stopwatch.GetElapsedTime(start);
        Console.WriteLine((long)callable.TotalMicroseconds);
        return kernel.Signature.Name == program.Entries[0].Name ? 0 : 1;
    }
}
