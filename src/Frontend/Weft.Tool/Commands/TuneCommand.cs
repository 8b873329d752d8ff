using System.CommandLine;
using System.CommandLine.Parsing;
using Weft.Backends.Llvm;
using Weft.IR;
using Weft.Passes;
using Weft.Runtime;

namespace Weft.Tool;

/// <summary><c>weft tune FILE KERNEL --shape n=1024</c>: measures other plans beside the automatic one, and keeps the best for later.
/// </summary>
internal sealed class TuneCommand
{
    // A plan that is better by less is not worth code of its own.
    private const double LeastGain = 1.01;

    private readonly Argument<string> _file = new("FILE") { Description = "a .weft, .mlir or .weftpkg file" };

    private readonly Argument<string?> _entry =
        new("KERNEL") { Description = "may be left out when there is one", Arity = ArgumentArity.ZeroOrOne };

    private readonly Option<double> _seconds = new("--seconds")
    {
        Description = "how long to measure, more or less", DefaultValueFactory = _ => 30,
    };

    private readonly ExtentArguments _extents = new("of the arrays to measure on");

    private readonly InputArguments _inputs = new();

    public static ToolCommand Command { get; } = CommandLine.Command(
        "tune", "measure other plans of a kernel, and keep the best", () => new TuneCommand().Describe());

    private CommandSyntax Describe()
    {
        var command = new Command("tune", "Looks for a better plan of a kernel than the automatic one.") { _file, _entry, _seconds };
        _extents.AddTo(command);
        _inputs.AddTo(command);
        return new(command, Run);
    }

    private ExitCode Run(ToolContext context, ParseResult parsed)
    {
        var cache = Devices.CacheOf(context);
        using var pool = new TilePool();
        using var compiler = new CpuCompiler(pool: pool);
        var file = parsed.GetValue(_file)!;
        if (SourceFile.Load(context, file, parsed.GetValue(_entry)) is not { } program) return ExitCode.BadInput;
        var entry = SourceFile.Entry(program, file, parsed.GetValue(_entry));
        var (extents, machine) = (_extents.Of(parsed), HostMachine.Detect());
        var inputs = _inputs.Read(context, parsed, entry);
        RandomInputs.Complete(inputs, entry, extents);
        var diagnostics = new DiagnosticBag();
        var invocation = Invocation.Bind(entry, inputs, RandomInputs.Outputs(entry, extents), diagnostics);
        CommandLine.Report(context, diagnostics);
        if (invocation is null) return ExitCode.BadInput;

        var automatic = CpuCompiler.Lower(program, entry.Name, machine: machine);
        var tolerance = Differences.Allowed(automatic.Module, entry);
        var directions = PlanDirection.All.Where(direction => direction.IsIn(automatic.Remarks)).ToList();
        var arguments = string.Join(", ", extents.Select(e => $"{e.Key}={e.Value}").Concat(_inputs.Texts(parsed)));
        if (directions.Count == 0)
        {
            context.Out.WriteLine(
                $"nothing of the plan of '{entry.Name}' can be changed; weft explain says what keeps its loops as they are");
            return ExitCode.Done;
        }

        context.Out.WriteLine($"{entry.Name} at {arguments}, against the automatic plan");
        var seen = new HashSet<string>();
        var search = new PlanSearch(
            new(
                invocation, settings => compiler.Compile(program, entry.Name, settings, context.Stop), TimeProvider.System, context.Stop),
            settings => seen.Add(CpuCompiler.Lower(program, entry.Name, machine: machine, settings: settings).LlvmText),
            tolerance, parsed.GetValue(_seconds),
            (trial, seconds, speedup) => context.Out.WriteLine(Row(trial, seconds, speedup, tolerance)));
        var (best, speedup, seconds, rounds) = search.Run(directions);
        var plan = new TunedPlan(best.Settings, arguments, speedup.Median, speedup.Low, speedup.High, seconds, rounds);
        var isBetter = plan.Low >= LeastGain;
        context.Out.WriteLine(
            plan.Rounds == 0 ? "no other plan is better than the automatic one by more than the noise"
            : isBetter ? $"{plan}"
            : $"{plan}: not better than the automatic plan by more than the noise");
        context.Out.WriteLine(Keep(cache, isBetter ? plan : null, program, entry.Name, machine));
        return ExitCode.Done;
    }

    // The last measurement counts: what was kept before goes where nothing is better now.
    private static string Keep(ObjectCache? cache, TunedPlan? plan, KernelProgram program, string entry, CpuModel machine)
    {
        if (cache is null) return "nothing is kept: there is no directory for a cache; set WEFT_CACHE";
        if (plan is not null)
        {
            plan.Keep(cache, program, entry, machine);
            return "kept: this machine compiles the kernel by that plan from now on";
        }

        if (TunedPlan.Find(cache, program, entry, machine) is not { } before || before.Settings == PlanSettings.Automatic)
            return "nothing is kept";
        (before with { Settings = PlanSettings.Automatic }).Keep(cache, program, entry, machine);
        return $"'{before.Settings}', which was kept before, is no longer used";
    }

    private static string Row(PlanTrial trial, double seconds, SpeedupInterval speedup, double tolerance) => FormattableString.Invariant(
        $"  {$"{trial.Settings}",-52} {seconds * 1e3,10:0.000} ms   {speedup}")
        + (trial.Difference == 0 ? "" : FormattableString.Invariant($"   results differ by {trial.Difference:0.0e0}"))
        + (trial.Difference <= tolerance ? "" : ": not taken");
}
