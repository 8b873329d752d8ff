using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Weft.Backends.Llvm;
using Weft.IR;
using Weft.Passes;
using Weft.Runtime;

namespace Weft.Tool;

/// <summary><c>weft explain FILE [KERNEL]</c>: what the compiler did and why.</summary>
internal sealed class ExplainCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "a .weft, .mlir or .weftpkg file" };

    private readonly Argument<string?> _entry =
        new("KERNEL") { Description = "may be left out when there is one", Arity = ArgumentArity.ZeroOrOne };

    private readonly Option<string?> _level =
        new Option<string?>("--level") { Description = "print the program at a level" }.AcceptOnlyFromAmong(ProgramLevels.Names);

    private readonly Option<string> _target = new Option<string>("--target")
    {
        Description = "the processor: cpu, which is this machine, or a level of x86-64", DefaultValueFactory = _ => CpuTarget.HostName,
    }.AcceptOnlyFromAmong([.. CpuTarget.Names]);

    private readonly Option<bool> _json =
        new("--json") { Description = "print the remarks of all passes for tools, one JSON object a line" };

    private readonly ExtentArguments _extents = new("where the roofline is looked at");

    public static ToolCommand Command { get; } = CommandLine.Command(
        "explain", "what the compiler did with a kernel, and why", () => new ExplainCommand().Describe());

    private CommandSyntax Describe()
    {
        var command = new Command("explain", "Explains how a kernel is compiled.") { _file, _entry, _level, _target, _json };
        _extents.AddTo(command);
        return new(command, Run);
    }

    private ExitCode Run(ToolContext context, ParseResult parsed)
    {
        var (file, extents) = (parsed.GetValue(_file)!, _extents.Of(parsed));
        if (SourceFile.Load(context, file, parsed.GetValue(_entry)) is not { } program) return ExitCode.BadInput;
        var entry = SourceFile.Entry(program, file, parsed.GetValue(_entry));
        var (target, levels) = (CpuTarget.Find(parsed.GetValue(_target)!)!, new ProgramLevels(parsed.GetValue(_level)));
        var module = program.Load(new IrContext(StandardDialects.All));
        var tuned = target.Name == CpuTarget.HostName ? TunedPlanOf(context, program, entry, target.Machine) : null;
        var lowering = CpuCompiler.Lower(program, entry.Name, levels.Options, target.Machine, tuned?.Settings);
        if (parsed.GetValue(_json))
        {
            foreach (var remark in lowering.Remarks.Items) context.Out.WriteLine(RemarkJson.Line(remark));
            return ExitCode.Done;
        }

        WriteKernel(context, program, module, entry);
        foreach (var line in KernelCost.Of(context, file, entry).Describe(target.Machine, extents)) context.Out.WriteLine($"  {line}");
        if (tuned is not null) context.Out.WriteLine($"  plan     by 'weft tune': {tuned}");
        WriteRemarks(context, lowering.Remarks);
        new DecisionTree(context.Out, new(context.ReadSource), lowering.Remarks.Items).Write(LoopOutline.Of(module, entry.Name));
        WriteRules(context, lowering.Remarks);
        WriteStages(context);
        foreach (var text in levels.Texts) context.Out.WriteLine(text);
        if (levels.Has("ir")) context.Out.WriteLine($"\n// lowered IR\n{lowering.Module}");
        if (levels.Has("llvm")) context.Out.WriteLine($"\n; LLVM text\n{lowering.LlvmText}");
        if (levels.Has("asm"))
        {
            using var compiler = new CpuCompiler(target: target);
            context.Out.WriteLine($"\n# assembly\n{compiler.Assembly(lowering)}");
        }

        return ExitCode.Done;
    }

    private static TunedPlan? TunedPlanOf(ToolContext context, KernelProgram program, KernelSignature entry, CpuModel machine) =>
        Devices.CacheOf(context) is { } cache && TunedPlan.Find(cache, program, entry.Name, machine) is { } plan
        && plan.Settings != PlanSettings.Automatic ? plan : null;

    // What 'weft check' says of the kernel.
    private static void WriteKernel(ToolContext context, KernelProgram program, ModuleOp module, KernelSignature entry)
    {
        var words = new Orchestration(program.Entries);
        var about = module.Body.Entry.Ops.Where(op => Orchestration.Subject(op) == entry.Name);
        foreach (var line in about.Select(words.Describe).OfType<string>()) context.Out.WriteLine(line);
        if (entry.Doc.Length > 0) context.Out.WriteLine($"  {entry.Doc}");
    }

    private static void WriteRemarks(ToolContext context, RemarkLog remarks)
    {
        IEnumerable<Remark> Of(string pass) => remarks.Items.Where(r => r.Pass == pass);
        context.Out.WriteLine("accesses");
        foreach (var kind in new[] { "proved", "hoisted", "guarded" })
            context.Out.WriteLine($"  {kind,-8} {remarks.Count("check-bounds", kind)}");
        foreach (var remark in Of("check-bounds").Where(r => r.Kind != "proved").DistinctBy(r => (r.Location.Position, r.Kind)))
            context.Out.WriteLine($"    {remark.Location.Position}: '{remark.Message}' {remark.Kind}");
        foreach (var remark in Of("apply-schedules"))
            context.Out.WriteLine($"  schedule: {remark.Location.Position}: {remark.Message}");
    }

    private static void WriteRules(ToolContext context, RemarkLog remarks)
    {
        context.Out.WriteLine("rules");
        var fired = remarks.Items.Where(r => r.Pass == "canonicalize").GroupBy(r => r.Kind);
        foreach (var group in fired.OrderBy(g => g.Key, StringComparer.Ordinal))
            context.Out.WriteLine($"  {group.Key,-40} {group.Sum(r => int.Parse(r.Message, CultureInfo.InvariantCulture))}");
    }

    private static void WriteStages(ToolContext context)
    {
        context.Out.WriteLine("stages");
        foreach (var stage in Pipelines.Cpu.Stages) context.Out.WriteLine($"  {stage.Name,-18} {stage.Reason}");
    }
}
