namespace Weft.Tool.Opt;

/// <summary>A flag of <c>weft opt</c> that is not a pass.</summary>
/// <param name="Apply">The options with the flag, given its value or null.</param>
internal sealed record OptFlag(string Name, string Description, Func<OptOptions, string?, OptOptions> Apply)
{
    public static IReadOnlyList<OptFlag> All { get; } =
    [
        new("o", "the file to write; standard output unless given", (o, value) => o with { Output = value ?? "-" }),
        Switch("mlir-print-op-generic", "print operations in their generic form", (o, on) => o with { Generic = on }),
        Switch("mlir-print-debuginfo", "print locations", (o, on) => o with { Locations = on }),
        Switch("allow-unregistered-dialect", "take operations that no dialect has", (o, on) => o with { AllowUnregistered = on }),
        Switch("split-input-file", "take the parts between lines '// -----' one by one", (o, on) => o with { SplitInput = on }),
        Switch("verify-diagnostics", "compare messages with comments like expected-error", (o, on) => o with { VerifyDiagnostics = on }),
        Switch("verify-roundtrip", "check that what is printed reads back the same", (o, on) => o with { VerifyRoundtrip = on }),
        Switch("verify-each", "verify after each pass, which =false turns off", (o, on) => o with { VerifyEach = on }),
        PrintIr("mlir-print-ir-before-all", "print the IR before each pass", (p, _) => p with { BeforeAll = true }),
        PrintIr("mlir-print-ir-before", "print the IR before the passes of a list: a,b", (p, names) =>
            p with { Before = [.. p.Before, .. names.Split(',')] }),
        PrintIr("mlir-print-ir-after-all", "print the IR after each pass", (p, _) => p with { AfterAll = true }),
        PrintIr("mlir-print-ir-after", "print the IR after the passes of a list: a,b", (p, names) =>
            p with { After = [.. p.After, .. names.Split(',')] }),
        PrintIr("mlir-print-ir-after-change", "print the IR after a pass only if it changed", (p, _) => p with { OnlyOnChange = true }),
        PrintIr("mlir-print-ir-after-failure", "print the IR after a pass only if that failed", (p, _) =>
            p with { OnlyOnFailure = true }),
        PrintIr("mlir-print-ir-module-scope", "print all of the IR, whatever a pass ran on", (p, _) => p with { ModuleScope = true }),
        Switch("mlir-pass-statistics", "report what passes counted", (o, on) => o with { Statistics = on }),
        new("mlir-pass-pipeline-crash-reproducer", "the file that gets IR and pipeline when a pass fails", (o, value) =>
            o with { CrashReproducer = value }),
        Switch("run-reproducer", "run the pipeline that such a file holds", (o, on) => o with { RunReproducer = on }),
        Switch("dump-pass-pipeline", "print the pipeline that runs", (o, on) => o with { DumpPipeline = on }),
        Switch("mlir-timing", "report where the time went", (o, on) => o with { Timing = on }),
        Switch("mlir-disable-threading", "work on one function after the other", (o, on) => o with { IsParallel = !on }),
        Switch("show-dialects", "name the dialects", (o, on) => o with { ShowDialects = on }),
        Switch("list-passes", "name the passes", (o, on) => o with { ListPasses = on }),
        new("emit-irdl", "print a dialect as IRDL", (o, value) => o with { EmitIrdl = value ?? "" }),
        Switch("emit-dialect-docs", "print the operations of all dialects as Markdown", (o, on) => o with { EmitDialectDocs = on }),
        Switch("help", "print this", (o, on) => o with { ShowHelp = on }),
    ];

    private static OptFlag Switch(string name, string description, Func<OptOptions, bool, OptOptions> set) =>
        new(name, description, (options, value) => set(options, value is null or "true" or "1"));

    private static OptFlag PrintIr(string name, string description, Func<PrintIrOptions, string, PrintIrOptions> set) =>
        new(name, description, (options, value) => options with { PrintIr = set(options.PrintIr, value ?? "") });
}
