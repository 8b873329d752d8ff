using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using System.Globalization;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Tool;

/// <summary><c>weft run FILE [ENTRY]</c>: one kernel or workflow on files; with <c>-e</c>, an IR program.</summary>
internal sealed class RunCommand
{
    private readonly Argument<string?> _file = new("FILE")
    {
        Description = "a .weft, .mlir or .weftpkg file; - is IR from standard input, as is nothing with -e",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Argument<string?> _entry =
        new("ENTRY") { Description = "the kernel or workflow; may be left out when there is one", Arity = ArgumentArity.ZeroOrOne };

    private readonly Option<string?> _function =
        new("--entry", "-e") { Description = "run this function as a program; it may call print functions" };

    private readonly Option<string?> _result =
        new Option<string?>("--entry-result", "--entry-point-result", "-entry-point-result")
        {
            Description = "what the program gives; the function's own result unless given",
        }.AcceptOnlyFromAmong([.. ProgramRun.Results]);

    private readonly Option<string> _target =
        new Option<string>("--target") { Description = "where to run", DefaultValueFactory = _ => "cpu" }
            .AcceptOnlyFromAmong([.. Devices.Targets]);

    private readonly Option<string[]> _libraries =
        new("--shared-libs", "-shared-libs") { Description = "MLIR's runner libraries, whose functions are built in" };

    private readonly Option<bool> _time = new("--time") { Description = "print how long compiling and running took" };

    private readonly TensorArguments _tensors = new();

    public static ToolCommand Command { get; } =
        CommandLine.Command("run", "run a kernel or workflow on files, or an IR program", () => new RunCommand().Describe());

    private CommandSyntax Describe()
    {
        var command = new Command("run", "Runs one kernel or workflow, or with -e an IR program.")
        {
            _file, _entry, _function, _result, _libraries, _target, _time,
        };
        _tensors.AddTo(command);
        return new(command, Run) { Advice = RunnerFlags.Advice };
    }

    private ExitCode Run(ToolContext context, ParseResult parsed)
    {
        var (file, target) = (parsed.GetValue(_file), parsed.GetValue(_target)!);
        if (parsed.GetValue(_function) is not { } function)
        {
            return parsed.GetValue(_result) is not null ? CommandLine.Misused(context, "run", "--entry-result goes with -e")
                : parsed.GetValue(_libraries) is { Length: > 0 } ? CommandLine.Misused(context, "run", "--shared-libs goes with -e")
                : file is null ? CommandLine.Misused(context, "run", "FILE is missing")
                : RunKernel(context, parsed, file, target);
        }

        // A program's entry takes nothing from files.
        if (parsed.GetValue(_entry) is not null || _tensors.AreGiven(parsed))
            return CommandLine.Misused(context, "run", "with -e there is no ENTRY, --in, --arg, --out or --shape");
        if (RunnerFlags.UnknownLibrary(parsed.GetValue(_libraries) ?? []) is { } library)
            return CommandLine.Misused(context, "run", $"functions of {library} cannot be called; {RunnerFlags.BuiltIn}");
        return ProgramRun.Run(context, file ?? SourceFile.StandardInput, function, parsed.GetValue(_result), target);
    }

    private static void WriteTimes(ToolContext context, TimeSpan compiled, TimeSpan ran)
    {
        var (compile, run) = (compiled.TotalMilliseconds, ran.TotalMilliseconds);
        var message = string.Create(CultureInfo.InvariantCulture, $"compile {compile:f1} ms, run {run:f3} ms");
        context.Diagnostics.Write(new(null, Severity.Note, default, message));
    }

    private ExitCode RunKernel(ToolContext context, ParseResult parsed, string file, string target)
    {
        using var device = Devices.Open(target, context); // first: it opens while the source is read
        if (SourceFile.Load(context, file, parsed.GetValue(_entry)) is not { } program) return ExitCode.BadInput;
        // The interpreter takes no notice of schedules that have effects elsewhere.
        if (!ScheduleNotes.Write(context, program, withNotes: target == "cpu")) return ExitCode.BadInput;
        var signature = SourceFile.Entry(program, file, parsed.GetValue(_entry));
        _tensors.RequireOutputs(parsed, signature);
        var inputs = _tensors.Inputs(context, parsed, signature);
        var diagnostics = new DiagnosticBag();
        var invocation = Invocation.Bind(signature, inputs, _tensors.Shapes(parsed), diagnostics);
        CommandLine.Report(context, diagnostics);
        if (invocation is null) return ExitCode.BadInput;

        var start = Stopwatch.GetTimestamp();
        var kernel = device.Load(program, signature.Name);
        var compiled = Stopwatch.GetElapsedTime(start);
        start = Stopwatch.GetTimestamp();
        kernel.Launch(invocation, context.Stop);
        var ran = Stopwatch.GetElapsedTime(start);
        _tensors.Write(context, parsed, invocation.Outputs);
        if (parsed.GetValue(_time)) WriteTimes(context, compiled, ran);
        return ExitCode.Done;
    }
}
