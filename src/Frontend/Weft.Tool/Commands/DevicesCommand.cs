using System.CommandLine;
using Weft.Backends.Llvm;
using Weft.Runtime;

namespace Weft.Tool;

/// <summary><c>weft devices</c>: where kernels can run, and what is missing.</summary>
internal static class DevicesCommand
{
    public static ToolCommand Command { get; } = CommandLine.Command("devices", "devices, and libraries found or missing", Describe);

    private static CommandSyntax Describe()
    {
        var explain = new Option<bool>("--explain") { Description = "say why a device is missing" };
        return new(new Command("devices", "Lists devices.") { explain }, (context, parsed) => Run(context, parsed.GetValue(explain)));
    }

    private static ExitCode Run(ToolContext context, bool explain)
    {
        context.Out.WriteLine("interp   the reference interpreter");
        try
        {
            var host = TargetSpec.DetectHost();
            var compiler = new LlvmCompiler();
            context.Out.WriteLine($"cpu      {host.Cpu}, {Environment.ProcessorCount} threads, LLVM {compiler.Version}");
            var machine = HostMachine.Detect();
            context.Out.WriteLine(
                $"         {machine.Registers} vectors of {machine.VectorBytes} bytes, "
                + $"caches of {machine.L1 >> 10}, {machine.L2 >> 10} and {machine.L3 >> 10} KiB");
        }
        catch (WeftException problem)
        {
            context.Out.WriteLine($"cpu      missing{(explain ? $": {problem.Diagnostic.Message}" : "; weft devices --explain says why")}");
        }

        return ExitCode.Done;
    }
}
