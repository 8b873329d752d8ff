using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Tool;

/// <summary><c>weft run FILE [ENTRY]</c>: one kernel or workflow on files.</summary>
internal static class RunCommand
{
    public static ToolCommand Command { get; } = CommandLine.Command("run", "run a kernel or workflow on files", Describe);

    private static Command Describe(ToolContext context)
    {
        var file = new Argument<string>("FILE") { Description = "a .weft, .mlir or .weftpkg file" };
        var entry = new Argument<string?>("ENTRY") { Description = "the kernel or workflow; may be left out when there is one", Arity = ArgumentArity.ZeroOrOne };
        var target = new Option<string>("--target") { Description = "where to run", DefaultValueFactory = _ => "cpu" }.AcceptOnlyFromAmong([.. Devices.Targets]);
        var time = new Option<bool>("--time") { Description = "print how long compiling and running took" };
        var tensors = new TensorArguments();
        var command = new Command("run", "Runs one kernel or workflow.") { file, entry, target, time };
        tensors.AddTo(command);
        command.SetAction(parsed => (int)Run(context, parsed, parsed.GetValue(file)!, parsed.GetValue(entry), parsed.GetValue(target)!, parsed.GetValue(time), tensors));
        return command;
    }

    private static ExitCode Run(ToolContext context, ParseResult parsed, string file, string? entry, string target, bool time, TensorArguments tensors)
    {
        if (SourceFile.Load(context, file) is not { } program || SourceFile.Entry(context, program, entry) is not { } signature) return ExitCode.BadInput;
        var inputs = tensors.Inputs(context, parsed, name => signature.Parameters.FirstOrDefault(p => p.Name == name));
        var diagnostics = new DiagnosticBag();
        var invocation = Invocation.Bind(signature, inputs, tensors.Shapes(parsed), diagnostics);
        CommandLine.Render(context, diagnostics);
        if (invocation is null) return ExitCode.BadInput;

        using var device = Devices.Open(target);
        var start = Stopwatch.GetTimestamp();
        var kernel = device.Load(program, signature.Name);
        var compiled = Stopwatch.GetElapsedTime(start);
        start = Stopwatch.GetTimestamp();
        kernel.Launch(invocation);
        var ran = Stopwatch.GetElapsedTime(start);
        tensors.Write(context, parsed, invocation.Outputs);
        if (time) context.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"compile {compiled.TotalMilliseconds:f1} ms, run {ran.TotalMilliseconds:f3} ms"));
        return ExitCode.Done;
    }
}
