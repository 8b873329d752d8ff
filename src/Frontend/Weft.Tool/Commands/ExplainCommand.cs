using System.CommandLine;
using System.Globalization;
using Weft.Backends.Llvm;
using Weft.IR;
using Weft.Passes;
using Weft.Runtime;

namespace Weft.Tool;

/// <summary><c>weft explain FILE [KERNEL]</c>: what the compiler did and why.</summary>
internal static class ExplainCommand
{
    public static ToolCommand Command { get; } = CommandLine.Command("explain", "what the compiler did with a kernel, and why", Describe);

    private static CommandSyntax Describe()
    {
        var file = new Argument<string>("FILE") { Description = "a .weft, .mlir or .weftpkg file" };
        var entry = new Argument<string?>("KERNEL") { Description = "may be left out when there is one", Arity = ArgumentArity.ZeroOrOne };
        var level = new Option<string?>("--level") { Description = "print the program at a level" }
            .AcceptOnlyFromAmong("ir", "llvm", "asm", "all");
        return new(
            new Command("explain", "Explains how a kernel is compiled.") { file, entry, level },
            (context, parsed) => Run(context, parsed.GetValue(file)!, parsed.GetValue(entry), parsed.GetValue(level)));
    }

    private static ExitCode Run(ToolContext context, string file, string? name, string? level)
    {
        if (SourceFile.Load(context, file, name) is not { } program) return ExitCode.BadInput;
        var entry = SourceFile.Entry(program, file, name);
        var lowering = CpuCompiler.Lower(program, entry.Name, machine: HostMachine.Detect());
        // What 'weft check' says of the kernel.
        var words = new Orchestration(program.Entries);
        var about = program.Load(new IrContext(StandardDialects.All)).Body.Entry.Ops.Where(op => Orchestration.Subject(op) == entry.Name);
        foreach (var line in about.Select(words.Describe).OfType<string>()) context.Out.WriteLine(line);
        if (entry.Doc.Length > 0) context.Out.WriteLine($"  {entry.Doc}");
        WriteStages(context);
        WriteRemarks(context, lowering.Remarks);
        if (level is "ir" or "all") context.Out.WriteLine($"\n// lowered IR\n{lowering.Module}");
        if (level is "llvm" or "all") context.Out.WriteLine($"\n; LLVM text\n{lowering.LlvmText}");
        if (level is "asm" or "all")
        {
            using var compiler = new CpuCompiler();
            context.Out.WriteLine($"\n# assembly\n{compiler.Assembly(lowering)}");
        }

        return ExitCode.Done;
    }

    private static void WriteStages(ToolContext context)
    {
        context.Out.WriteLine("stages");
        foreach (var stage in Pipelines.Cpu.Stages) context.Out.WriteLine($"  {stage.Name,-18} {stage.Reason}");
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
        context.Out.WriteLine("loops");
        foreach (var remark in Of("outline-parallel")) context.Out.WriteLine($"  {remark.Location.Position}: {remark.Message}");
        context.Out.WriteLine("rules");
        foreach (var group in Of("canonicalize").GroupBy(r => r.Kind).OrderBy(g => g.Key, StringComparer.Ordinal))
            context.Out.WriteLine($"  {group.Key,-40} {group.Sum(r => int.Parse(r.Message, CultureInfo.InvariantCulture))}");
    }
}
